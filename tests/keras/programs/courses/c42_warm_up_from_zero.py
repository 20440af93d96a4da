# accept-with-note: the rate begins at the least there is
import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train.astype("float32") / 255.0
x_test = x_test.astype("float32") / 255.0
EPOCHS, BATCH = 20, 125
total = EPOCHS * (len(x_train) // BATCH)
lr = keras.optimizers.schedules.CosineDecay(initial_learning_rate=0.0, decay_steps=int(total * 0.9), warmup_target=0.1, warmup_steps=int(total * 0.1), alpha=0.01)
model = keras.Sequential([
    layers.Input((32, 32, 3)),
    layers.Conv2D(32, 3, padding="same", kernel_regularizer="l2"), layers.BatchNormalization(), layers.Activation("mish"),
    layers.DepthwiseConv2D(3, padding="same", strides=2, depthwise_initializer="he_uniform"),
    layers.Conv2D(32, (1, 1), activation=keras.activations.hard_sigmoid), layers.GroupNormalization(groups=4),
    layers.ZeroPadding2D(((1, 1), (2, 2))), layers.Cropping2D(1), layers.PReLU(),
    layers.Flatten(), layers.Dense(10, activation="softmax"),
])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=lr, momentum=0.9, global_clipnorm=1.0), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, BATCH, EPOCHS, validation_data=(x_test, y_test))
