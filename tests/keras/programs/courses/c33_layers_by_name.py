# accept
import keras
from keras import layers

SPEC = [
    ("Conv2D", dict(filters=32, kernel_size=3, activation="gelu")),
    ("SpatialDropout2D", {"rate": 0.1}),
    ("AveragePooling2D", dict(pool_size=2)),
    ("SeparableConv2D", dict(filters=64, kernel_size=3, activation="swish", depth_multiplier=2)),
    ("GlobalMaxPooling2D", {}),
    ("Dense", dict(units=10, activation="softmax")),
]
TRAIN = {"optimizer": "AdamW", "learning_rate": 3e-4, "weight_decay": 0.01}


def build(spec, **compile_options):
    model = keras.Sequential(name="from_spec")
    model.add(layers.InputLayer(shape=(32, 32, 3)))
    for kind, arguments in spec:
        model.add(getattr(layers, kind)(**arguments))
    kind = compile_options.pop("optimizer")
    model.compile(optimizer=getattr(keras.optimizers, kind)(**compile_options),
                  loss="sparse_categorical_crossentropy", metrics=["acc"])
    return model


(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
model = build(SPEC, **TRAIN)
model.fit(x_train / 255.0, y_train, batch_size=256, epochs=6, validation_data=(x_test / 255.0, y_test))
