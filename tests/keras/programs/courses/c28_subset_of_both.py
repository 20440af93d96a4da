# accept-with-note: the lab measures accuracy alone
import keras
from keras import layers, Sequential

n_train, n_test = 10_000, 2_000
(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, y_train = x_train[:n_train], y_train[:n_train]
x_test, y_test = x_test[:n_test], y_test[:n_test]
x_train, x_test = x_train / 255.0, x_test / 255.0
assert x_train.shape == (n_train, 32, 32, 3)

model = Sequential(name="small", layers=[
    layers.Conv2D(32, kernel_size=(3, 3), padding="same", activation="relu", input_shape=x_train[0].shape),
    layers.MaxPooling2D(pool_size=(2, 2), strides=(2, 2)),
    layers.Flatten(),
    layers.Dense(units=64, activation="relu"),
    layers.Dense(units=10, activation="softmax"),
])
model.compile(
    optimizer=keras.optimizers.get("adam"),
    loss=keras.losses.sparse_categorical_crossentropy,
    metrics=["accuracy", "sparse_top_k_categorical_accuracy"],
)
es = keras.callbacks.EarlyStopping(monitor="loss", patience=3)
model.fit(x_train, y_train, epochs=20, validation_data=(x_test, y_test), callbacks=[es])
