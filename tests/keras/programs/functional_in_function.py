import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0


def stack(x, sizes):
    for size in sizes:
        x = layers.Conv2D(size, 3, activation='relu')(x)
        x = layers.MaxPooling2D(2)(x)
    return x


def make(shape, classes):
    start = layers.Input(shape)
    x = stack(start, [6, 10])
    x = layers.Flatten()(x)
    return keras.models.Model(inputs=[start], outputs=[layers.Dense(classes, 'softmax')(x)])


model = make((32, 32, 3), 10)

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
