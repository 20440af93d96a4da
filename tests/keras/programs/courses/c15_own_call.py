# refuse: line 6
import tensorflow as tf
from tensorflow.keras import layers


class ConvNet(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = layers.Conv2D(32, 3, activation='relu')
        self.flat = layers.Flatten()
        self.out = layers.Dense(10, activation='softmax')

    def call(self, x):
        return self.out(self.flat(self.conv(x)))


(x_train, y_train), _ = tf.keras.datasets.cifar10.load_data()
model = ConvNet()
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train / 255.0, y_train, epochs=3)
