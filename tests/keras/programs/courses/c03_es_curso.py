# accept
# Curso de redes convolucionales: primera red
import tensorflow as tf
from tensorflow import keras

(x_entrenamiento, y_entrenamiento), (x_prueba, y_prueba) = keras.datasets.cifar10.load_data()
x_entrenamiento = x_entrenamiento.astype("float32") / 255.0
x_prueba = x_prueba.astype("float32") / 255.0

# Separar un conjunto de validación
x_val = x_entrenamiento[-5000:]
y_val = y_entrenamiento[-5000:]
x_entrenamiento = x_entrenamiento[:-5000]
y_entrenamiento = y_entrenamiento[:-5000]

modelo = keras.models.Sequential([
    keras.layers.Conv2D(filters=32, kernel_size=3, activation="relu", input_shape=[32, 32, 3]),
    keras.layers.MaxPool2D(pool_size=2),
    keras.layers.Conv2D(filters=64, kernel_size=3, activation="relu"),
    keras.layers.MaxPool2D(pool_size=2),
    keras.layers.Flatten(),
    keras.layers.Dropout(0.25),
    keras.layers.Dense(units=128, activation="relu"),
    keras.layers.Dropout(0.5),
    keras.layers.Dense(units=10, activation="softmax"),
])
modelo.compile(loss="sparse_categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
parada = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
historia = modelo.fit(x_entrenamiento, y_entrenamiento, epochs=100, validation_data=(x_val, y_val), callbacks=[parada])
modelo.evaluate(x_prueba, y_prueba)
