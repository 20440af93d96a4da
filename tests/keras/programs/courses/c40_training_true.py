# refuse: line 10
import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
inputs = keras.Input((32, 32, 3))
h = layers.Rescaling(1 / 255)(inputs)
h = layers.Conv2D(16, 3, activation="relu")(h)
h = layers.Flatten()(h)
h = layers.Dropout(0.3)(h, training=True)
model = keras.Model(inputs, layers.Dense(10, activation="softmax")(h))
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=3)
