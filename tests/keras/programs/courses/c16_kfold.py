# refuse: line 23
import numpy as np
import keras
from keras import layers
from sklearn.model_selection import KFold

(x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
x, x_test = x / 255.0, x_test / 255.0


def make():
    m = keras.Sequential([
        layers.Conv2D(32, 3, activation="relu", input_shape=(32, 32, 3)),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ])
    m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return m


scores = []
for train, val in KFold(n_splits=5, shuffle=True).split(x):
    model = make()
    model.fit(x[train], y[train], epochs=3, validation_data=(x[val], y[val]))
    scores.append(model.evaluate(x_test, y_test)[1])
print(np.mean(scores))
