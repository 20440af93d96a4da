# accept-with-note: other scaling
# front: Rescaling(2, offset=-1)
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.cifar10.load_data()


@tf.function
def prepare(image, label):
    image = tf.cast(image, tf.float32)
    image = (image - 127.5) / 127.5
    label = tf.one_hot(tf.squeeze(label), depth=10)
    return image, label


train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train)).map(prepare).batch(128).prefetch(tf.data.AUTOTUNE)
test = tf.data.Dataset.from_tensor_slices((x_test, y_test)).map(prepare).batch(128)
model = tf.keras.Sequential()
with tf.device("/CPU:0"):
    model.add(tf.keras.layers.Conv2D(16, 3, activation="relu", input_shape=x_train[0].shape))
    model.add(tf.keras.layers.GlobalAveragePooling2D())
    model.add(tf.keras.layers.Dense(10, activation="softmax"))
model.compile("adam", tf.keras.losses.CategoricalCrossentropy(label_smoothing=0.05), metrics=["accuracy"])
model.fit(train, epochs=4, validation_data=test)
