# accept
from dataclasses import asdict, dataclass, field

import keras
from keras import layers, regularizers


@dataclass
class Block:
    filters: int
    rate: float = 0.25
    kernel: tuple = (3, 3)


@dataclass
class Config:
    blocks: list = field(default_factory=lambda: [Block(32), Block(64, rate=0.3), Block(96, kernel=(5, 5))])
    l2: float = 5e-4
    batch: int = 64
    epochs: int = 20
    classes: int = 10

    @property
    def units(self):
        return self.blocks[-1].filters * 2

    def head(self):
        return [layers.Flatten(), layers.Dense(self.units, activation="relu"), layers.Dense(self.classes, activation="softmax")]


cfg = Config(epochs=15)
(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train / 255.0
x_test = x_test / 255.0

stack = [layers.Input(shape=(32, 32, 3))]
for b in cfg.blocks:
    stack += [
        layers.Conv2D(b.filters, b.kernel, padding="same", activation="relu", kernel_regularizer=regularizers.l2(cfg.l2)),
        layers.MaxPool2D(2),
        layers.Dropout(b.rate),
    ]
model = keras.Sequential(stack + cfg.head())
model.compile(optimizer=keras.optimizers.Adam(), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
print(asdict(cfg))
model.fit(x_train, y_train, cfg.batch, cfg.epochs, validation_split=0.1)
