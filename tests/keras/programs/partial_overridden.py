import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
from functools import partial

Conv = partial(layers.Conv2D, kernel_size=3, padding='same', activation='selu')
model = keras.Sequential([keras.Input((32, 32, 3)), Conv(4), Conv(6, kernel_size=1, activation='relu'), layers.Flatten(), layers.Dense(10, 'softmax')])

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
