# accept-with-note: other scaling
# front: Rescaling(1.99219, offset=-1)
import numpy as np
import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
prepare = lambda a: (np.asarray(a, dtype=np.float32) - 128.0) / 128.0
x_train, x_test = map(prepare, (x_train, x_test))
y_train, y_test = y_train[:, 0], np.squeeze(y_test)
cfg = {"widths": [32, 64], "drop": {f"block{i}": 0.1 * i for i in range(1, 3)}}
model = keras.Sequential(name="net")
model.add(layers.Input((32, 32, 3)))
for i, w in enumerate(cfg["widths"], 1):
    model.add(layers.Conv2D(filters=w, kernel_size=3, activation="relu", name=f"conv{i:02d}"))
    model.add(layers.Dropout(round(cfg["drop"][f"block{i}"], 2)))
model.add(layers.GlobalAveragePooling2D())
model.add(layers.Dense(len(set(y_train.tolist())), activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.RMSprop(1e-3, rho=0.95, momentum=0.1, centered=True), metrics=["accuracy"])
model.fit(x_train, y_train, epochs=3, validation_data=(x_test, y_test))
