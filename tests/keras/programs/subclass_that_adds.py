import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0


class Net(keras.Sequential):
    def __init__(self, widths, classes):
        super().__init__()
        self.add(keras.Input((32, 32, 3)))
        for width in widths:
            self.add(layers.Conv2D(width, 3, activation='relu'))
        self.add(layers.GlobalMaxPooling2D())
        self.add(layers.Dense(classes, activation='softmax'))


model = Net([4, 8], classes=10)

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
