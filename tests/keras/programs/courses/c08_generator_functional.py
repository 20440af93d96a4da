# accept-with-note: what the pipeline does is carried as a layer
# front: RandomFlip(horizontal)
import tensorflow as tf

BATCH_SIZE = 100
AUTOTUNE = tf.data.AUTOTUNE
(train_x, train_y), (test_x, test_y) = tf.keras.datasets.cifar10.load_data()


def scale(image, label):
    image = tf.cast(image, tf.float32) / 255.0
    return image, label


def augment(image, label):
    image = tf.image.random_flip_left_right(image)
    return image, label


train_ds = (tf.data.Dataset.from_tensor_slices((train_x, train_y))
            .map(scale, num_parallel_calls=AUTOTUNE)
            .cache()
            .shuffle(50000)
            .map(augment, num_parallel_calls=AUTOTUNE)
            .batch(BATCH_SIZE)
            .prefetch(AUTOTUNE))
test_ds = tf.data.Dataset.from_tensor_slices((test_x, test_y)).map(scale).batch(BATCH_SIZE)

inputs = tf.keras.layers.Input(shape=(32, 32, 3), name='pictures')
h = tf.keras.layers.Conv2D(24, 5, strides=2, padding='same')(inputs)
h = tf.keras.layers.LeakyReLU(negative_slope=0.1)(h)
h = tf.keras.layers.Conv2D(48, 3, strides=2, padding='same')(h)
h = tf.keras.layers.LeakyReLU(negative_slope=0.1)(h)
h = tf.keras.layers.Flatten()(h)
outputs = tf.keras.layers.Dense(10, activation='softmax', name='classes')(h)
model = tf.keras.Model(inputs=inputs, outputs=outputs, name='strided')
model.compile(tf.keras.optimizers.Adam(3e-4), 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(train_ds, epochs=15, validation_data=test_ds)
