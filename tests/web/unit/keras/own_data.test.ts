/** Programs for data that are not CIFAR-10: read, refused, written, and read again. */
import { describe, expect, test } from 'vitest';
import { exportNotebook, exportPython } from '../../../../web/src/keras/export_program';
import { readProgram } from '../../../../web/src/keras/program';
import type { ProgramData } from '../../../../web/src/keras/program_data';
import { remarkOf } from '../../../../web/src/keras/source';
import { programText } from '../../../../web/src/keras/write';
import { catalog } from '../../../../web/src/model/outside';
import { presetFor } from '../../../../web/src/model/presets';
import { defaultSettings } from '../../../../web/src/model/settings';

const digits: ProgramData = {
  description: {
    name: 'MNIST',
    shape: [28, 28, 1],
    classes: Array.from({ length: 10 }, (_, i) => String(i)),
    sha256: 'a',
  },
  counts: { train: 60_000, test: 10_000 },
};
const desk: ProgramData = {
  description: { name: 'My desk', shape: [32, 32, 3], classes: ['cup', 'a "spoon"'], sha256: 'b' },
  counts: { train: 160, test: 40 },
};

const read = (text: string, data: ProgramData) => {
  const { program, mistakes, notes } = readProgram(text, catalog, null, data);
  const said = (all: typeof mistakes) => all.map(remarkOf).map(({ message }) => message);
  return { program, mistakes: said(mistakes), notes: said(notes) };
};

/** The program of Keras's own introduction, in the forms that it is found in. */
const mnist = (load: string, shape: string, prepare: string) => `
from tensorflow import keras
from tensorflow.keras import layers
import numpy as np
${load}
${prepare}
model = keras.Sequential([
    ${shape}
    layers.Conv2D(32, kernel_size=(3, 3), activation='relu'),
    layers.MaxPooling2D(pool_size=(2, 2)),
    layers.Flatten(),
    layers.Dense(10, activation='softmax'),
])
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=128, epochs=15, validation_split=0.1)
`;
const load = '(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()';
const hot = 'y_train = keras.utils.to_categorical(y_train, 10)';

describe('a program for MNIST', () => {
  test.each([
    ['expand_dims', 'x_train = np.expand_dims(x_train.astype("float32") / 255, -1)'],
    ['reshape', 'x_train = x_train.reshape(60000, 28, 28, 1).astype("float32") / 255.0'],
    ['reshape to -1', 'x_train = x_train.reshape((-1, 28, 28, 1)) / 255.0'],
    ['newaxis', 'x_train = x_train[..., np.newaxis] / 255.0'],
    ['None', 'x_train = x_train[:, :, :, None] / 255.0'],
    ['no axis at all, which Keras adds itself', 'x_train = x_train / 255.0'],
  ])('is taken over pictures of its shape, with a word about whose they are: %s', (_, prepare) => {
    const text = mnist(load, 'keras.Input(shape=(28, 28, 1)),', `${prepare}\n${hot}`);
    const { program, mistakes, notes } = read(text, digits);
    expect(mistakes).toEqual([]);
    expect(notes.join('\n')).toMatch(/“MNIST” in the place of mnist/);
    expect(program!.layers!.map(({ kind }) => kind)).toEqual(['conv2d', 'max_pooling2d', 'flatten', 'dense']); // prettier-ignore
    expect(program!.settings).toMatchObject({ epochs: 15, batch_size: 128, training_pictures: 60_000 }); // prettier-ignore
  });

  test('is taken with input_shape=(28, 28, 1) or (28, 28), and with Fashion-MNIST', () => {
    const fashion = load.replace('mnist', 'fashion_mnist');
    for (const shape of ['(28, 28, 1)', '(28, 28)']) {
      const text = `${fashion}\nmodel = keras.Sequential([layers.Flatten(input_shape=${shape}), layers.Dense(10, activation='softmax')])\n`; // prettier-ignore
      expect(read(text, digits).mistakes).toEqual([]);
    }
  });

  test('is refused over other pictures, and told of what is here', () => {
    const text = mnist(load, '', `x_train = x_train / 255.0\n${hot}`);
    expect(read(text, desk).mistakes.join('\n')).toMatch(
      /“My desk”, of shape \(32, 32, 3\) in 2 classes, which mnist does not fit/,
    );
    const cifar10 = readProgram(text, catalog).mistakes.map(remarkOf);
    expect(cifar10[0]!.message).toMatch(/are CIFAR-10, not mnist/);
  });
});

describe('over the learner’s own data', () => {
  test('shapes and numbers of classes are held to them', () => {
    const shaped = (shape: string) =>
      read(`model = keras.Sequential([keras.Input(${shape}), layers.Flatten()])`, digits).mistakes;
    expect(shaped('(28, 28, 1)')).toEqual([]);
    expect(shaped('(32, 32, 3)')).toEqual([
      'The pictures of this lab have the shape (28, 28, 1), but this is (32, 32, 3); write (28, 28, 1).',
    ]);
    // CIFAR-10's own have three axes, whatever the others may leave out.
    const two = readProgram('i = keras.Input((32, 32))', catalog).mistakes.map(remarkOf);
    expect(two[0]!.message).toMatch(/\(32, 32, 3\), but this is \(32, 32\)/);
    const cifar10 = read(
      '(x, y), (u, v) = keras.datasets.cifar10.load_data()\ny = keras.utils.to_categorical(y)',
      desk,
    );
    expect(cifar10.mistakes.join()).toMatch(/2 classes, which cifar10 does not fit/);
    const classes = read(
      `d = np.load('cnn-lab-data.npz')\ny = keras.utils.to_categorical(d['y_train'], 10)`,
      desk,
    );
    expect(classes.mistakes).toEqual(['My desk has 2 classes, not 10; write 2.']);
  });

  test.each([
    ['digits', digits],
    ['desk', desk],
  ])('what is exported is read back as it was: %s', (_, data) => {
    const model = presetFor('model-1', data.description.classes.length);
    for (const label_smoothing of [0, 0.1]) {
      const settings = {
        ...defaultSettings,
        training_pictures: data.counts.train,
        label_smoothing,
      };
      const text = exportPython(model, settings, catalog, null, data);
      expect(text).toContain("with np.load('cnn-lab-data.npz') as data:");
      expect(text).toContain(`keras.Input(shape=(${data.description.shape.join(', ')}))`);
      expect(text).not.toContain('cifar10');
      expect(text).toContain(`class_names = [${data.description.classes.map((name) => JSON.stringify(name)).join(', ')}]`); // prettier-ignore
      const { program, mistakes } = read(text, data);
      expect(mistakes).toEqual([]);
      expect(program!.layers).toHaveLength(model.layers.length);
      expect(program!.layers!.at(-1)).toMatchObject({ units: data.description.classes.length });
      expect(program!.settings).toMatchObject({ training_pictures: data.counts.train, label_smoothing }); // prettier-ignore
      expect(JSON.parse(exportNotebook(model, settings, catalog, null, data))).toMatchObject({ nbformat: 4 }); // prettier-ignore
    }
    const shown = programText(model, defaultSettings, catalog, data.description);
    expect(read(shown, data).mistakes).toEqual([]);
  });
});
