# accept
import numpy as np
import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
num_classes = len(np.unique(y_train))
x_train, x_test = np.float32(x_train) / 255, np.float32(x_test) / 255
y_train = np.eye(num_classes)[y_train.reshape(-1)]
y_test = np.eye(num_classes)[y_test.ravel()]
model = keras.Sequential([layers.Input(x_train.shape[1:]), layers.Conv2D(16, 3, activation="relu"), layers.Flatten(), layers.Dense(num_classes, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=3, batch_size=500, validation_data=(x_test, y_test))
