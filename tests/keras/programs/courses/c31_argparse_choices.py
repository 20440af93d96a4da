# accept
import argparse

import keras
from keras import layers, optimizers

parser = argparse.ArgumentParser(description="CIFAR-10 from the command line")
parser.add_argument("--optimizer", choices=["sgd", "adam", "rmsprop"], default="sgd")
parser.add_argument("--lr", type=float, default=0.05)
parser.add_argument("--momentum", type=float, default=0.9)
parser.add_argument("--nesterov", action="store_true")
parser.add_argument("--no-bn", dest="bn", action="store_false", help="leave batch norm out")
parser.add_argument("-b", "--batch-size", type=int, default=128)
parser.add_argument("--epochs", type=int, default=12)
parser.add_argument("--widths", type=int, nargs="+", default=[16, 32, 64])
args = parser.parse_args()
options = vars(args)

makers = {
    "sgd": lambda: optimizers.SGD(args.lr, momentum=args.momentum, nesterov=args.nesterov),
    "adam": lambda: optimizers.Adam(args.lr),
    "rmsprop": lambda: optimizers.RMSprop(args.lr),
}

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = (x.astype("float32") / 255.0 for x in (x_train, x_test))

model = keras.Sequential([keras.Input((32, 32, 3))])
for width in options["widths"]:
    model.add(layers.Conv2D(width, 3, padding="same", use_bias=not args.bn))
    if args.bn:
        model.add(layers.BatchNormalization())
    model.add(layers.ReLU())
    model.add(layers.MaxPooling2D())
model.add(layers.Flatten())
model.add(layers.Dense(10, activation="softmax"))
model.compile(makers[options["optimizer"]](), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=args.batch_size, epochs=args.epochs, validation_data=(x_test, y_test))
