# accept-with-note: the validation pictures are drawn by chance
import keras
from keras import layers
from sklearn.model_selection import train_test_split

(x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
x, x_test = x / 255.0, x_test / 255.0
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.1, random_state=0)
model = keras.Sequential([
    layers.Conv2D(32, 3, activation="relu", input_shape=(32, 32, 3)),
    layers.MaxPooling2D(),
    layers.Flatten(),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=5, validation_data=(x_val, y_val))
