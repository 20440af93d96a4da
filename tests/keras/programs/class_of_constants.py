import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0


class Config:
    WIDTH = 6
    DEPTH = 2
    RATE = 1 / 4


model = keras.Sequential([keras.Input((32, 32, 3))])
for i in range(Config.DEPTH):
    model.add(layers.Conv2D(Config.WIDTH * 2 ** i, (3, 3), activation='relu', name=f'conv_{i}'))
model.add(layers.Dropout(Config.RATE))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation='softmax'))

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
