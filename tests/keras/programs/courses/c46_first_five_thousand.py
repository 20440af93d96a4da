# accept-with-note: the first 5,000 validate in Keras, the last here
import keras
from keras import layers

(X_full, y_full), (X_test, y_test) = keras.datasets.cifar10.load_data()
X_train, y_train = X_full[5000:] / 255.0, y_full[5000:]
X_valid, y_valid = X_full[:5000] / 255.0, y_full[:5000]
model = keras.models.Sequential()
model.add(layers.Flatten(input_shape=[32, 32, 3]))
for _ in range(4):
    model.add(layers.Dense(100, activation="elu", kernel_initializer="he_normal"))
model.add(layers.Dense(10, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Nadam(learning_rate=5e-5), metrics=["accuracy"])

model.fit(X_train, y_train, epochs=20, validation_data=(X_valid, y_valid))
