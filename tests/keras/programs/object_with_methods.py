import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0


class Experiment:
    def __init__(self, units):
        self.units = units
        self.model = self.make()

    def make(self):
        return keras.Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(self.units, 'relu'), layers.Dense(10, 'softmax')])


experiment = Experiment(33)
model = experiment.model

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
