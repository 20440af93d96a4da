import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

steps = 1000
model = keras.Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(10, activation='softmax')])
schedule = keras.optimizers.schedules.ExponentialDecay(0.01, decay_steps=steps * 2, decay_rate=0.9, staircase=True)
model.compile(optimizer=keras.optimizers.Adam(schedule), loss='sparse_categorical_crossentropy')
model.fit(x_train, y_train, batch_size=100, epochs=6)
