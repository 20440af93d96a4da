import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

model = keras.Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(10, activation='softmax')])
rate = 1e-2
optimizer = keras.optimizers.SGD(learning_rate=rate / 2, momentum=0.9, nesterov=True)
model.compile(optimizer=optimizer, loss=keras.losses.SparseCategoricalCrossentropy(), metrics=['accuracy'])
history = model.fit(x_train, y_train, 25, 4, verbose=0)
