# refuse: line 23
# Comparar taxas de dropout
import keras
from keras import layers

(x_treino, y_treino), (x_teste, y_teste) = keras.datasets.cifar10.load_data()
x_treino, x_teste = x_treino / 255.0, x_teste / 255.0
resultados = {}


def cria(taxa):
    m = keras.Sequential()
    m.add(layers.Conv2D(32, 3, activation="relu", input_shape=(32, 32, 3)))
    m.add(layers.Dropout(taxa))
    m.add(layers.Flatten())
    m.add(layers.Dense(10, activation="softmax"))
    return m


for taxa in [0.1, 0.3, 0.5]:
    m = cria(taxa)
    m.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    resultados[taxa] = m.fit(x_treino, y_treino, epochs=5, validation_data=(x_teste, y_teste))
