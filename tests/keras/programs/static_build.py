import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0


class SmallNet:
    @staticmethod
    def build(width, height, depth, classes):
        net = keras.Sequential()
        shape = (height, width, depth)
        if keras.backend.image_data_format() == 'channels_first':
            shape = (depth, height, width)
        net.add(layers.Conv2D(10, (3, 3), padding='same', input_shape=shape))
        net.add(layers.Activation('relu'))
        net.add(layers.Flatten())
        net.add(layers.Dense(classes))
        net.add(layers.Activation('softmax'))
        return net


model = SmallNet.build(width=32, height=32, depth=3, classes=10)

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
