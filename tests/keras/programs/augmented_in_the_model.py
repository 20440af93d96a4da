import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

augmentation = keras.Sequential([layers.RandomFlip('horizontal'), layers.RandomTranslation(0.1, 0.1)])
inputs = keras.Input((32, 32, 3))
x = augmentation(inputs)
x = layers.Conv2D(8, 3, activation='relu')(x)
x = layers.Flatten()(x)
model = keras.Model(inputs, layers.Dense(10, activation='softmax')(x))

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
