import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0


def block(width, rate=None):
    parts = [layers.Conv2D(width, 3, padding='same', activation='relu'), layers.MaxPooling2D()]
    if rate is not None:
        parts.append(layers.Dropout(rate))
    return parts


def build():
    return keras.Sequential([keras.Input((32, 32, 3)), *block(6), *block(9, rate=0.2), layers.Flatten(), layers.Dense(10, 'softmax')])


model = build()

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
