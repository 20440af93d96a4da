import keras
from keras import layers


def main():
    (a, b), (c, d) = keras.datasets.cifar10.load_data()
    a, c = [pictures / 255 for pictures in (a, c)]
    net = keras.Sequential()
    net.add(layers.Flatten(input_shape=a.shape[1:]))
    net.add(layers.Dense(10, activation='softmax'))
    net.compile(loss='sparse_categorical_crossentropy', optimizer='sgd')
    net.fit(a, b, epochs=7, batch_size=128, validation_data=(c, d))


if __name__ == '__main__':
    main()
