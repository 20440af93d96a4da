import { describe, expect, test } from 'vitest';
import { readProgram } from '../../../../web/src/keras/program';
import { remarkOf, remarkText } from '../../../../web/src/keras/source';
import { presets } from '../../../../web/src/model/presets';
import { catalog, entryOf } from '../../../../web/src/model/outside';

function read(text: string) {
  const reading = readProgram(text, catalog);
  expect(reading.mistakes.map((mistake) => remarkText(text, mistake))).toEqual([]);
  return { ...reading, layers: reading.program!.layers, settings: reading.program!.settings };
}
const dense = (units: number, activation = 'linear') => ({ kind: 'dense', units, activation });

/** The shape of a notebook on CIFAR-10: a block of convolutions, and what is behind each. */
const notebookModel = (between: string[]) => {
  const block = (filters: number, i: number) => `    # block ${i + 1}
    keras.layers.Conv2D(${filters}, (3, 3), activation='relu', padding='same'${i === 0 ? ', input_shape=(32, 32, 3)' : ''}),
    keras.layers.Conv2D(${filters}, (3, 3), activation='relu', padding='same'),
    keras.layers.MaxPooling2D((2, 2)),
    ${between[i]}
`;
  return `model = keras.Sequential([
${[32, 64, 128].map(block).join('')}
    # fully connected
    keras.layers.Flatten(input_shape=(32, 32, 3)),
    keras.layers.Dense(128, activation='relu'),
    keras.layers.Dense(10, activation='softmax')
])`;
};

test("activations have Keras's names, and its other names for them", () => {
  const names = entryOf('activation')!.fields[0]!.choices!;
  expect(names).toEqual(expect.arrayContaining(['elu', 'selu', 'tanh', 'gelu', 'leaky_relu']));
  for (const name of names)
    expect(read(`model = keras.Sequential([layers.Dense(4, '${name}')])`).layers).toEqual([dense(4, name)]); // prettier-ignore
  for (const [name, meant] of [['swish', 'silu'], ['hard_swish', 'hard_silu']] as const) // prettier-ignore
    expect(read(`model = keras.Sequential([layers.Activation('${name}')])`).layers).toEqual([{ kind: 'activation', activation: meant }]); // prettier-ignore
});

