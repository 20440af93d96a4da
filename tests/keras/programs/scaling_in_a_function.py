import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()


def prepare(pictures, labels):
    pictures = pictures.astype('float32')
    pictures /= 255
    return pictures, labels.squeeze()


x_train, y_train = prepare(x_train, y_train)
x_test, y_test = prepare(x_test, y_test)
model = keras.Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(10, activation='softmax')])

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
