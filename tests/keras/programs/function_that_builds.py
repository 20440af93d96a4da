import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0


def build(filters=8, classes=10):
    net = keras.Sequential()
    net.add(keras.Input((32, 32, 3)))
    for width in (filters, 2 * filters):
        net.add(layers.Conv2D(width, 3, activation='relu'))
        net.add(layers.MaxPooling2D())
    net.add(layers.Flatten())
    net.add(layers.Dense(classes, activation='softmax'))
    return net


model = build(filters=12)

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
