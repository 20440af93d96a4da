# accept-with-note: the files of ModelCheckpoint are not written
# Travaux pratiques : classer les images de CIFAR-10
import keras
from keras.models import Sequential
from keras.layers import Input, Conv2D, MaxPooling2D, Flatten, Dense, Dropout, Activation
from keras.callbacks import EarlyStopping, ReduceLROnPlateau, ModelCheckpoint, TerminateOnNaN
from keras.utils import to_categorical

(x_app, y_app), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_app = x_app.astype('float32') / 255
x_test = x_test.astype('float32') / 255
nb_classes = len(set(y_app.flatten()))
y_app = to_categorical(y_app, num_classes=10)
y_test = to_categorical(y_test, num_classes=10)

modele = Sequential()
modele.add(Input(shape=(32, 32, 3)))
for filtres in (32, 64):
    modele.add(Conv2D(filtres, (3, 3), padding='same'))
    modele.add(Activation('relu'))
    modele.add(MaxPooling2D((2, 2)))
    modele.add(Dropout(0.25))
modele.add(Flatten())
modele.add(Dense(512, activation='relu'))
modele.add(Dropout(0.5))
modele.add(Dense(10, activation='softmax'))
modele.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])
rappels = [
    EarlyStopping(monitor='val_accuracy', patience=8, min_delta=0.001, mode='max', restore_best_weights=True),
    ReduceLROnPlateau(monitor='val_loss', factor=0.5, patience=3, min_lr=1e-5, verbose=1),
    ModelCheckpoint('meilleur.keras', monitor='val_accuracy', save_best_only=True),
    TerminateOnNaN(),
]
modele.fit(x_app, y_app, batch_size=128, epochs=40, validation_split=0.2, callbacks=rappels)
