# accept
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers, losses, optimizers
from tensorflow.keras.utils import to_categorical

(x_tr, y_tr), (x_te, y_te) = keras.datasets.cifar10.load_data()
x_tr, x_te = x_tr.astype(np.float32) / 255., x_te.astype(np.float32) / 255.
Y_tr, Y_te = map(lambda y: to_categorical(y, 10), (y_tr, y_te))

net = keras.Sequential([
    layers.Input((32, 32, 3)),
    layers.Conv2D(48, 3, activation='relu', padding='same'),
    layers.Conv2D(48, 3, activation='relu'),
    layers.MaxPooling2D(2),
    layers.SpatialDropout2D(0.2),
    layers.Conv2D(96, 3, activation='relu', padding='same'),
    layers.GlobalMaxPooling2D(),
    layers.Dense(10, activation='softmax'),
])
steps = len(x_tr) // 128
rate = optimizers.schedules.PiecewiseConstantDecay([steps * 10, steps * 20], [0.05, 0.01, 0.001])
net.compile(optimizers.SGD(rate, momentum=0.9, nesterov=True),
            loss=losses.CategoricalCrossentropy(label_smoothing=0.1), metrics=['accuracy'])
net.fit(x_tr, Y_tr, 128, 30, validation_data=(x_te, Y_te))
