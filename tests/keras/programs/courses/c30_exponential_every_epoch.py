# accept
import keras
from keras import layers, activations

INIT_LR, GAMMA = 1e-2, 0.9
(train_x, train_y), (test_x, test_y) = keras.datasets.cifar10.load_data()
train_x, test_x = train_x.astype("float32") / 255, test_x.astype("float32") / 255
classes = train_y.max() + 1

model = keras.Sequential()
model.add(keras.Input(shape=(32, 32, 3)))
model.add(layers.Conv2D(32, 3, activation=activations.relu, kernel_initializer="he_normal", bias_initializer="zeros"))
model.add(layers.MaxPool2D())
model.add(layers.Conv2D(64, 3, activation=activations.relu, kernel_initializer=keras.initializers.HeNormal()))
model.add(layers.MaxPool2D())
model.add(layers.Flatten())
model.add(layers.Dense(10))
model.add(layers.Softmax())
schedule = lambda epoch: INIT_LR * GAMMA ** epoch
model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adagrad(INIT_LR), metrics=["acc"])
model.fit(train_x, train_y, epochs=15, batch_size=64, validation_data=(test_x, test_y),
          callbacks=[keras.callbacks.LearningRateScheduler(schedule, verbose=1)])
