# refuse: line 9
import keras
from keras import layers, regularizers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
model = keras.Sequential([layers.Conv2D(16, 3), layers.Flatten(), layers.Dense(10, activation="softmax")])
for layer in model.layers:
    if hasattr(layer, "kernel_regularizer"):
        layer.kernel_regularizer = regularizers.l2(1e-4)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train / 255, y_train, epochs=3)
