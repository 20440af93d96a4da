import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

WIDTHS = []


def note(width):
    global LAST
    LAST = width
    WIDTHS.append(width)


for width in range(4, 10, 2):
    note(width)


def maker():
    def layer(n):
        return layers.Conv2D(n, 3, activation='relu')
    return layer


make = maker()
model = keras.Sequential([keras.Input((32, 32, 3))] + [make(w) for w in WIDTHS] + [layers.Flatten(), layers.Dense(LAST + 2, activation='softmax')])

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
