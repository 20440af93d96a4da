# refuse: line 8; may also line 10
import numpy as np
from keras.datasets import cifar10
from keras import Sequential, layers

(x_train, y_train), (x_test, y_test) = cifar10.load_data()
keep = np.isin(y_train, [3, 5]).flatten()
x_train, y_train = x_train[keep] / 255.0, y_train[keep]
keep_test = np.isin(y_test, [3, 5]).flatten()
x_test, y_test = x_test[keep_test] / 255.0, y_test[keep_test]

model = Sequential([
    layers.Conv2D(16, 3, activation="relu", input_shape=(32, 32, 3)),
    layers.MaxPooling2D(),
    layers.Flatten(),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=10, validation_data=(x_test, y_test))
