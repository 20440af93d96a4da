# accept
"""Train a small net. Run on a GPU if there is one."""
import argparse
import datetime
import logging
import os
import random
import sys

import numpy as np
import tensorflow as tf

logging.basicConfig(level=logging.INFO)
os.environ['CUDA_VISIBLE_DEVICES'] = '0'
gpus = tf.config.list_physical_devices('GPU')
if gpus:
    try:
        for gpu in gpus:
            tf.config.experimental.set_memory_growth(gpu, True)
    except RuntimeError as e:
        print(e)


def seed_all(seed=7):
    random.seed(seed)
    np.random.seed(seed)
    tf.random.set_seed(seed)


def load():
    (xtr, ytr), (xte, yte) = tf.keras.datasets.cifar10.load_data()
    xtr = xtr.astype(np.float32) / 255.0
    xte = xte.astype(np.float32) / 255.0
    return (xtr, ytr.squeeze()), (xte, yte.squeeze())


def build(width=32, depth=2, drop=0.0):
    net = tf.keras.Sequential()
    net.add(tf.keras.Input(shape=(32, 32, 3)))
    for d in range(depth):
        net.add(tf.keras.layers.Conv2D(width * 2 ** d, 3, padding='same', activation=tf.nn.relu))
        net.add(tf.keras.layers.MaxPooling2D(2, 2))
        if drop > 0:
            net.add(tf.keras.layers.Dropout(drop))
    net.add(tf.keras.layers.Flatten())
    net.add(tf.keras.layers.Dense(10, activation=tf.nn.softmax))
    return net


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument('--width', type=int, default=24)
    parser.add_argument('--drop', type=float, default=0.1)
    parser.add_argument('--epochs', type=int, default=6)
    parser.add_argument('--log', action='store_true')
    args = parser.parse_args([] if argv is None else argv)
    seed_all()
    (xtr, ytr), (xte, yte) = load()
    net = build(args.width, drop=args.drop)
    net.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=1e-3, epsilon=1e-8),
                loss='sparse_categorical_crossentropy', metrics=['accuracy'])
    cbs = []
    if args.log:
        logdir = os.path.join('logs', datetime.datetime.now().strftime('%Y%m%d'))
        cbs.append(tf.keras.callbacks.TensorBoard(logdir))
    start = datetime.datetime.now()
    hist = net.fit(xtr, ytr, epochs=args.epochs, batch_size=64, validation_data=(xte, yte), callbacks=cbs)
    logging.info('took %s', datetime.datetime.now() - start)
    return hist


if __name__ == '__main__':
    main()
