import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
import argparse

parser = argparse.ArgumentParser()
parser.add_argument('-u', '--hidden-units', type=int, default=40)
parser.add_argument('--no-dropout', action='store_true')
args = parser.parse_args([])
model = keras.Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(args.hidden_units, 'relu')])
if not args.no_dropout:
    model.add(layers.Dropout(0.3))
model.add(layers.Dense(10, 'softmax'))

model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=50, epochs=3, validation_data=(x_test, y_test))
