# accept-with-note: the callback that only writes files is passed over
import numpy as np
import keras
from keras import layers, callbacks

num_classes = 10
batch_size = 64
epochs = 120

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train.astype('float32') / 255
x_test = x_test.astype('float32') / 255
y_train = keras.utils.to_categorical(y_train, num_classes)
y_test = keras.utils.to_categorical(y_test, num_classes)


def lr_schedule(epoch):
    """Falls after 60, 80 and 100 epochs."""
    lr = 1e-3
    if epoch > 100:
        lr *= 1e-2
    elif epoch > 80:
        lr *= 1e-1
    elif epoch > 60:
        lr *= 0.5
    print('Learning rate: ', lr)
    return lr


def conv_block(filters, first=False):
    block = [layers.Conv2D(filters, 3, padding='same', activation='relu'), layers.BatchNormalization()]
    if not first:
        block.append(layers.MaxPooling2D())
    return block


model = keras.Sequential([keras.Input(shape=x_train.shape[1:])])
for i, f in enumerate([16, 32, 64]):
    for layer in conv_block(f, first=(i == 0)):
        model.add(layer)
model.add(layers.GlobalAveragePooling2D())
model.add(layers.Dense(num_classes, activation='softmax'))
model.compile(loss='categorical_crossentropy',
              optimizer=keras.optimizers.Adam(learning_rate=lr_schedule(0)),
              metrics=['accuracy'])

lr_scheduler = callbacks.LearningRateScheduler(lr_schedule)
lr_reducer = callbacks.ReduceLROnPlateau(factor=np.sqrt(0.1), cooldown=0, patience=5, min_lr=0.5e-6)
model.fit(x_train, y_train, batch_size=batch_size, epochs=epochs,
          validation_data=(x_test, y_test), shuffle=True, callbacks=[lr_reducer, lr_scheduler])
scores = model.evaluate(x_test, y_test, verbose=1)
