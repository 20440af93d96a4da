# accept
# Übung 4: ein Netz als Klasse
from dataclasses import dataclass
import keras
from keras import layers


@dataclass
class Einstellungen:
    lernrate: float = 0.002
    epochen: int = 8
    stapel: int = 50
    filter: tuple = (20, 40)


class Netz:
    def __init__(self, einstellungen):
        self.e = einstellungen
        self.modell = keras.Sequential(name="netz")
        self.modell.add(keras.Input((32, 32, 3)))

    def baue(self):
        for n in self.e.filter:
            self._block(n)
        self.modell.add(layers.Flatten())
        self.modell.add(layers.Dense(10, "softmax"))
        return self

    def _block(self, n, rate=0.3):
        self.modell.add(layers.Conv2D(n, 3, padding="same", activation="relu"))
        self.modell.add(layers.AveragePooling2D(2))
        self.modell.add(layers.Dropout(rate if n > 20 else 0.1))

    def lerne(self, x, y, pruefung):
        self.modell.compile(
            optimizer=keras.optimizers.Adamax(self.e.lernrate),
            loss="sparse_categorical_crossentropy",
            metrics=["accuracy"],
        )
        return self.modell.fit(x, y, batch_size=self.e.stapel, epochs=self.e.epochen, validation_data=pruefung)


(x, y), (xt, yt) = keras.datasets.cifar10.load_data()
x, xt = x / 255, xt / 255
Netz(Einstellungen()).baue().lerne(x[:20000], y[:20000], (xt[:4000], yt[:4000]))
