import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

DEEP, KIND = True, 'max'
model = keras.Sequential([keras.Input((32, 32, 3)), layers.Conv2D(8, 3)])
if KIND == 'average':
    model.add(layers.AveragePooling2D(2))
elif KIND == 'max' and DEEP:
    model.add(layers.MaxPooling2D(3))
else:
    model.add(layers.GlobalMaxPooling2D())
model.add(layers.Flatten())
model.add(layers.Dense(64 if DEEP else 16, activation='relu'))
model.add(layers.Dense(10, activation='softmax'))

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
