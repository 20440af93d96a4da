# accept
from __future__ import annotations

from typing import Final

import keras
from keras import layers

SIZES: Final[tuple[int, ...]] = (32, 64)
ACTIVATION = "relu"


def activation(kind: str):
    match kind:
        case "relu":
            return layers.ReLU(max_value=6)
        case "leaky":
            return layers.LeakyReLU()
        case _:
            return layers.Activation(kind)


def load() -> tuple:
    (x, y), (xt, yt) = keras.datasets.cifar10.load_data()
    return (x / 255.0, y.reshape(-1)), (xt / 255.0, yt.reshape(-1))


def make(*, dropout: float = 0.0) -> keras.Sequential:
    model = keras.Sequential()
    model.add(keras.Input(shape=(32, 32, 3)))
    for size, drop in zip(SIZES, (0.1, 0.2)):
        model.add(layers.Conv2D(*(size, 3), **dict(padding="same")))
        model.add(activation(ACTIVATION))
        model.add(layers.MaxPooling2D())
        if (rate := drop + dropout) > 0.15:
            model.add(layers.Dropout(rate))
    model.add(layers.Flatten())
    model.add(layers.Dense(10))
    model.add(layers.Softmax())
    return model


def main() -> None:
    train, test = load()
    model = make(dropout=0.05)
    model.compile(optimizer=keras.optimizers.Lion(1e-4), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(*train, batch_size=64, epochs=10, validation_data=test)


if __name__ == "__main__":
    main()
