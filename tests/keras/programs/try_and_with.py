import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
import tensorflow as tf

try:
    strategy = tf.distribute.get_strategy()
except ValueError:
    strategy = None
with strategy.scope():
    model = keras.Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(10, activation='softmax')])
    model.compile('adam', 'sparse_categorical_crossentropy')
model.fit(x_train, y_train, batch_size=16 * strategy.num_replicas_in_sync, epochs=1)
