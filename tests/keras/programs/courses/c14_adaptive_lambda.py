# accept
import math
import keras
from keras.layers import *

(X, y), (Xt, yt) = keras.datasets.cifar10.load_data()
X, Xt = X / 255., Xt / 255.
epochs = 12


def step_decay(epoch, lr):
    drop, epochs_drop = 0.5, 4.0
    if epoch > 0 and epoch % epochs_drop == 0:
        return lr * drop
    return lr


model = keras.models.Sequential()
model.add(InputLayer(shape=(32, 32, 3)))
model.add(Conv2D(16, (5, 5), activation='tanh'))
model.add(AveragePooling2D((2, 2)))
model.add(Conv2D(32, (5, 5), activation='tanh'))
model.add(AveragePooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(120, activation='tanh'))
model.add(Dense(84, activation='tanh'))
model.add(Dense(10, activation='softmax'))
model.compile(keras.optimizers.SGD(0.1), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(X, y, epochs=epochs, batch_size=32, validation_split=0.15,
          callbacks=[keras.callbacks.LearningRateScheduler(step_decay)])
