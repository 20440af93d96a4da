import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

options = {'padding': 'same', 'activation': 'relu'}
sizes = dict(first=5, second=9)
model = keras.Sequential([keras.Input((32, 32, 3))])
for name, size in sizes.items():
    model.add(layers.Conv2D(size, 3, name=name, **options))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation='softmax'))

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
