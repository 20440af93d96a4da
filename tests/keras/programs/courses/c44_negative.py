# refuse: line 6; may also line 9
import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = 1 - x_train / 255.0, 1 - x_test / 255.0
model = keras.Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=3)
