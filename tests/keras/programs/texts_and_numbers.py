import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

name = 'RELU'.lower()
first, *rest = [4, 6, 8]
model = keras.Sequential([keras.Input((32, 32, 3)), layers.Conv2D(first, int('3'), activation=name), layers.Conv2D(max(rest), 3, activation='re' + 'lu'), layers.Flatten(), layers.Dense(round(9.7), activation='soft{}'.format('max'))])

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
