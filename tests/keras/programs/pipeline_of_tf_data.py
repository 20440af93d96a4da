import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
import tensorflow as tf

model = keras.Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(10, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')


def prepare(image, label):
    return tf.cast(image, tf.float32) / 255.0, label


train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).map(prepare).shuffle(1000).batch(80).prefetch(2)
test = tf.data.Dataset.from_tensor_slices((x_test, y_test)).map(prepare).batch(80)
model.fit(train, epochs=2, validation_data=test)
