import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

model = keras.Sequential([keras.Input((32, 32, 3))])
width = 4
while width < 20:
    model.add(layers.Conv2D(width, 3, activation='relu'))
    width *= 2
for i, (units, rate) in enumerate(zip([30, 20], [0.1, 0.2])):
    if i == 0:
        model.add(layers.Flatten())
    model.add(layers.Dense(units, activation='relu'))
    model.add(layers.Dropout(rate))
model.add(layers.Dense(10, activation='softmax'))

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
