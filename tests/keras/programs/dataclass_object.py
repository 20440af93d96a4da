import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
from dataclasses import dataclass


@dataclass
class Options:
    units: int = 20
    rate: float = 0.5
    activation: str = 'tanh'


options = Options(units=24)
model = keras.Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(options.units, options.activation), layers.Dropout(options.rate), layers.Dense(10, 'softmax')])

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
