# accept
import keras
from keras import layers
from keras.optimizers import SGD
from keras.optimizers.schedules import CosineDecay

EPOCHS, BS = 20, 128
WARM = 2
(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train.astype("float32") / 255
x_test = x_test.astype("float32") / 255
steps_per_epoch = int(len(x_train) / BS) + 1

schedule = CosineDecay(
    initial_learning_rate=0.001,
    decay_steps=(EPOCHS - WARM) * steps_per_epoch,
    alpha=0.01,
    warmup_target=0.1,
    warmup_steps=WARM * steps_per_epoch,
)
act = dict(activation="swish", padding="same")
model = keras.Sequential(
    [layers.Input((32, 32, 3))]
    + [layers.Conv2D(2 ** (5 + i), 3, strides=1 if i == 0 else 2, **act) for i in range(3)]
    + [layers.GlobalAveragePooling2D(), layers.Dropout(0.1), layers.Dense(10, activation="softmax")]
)
model.compile(SGD(schedule, momentum=0.9, weight_decay=5e-4), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=BS, epochs=EPOCHS, validation_data=(x_test, y_test))
