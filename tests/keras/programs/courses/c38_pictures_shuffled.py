# refuse: line 12
import numpy as np
import tensorflow as tf
import keras
from keras import layers
from keras import backend as K

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
model = keras.Sequential([layers.Input((32, 32, 3)), layers.Conv2D(16, 3, activation="relu"), layers.Dropout(0.2), layers.Flatten(), layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
np.random.shuffle(x_train)
model.fit(x_train, y_train, epochs=3, validation_data=(x_test, y_test))