describe('the cells of a notebook, one by one', () => {
  test('imports, loading and preprocessing change nothing', () => {
    const { layers, settings, notes } = read(`import tensorflow as tf
from tensorflow import keras
import numpy as np
import matplotlib.pyplot as plt
%matplotlib inline
cifar10 = keras.datasets.cifar10
(train_images, train_labels), (test_images, test_labels) = cifar10.load_data()
train_labels = train_labels.reshape(train_labels.shape[0])
class_names = ['airplane', 'automobile']
train_images = train_images / 255.0
plt.imshow(train_images[0])
print('\\nshape', train_images.shape)`);
    expect({ layers, settings, notes }).toEqual({ layers: null, settings: {}, notes: [] });
  });

  test('the models, with and without dropout', () => {
    expect(read(notebookModel(['', '', ''])).layers).toEqual(presets['model-1'].layers);
    const dropout = (rate: number) => `# some are dropped\n    keras.layers.Dropout(${rate}),`;
    expect(read(notebookModel([0.25, 0.25, 0.4].map(dropout))).layers).toEqual(
      presets['model-2'].layers,
    );
  });

  test('an exercise with a comment where the blocks go', () => {
    const text = notebookModel(['', '', '###\n    #more blocks here\n    ###']);
    expect(read(text).layers).toEqual(presets['model-1'].layers);
  });

  test('a model that was commented out, and is no longer', () => {
    const commented = `# model = keras.Sequential([
#         keras.layers.Flatten(input_shape=(32, 32, 3)),
#         keras.layers.Dense(128, activation='relu'),
#         keras.layers.Dense(10, activation='softmax')
#         ])`;
    expect(read(commented).layers).toBeNull();
    const [note] = read(commented).notes;
    expect(remarkOf(note!)).toMatchObject({ from: 0, message: 'This model is a comment; remove the # signs to use it.' }); // prettier-ignore
    expect(read(commented.replace(/^# ?/gm, '')).layers).toEqual(presets['model-0'].layers);
  });

  test('compile, fit and what looks at the result', () => {
    const compile = "#compile\nmodel.compile(optimizer='adam',\n  loss='sparse_categorical_crossentropy',\n  metrics=['accuracy'])"; // prettier-ignore
    expect(read(compile)).toMatchObject({ layers: null, settings: { learning_rate: 0.001 } });
    const fit = 'model.fit(train_images, train_labels, epochs=10)';
    expect(read(fit)).toMatchObject({ layers: null, settings: { epochs: 10, batch_size: 32 } });
    // All of CIFAR-10 is meant, and the lab takes what its form says: that is told, not ignored.
    expect(read(fit).notes.map((note) => remarkText(fit, note))).toEqual([
      expect.stringMatching(/^1:11: In Keras these are all the pictures; .* Write \[:5000\]/),
    ]);
    const rest = "model.summary()\ntest_loss, test_acc = model.evaluate(test_images,  test_labels, verbose=2)\nprint('Test accuracy:', test_acc)"; // prettier-ignore
    expect(read(rest)).toMatchObject({ layers: null, settings: {}, notes: [] });
  });
});

test('cells with the prompts of a notebook, one below the other, are one program', () => {
  const cells = [
    'import tensorflow as tf',
    notebookModel(['', '', '']),
    "model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')",
    'model.fit(images, labels, epochs=4)',
    notebookModel(['keras.layers.Dropout(0.25),', '', '']),
  ];
  for (const prompt of [
    (i: number) => `In [${i + 1}]:`,
    () => 'In [None]:',
    () => 'In [ ]:',
    () => 'In [*]:',
    (i: number) => `In[${i}]: # go`,
  ]) {
    const text = cells.map((cell, i) => `${prompt(i)}\n${cell}\n`).join('\n');
    // The model that is compiled and trained is meant, not the one that is still to be.
    expect(read(text)).toMatchObject({
      layers: presets['model-1'].layers,
      settings: { epochs: 4 },
    });
  }
});

describe('ways to write the same', () => {
  const two = [dense(8, 'relu'), dense(10, 'softmax')];
  test.each([
    "model = tf.keras.Sequential([tf.keras.layers.Dense(8, activation='relu'), tf.keras.layers.Dense(10, 'softmax')])",
    "from tensorflow.keras import layers as L, models\nm = models.Sequential([L.Dense(8, 'relu'), L.Dense(10, 'softmax')])",
    "from keras.layers import *\nfrom keras.models import Sequential as S\nm = S()\nm.add(Dense(8, 'relu'))\nm.add(Dense(10, 'softmax'))",
    "from keras import (layers,\n  Sequential)  # both\nm = Sequential(layers=[layers.Dense(units=2 ** 3, activation=tf.nn.relu), layers.Dense(2 * (3 + 2), activation=keras.activations.softmax),], name='x')",
    "n, act = 8, 'relu'\nd = layers.Dense\nm = Sequential([keras.Input((32, 32, 3)), layers.Rescaling(1./255), d(n, act), d(activation='softmax', units=10)])",
    "m = Sequential()\nfor units, activation in [(8, 'relu'), (10, 'softmax')]:\n    m.add(Dense(units, activation))",
    "m = Sequential()\nfor i in range(2):\n  m.add(Dense([8, 10][i], ('relu', 'softmax')[i], name=f'dense_{i}'))",
    "hidden = [Dense(8, activation='relu')]\nhidden += [Dense(10, activation='softmax')]\nm = Sequential([*hidden])",
    "hidden = []\nhidden.append(Dense(8, 'relu'))\nm = Sequential(hidden + [Dense(10, 'softmax')])",
    "strategy = tf.distribute.MirroredStrategy()\nwith strategy.scope():\n    m = Sequential([Dense(8, 'relu'), Dense(10, 'softmax')])",
    "inner = Sequential([Dense(8, 'relu')])\nm = Sequential([inner, Dense(10, 'softmax')])\nm.compile('adam', 'sparse_categorical_crossentropy')",
    "if __name__ == '__main__':\n    m = Sequential([Dense(8, 'relu'), Dense(10, 'softmax')])",
    "m = Sequential([Dense(8), Dense(10, 'softmax')]); n = Sequential([Dense(8, 'relu'), Dense(10, 'softmax')])\nn.fit(a, b)",
  ])('%s', (text) => {
    const { layers } = read(text);
    expect(layers).toEqual(two);
  });

  test('arguments by place follow Keras, single numbers are pairs, None is as usual', () => {
    expect(read("m = Sequential([Conv2D(8, 3, 2, 'same', None, 1, 1, 'relu'), MaxPool2D(3, None), Dense(4, None)])").layers).toEqual([
      { kind: 'conv2d', filters: 8, kernel_size: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' },
      { kind: 'max_pooling2d', pool_size: [3, 3], strides: [3, 3], padding: 'valid' },
      dense(4),
    ]); // prettier-ignore
  });

  test('augmentation in a model of its own, ReLU and Softmax as layers', () => {
    const { layers, notes } = read(`data_augmentation = keras.Sequential([
  layers.RandomFlip('horizontal', seed=1),
  tf.keras.layers.experimental.preprocessing.RandomRotation(0.1),
  layers.RandomZoom((-0.2, 0.2), seed=None),
  layers.RandomContrast(0.2),
])
model = keras.Sequential([data_augmentation, layers.Flatten(), layers.Dense(10), layers.ReLU(), layers.Softmax()])`);
    expect(layers!.map(({ kind }) => kind)).toEqual(['random_flip', 'random_rotation', 'random_zoom', 'random_contrast', 'flatten', 'dense', 'activation', 'activation']); // prettier-ignore
    expect(layers![2]).toMatchObject({ height_factor: 0.2 });
    expect(notes.map((note) => remarkOf(note).message).join(' ')).toMatch(/value_range=\(0, 1\)/);
  });
});

describe('compile and fit', () => {
  test.each<[string, object]>([
    ["model.compile(keras.optimizers.Adam(1e-2), keras.losses.SparseCategoricalCrossentropy(from_logits=False), metrics=[keras.metrics.SparseCategoricalAccuracy()])", { learning_rate: 0.01 }],
    ["model.compile(optimizer=tf.keras.optimizers.legacy.Adam(learning_rate=3 * 1e-4), loss=keras.losses.sparse_categorical_crossentropy)", { learning_rate: 3 * 1e-4 }],
    ['history = model.fit(x[:5000], y[:5000], 64, 3, validation_data=(a[:100], b[:100]), verbose=2)', { batch_size: 64, epochs: 3, training_pictures: 5000, test_pictures: 100 }],
    ['x = x[:200]; y = y[:200]; x = x / 255\nmodel.fit(x, y)', { batch_size: 32, epochs: 1, training_pictures: 200 }],
    ['model.fit(x, y, validation_split=0.2, callbacks=[keras.callbacks.EarlyStopping(monitor="val_loss", patience=2, restore_best_weights=True)])', { validation_split: 0.2, early_stopping_patience: 2, keep_best: true, watch_accuracy: false }],
    ['model.fit(x, y, epochs=9, validation_split=0.2, callbacks=[EarlyStopping("val_accuracy", 0.01, mode="max")])', { early_stopping_patience: 1, min_delta: 0.01, keep_best: false, watch_accuracy: true, watch_training: false }],
    ['model.fit(x, y, epochs=9, callbacks=[EarlyStopping("loss", patience=9, restore_best_weights=True)])', { early_stopping_patience: 0, keep_best: true, watch_training: true }],
    ['model.fit(x, y, validation_split=0.2, callbacks=[ModelCheckpoint("best.keras", monitor="val_accuracy", save_best_only=True)])', { early_stopping_patience: 0, keep_best: true, watch_accuracy: true }],
    ['model.fit(x, y, validation_split=0.2, callbacks=[ModelCheckpoint("last.keras")])', { early_stopping_patience: 0, keep_best: false }],
    ['model.fit(x, y, validation_data=(a, b), validation_split=0.3)', { validation_split: 0 }],
    ['model.fit(x, y, epochs=3, callbacks=[LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1))])', { learning_rate: 0.1, schedule: { kind: 'by_epoch', rates: [0.1 / 2, 0.1 / 3] } }],
    ['def step(epoch, lr):\n    if epoch < 2:\n        return lr\n    return lr * 0.5\nmodel.compile(SGD(0.4), "sparse_categorical_crossentropy")\nmodel.fit(x, y, epochs=4, callbacks=[LearningRateScheduler(step)])', { learning_rate: 0.4, schedule: { kind: 'by_epoch', rates: [0.4, 0.2, 0.1] } }],
    ['model.fit(x, y, epochs=4, validation_split=0.1, callbacks=[ReduceLROnPlateau("val_accuracy", 0.2, 5, min_lr=1e-5)])', { schedule: { kind: 'reduce_on_plateau', monitor: 'val_accuracy', factor: 0.2, patience: 5, min_lr: 1e-5 } }],
    ['model.compile(SGD(keras.optimizers.schedules.PiecewiseConstantDecay([5, 9], [0.1, 0.01, 0.001])), "sparse_categorical_crossentropy")', { learning_rate: 0.1, schedule: { kind: 'piecewise_constant_decay', boundaries: [5, 9], values: [0.01, 0.001] } }],
    ['model.fit(x[:500], y[:500], validation_split=0.2)\nmodel.evaluate(a[:70], b[:70])', { training_pictures: 500, validation_split: 0.2, test_pictures: 70 }],
    ['keras.utils.set_random_seed(7)\nepochs = 2 + 1\nmodel.fit(x, y, epochs=epochs)', { seed: 7, epochs: 3, batch_size: 32 }],
  ])('%s', (text, wanted) => {
    expect(read(text).settings).toMatchObject(wanted);
  }); // prettier-ignore
});

test('what is ignored is named, and is not run', () => {
  const text = "import os\nos.system('touch /tmp/x')\nfor name in names:\n    print(name)\n\ndef plot(h):\n    plt.plot(h)\n"; // prettier-ignore
  const { notes, layers } = read(text);
  expect(layers).toBeNull();
  expect(notes.map((note) => remarkText(text, note).slice(0, 15))).toEqual(['2:1: os.system(', '3:1: for is ign']); // prettier-ignore
});

describe('a pipeline', () => {
  const tfds = (given: string) => `import tensorflow as tf
import tensorflow_datasets as tfds

def prepare(example):
    return tf.cast(example['image'], tf.float32) / 255.0, example['label']

train = tfds.load('cifar10', split='train')${given}
model.fit(train, epochs=2)`;

  test('of dictionaries is followed to its pictures, labels and batches', () => {
    expect(read(tfds('.map(prepare).shuffle(1000).batch(64)')).settings).toMatchObject({ batch_size: 64, epochs: 2, training_pictures: 50000 }); // prettier-ignore
  });

  test('that is not known to its end is refused, as the size of its batches would be lost', () => {
    const problems = (text: string) => readProgram(text, catalog).mistakes.map(({ finding }) => finding.problem); // prettier-ignore
    expect(problems(tfds('.batch(64)'))).toEqual(['notKnown']);
    expect(problems('train = own_data().map(f).batch(64)\nmodel.fit(train)')).toEqual(['notKnown']);
  });
});
