/** Programs of many ways to write, and what real Keras makes of each (tests/keras/programs). */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readProgram } from '../../../../web/src/keras/program';
import { remarkOf, remarkText } from '../../../../web/src/keras/source';
import { catalog, optimizers } from '../../../../web/src/model/outside';
import { holdToFacts } from './told_facts';
import keras from '../../../keras/programs/expectations.json';

const folder = path.resolve(import.meta.dirname, '../../../keras/programs');
const textOf = (name: string) => readFileSync(path.join(folder, `${name}.py`), 'utf8');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.py') && file !== 'expectations.py')
  .map((file) => file.slice(0, -3));

/** The lab has no layer for what its pictures have done to them already. */
const withoutScaling = (layers: string[]) => layers.filter((layer) => layer !== 'Rescaling');

test('Keras was asked about each', () => {
  expect(Object.keys(keras.programs).sort()).toEqual(names.sort());
});

describe('is read as Keras runs it:', () => {
  test.each(Object.entries(keras.programs))('%s', (name, wanted) => {
    const text = textOf(name);
    const { program, mistakes, notes, layers, said } = readProgram(text, catalog);
    expect(mistakes.map((mistake) => remarkText(text, mistake))).toEqual([]);
    for (const note of notes) holdToFacts(text, note);
    const own = said[0]!.model.layers.map((layer) => layer.keras);
    expect(own).toEqual(wanted.layers);
    expect(withoutScaling(layers.map((layer) => layer.keras))).toEqual(withoutScaling(wanted.layers)); // prettier-ignore
    const { settings } = program!;
    const optimizer = optimizers.find(({ kind }) => kind === settings.optimizer?.kind);
    expect(optimizer?.keras).toBe(wanted.optimizer);
    const rate = wanted.learning_rate as number | { initial_learning_rate: number };
    expect(settings.learning_rate).toBeCloseTo(typeof rate === 'number' ? rate : rate.initial_learning_rate, 8); // prettier-ignore
    expect(settings).toMatchObject({ batch_size: wanted.batch_size, epochs: wanted.epochs });
    // Keras was asked with a tenth of the pictures.
    const pictures =
      wanted.pictures === 5000 || wanted.pictures === null ? 50_000 : wanted.pictures;
    expect(settings.training_pictures).toBe(pictures);
    if (wanted.momentum) expect(settings.optimizer).toMatchObject({ momentum: wanted.momentum, nesterov: wanted.nesterov }); // prettier-ignore
  });
});

describe('whichever way its file comes:', () => {
  const text = textOf('function_that_builds');
  const plain = readProgram(text, catalog).program;
  test.each([
    ['with Windows line ends', text.replace(/\n/g, '\r\n')],
    ['with a byte order mark', `\ufeff${text}`],
    ['as typed at a prompt', text.replace(/\n\n+/g, '\n').replace(/^(\s|$)/gm, '... $1').replace(/^(?!\.\.\.)/gm, '>>> ')], // prettier-ignore
    ['with the marks of a notebook', `In [1]:\n${text}\nOut[1]: 3\n`],
    [
      'with magics',
      `%matplotlib inline\n!pip install keras\nfiles = !ls\n${text}\nmodel.summary?\n`,
    ],
    ['with a print of Python 2', `print "training", 3\n${text}`],
    ['with ligatures', text.replace('filters=8', 'ﬁlters=8')],
    ['with tabs and other spaces', text.replace(/ {4}/g, '\t').replace('epochs=3', 'epochs\u00a0=\u00a03')], // prettier-ignore
  ])('%s', (_, written) => {
    const { program, mistakes } = readProgram(written, catalog);
    expect(mistakes).toEqual([]);
    expect(program).toEqual(plain);
  });

  test('an unfinished merge is told with its line', () => {
    const [mistake] = readProgram(`${text}<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other\n`, catalog).mistakes; // prettier-ignore
    expect(remarkOf(mistake!).message).toContain(`begin in line ${text.split('\n').length}.`);
  });
});

describe('one cause is told once:', () => {
  const begin = "import keras\nfrom keras import layers\n(x, y), (a, b) = keras.datasets.cifar10.load_data()\nx, a = x / 255, a / 255\n"; // prettier-ignore
  const finish = "model.compile('adam', 'sparse_categorical_crossentropy')\nmodel.fit(x, y)\n";
  const small =
    "model = keras.Sequential([layers.Flatten(), layers.Dense(10, activation='softmax')])\n";
  test.each([
    ['a network that others trained', `base = keras.applications.VGG16(weights='imagenet')\nbase.trainable = False\nmodel = keras.Sequential([base, layers.Flatten(), layers.Dense(10, 'softmax')])\n${finish}`, 5, /VGG16/], // prettier-ignore
    ['a layer that is not there', `first = layers.Conv2d(8, 3)\nmodel = keras.Sequential([first, layers.Flatten(), layers.Dense(10, 'softmax')])\n${finish}`, 5, /Conv2D/], // prettier-ignore
    ['a forgotten comma', `model = keras.Sequential([\n    layers.Flatten()\n    layers.Dense(10, activation='softmax'),\n])\n${finish}`, 6, /comma/], // prettier-ignore
    ['a blank', `rate =  # your number\n${small}${finish}`, 5, /rate is still to be filled in/],
    ['some of the classes', `x = x[(y == 3).flatten()]\n${small}${finish}`, 5, /picks some/],
    ['several models', `for units in (4, 8):\n    model = keras.Sequential([layers.Flatten(), layers.Dense(units), layers.Dense(10, 'softmax')])\n    ${finish.replace('\n', '\n    ')}`, 8, /2 models are trained here \(model \(units=4\), model \(units=8\)\)/], // prettier-ignore
    [
      'labels that do not fit the loss',
      `y = keras.utils.to_categorical(y)\n${small}${finish}`,
      7,
      /one-hot/,
    ],
    ['a branch', `i = keras.Input((32, 32, 3))\nj = layers.Conv2D(3, 3, padding='same')(i)\nk = layers.Add()([i, j])\nmodel = keras.Model(i, layers.Dense(10)(k))\n${finish}`, 7, /branches/], // prettier-ignore
    ['a condition that is not known', `import os\nmodel = keras.Sequential([layers.Flatten()])\nif os.path.exists('deep'):\n    model.add(layers.Dense(30))\nmodel.add(layers.Dense(10, 'softmax'))\n${finish}`, 7, /condition/], // prettier-ignore
    ['pixels of their own mean', `x = x - x.mean(axis=0)\n${small}${finish}`, 5, /mean/],
  ])('%s', (_, body, line, sentence) => {
    const text = `${begin}${body}`;
    const { mistakes } = readProgram(text, catalog);
    for (const mistake of mistakes) holdToFacts(text, mistake);
    const told = mistakes.map((mistake) => remarkText(text, mistake));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`^${line}:`));
    expect(told[0]).toMatch(sentence);
  });
});
