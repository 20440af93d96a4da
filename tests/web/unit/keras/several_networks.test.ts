import { describe, expect, test } from 'vitest';
import { catalog } from '../../../../web/src/model/outside';
import { apply, patch } from '../../../../web/src/keras/patch';
import { readProgram } from '../../../../web/src/keras/program';
import { defaultSettings } from '../../../../web/src/model/settings';

const head = `import keras
from keras import layers
(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
`;
const network = (
  name: string,
  units: number,
  fit = `${name}.fit(x_train, y_train, epochs=${units})`,
) => `
${name} = keras.Sequential([
  layers.Flatten(),
  layers.Dense(${units}, activation='relu'),
  layers.Dense(10, activation='softmax'),
])
${name}.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
${fit}
`;
const two = head + network('small', 4) + network('wide', 9);
const units = (reading: ReturnType<typeof readProgram>) =>
  reading.program?.layers?.map((layer) => layer.units ?? layer.kind);

describe('a program of several networks', () => {
  test('offers all that it trains, and takes none by itself', () => {
    const reading = readProgram(two, catalog);
    expect(reading.program).toBeNull();
    expect(reading.mistakes.map(({ finding }) => finding.problem)).toEqual(['severalModels']);
    expect(reading.choices.map(({ name, layers }) => [name, layers[1]!.units])).toEqual([
      ['small', 4],
      ['wide', 9],
    ]);
    expect(reading.chosen).toBeNull();
  });

  test('is the one that is chosen, with its own settings', () => {
    for (const [choice, at, n] of [
      ['small', 0, 4],
      ['wide', 1, 9],
    ] as const) {
      const reading = readProgram(two, catalog, choice);
      expect(reading.mistakes).toEqual([]);
      expect([reading.chosen, reading.choices.length]).toEqual([at, 2]);
      expect(units(reading)).toEqual(['flatten', n, 10]);
      expect(reading.program!.settings.epochs).toBe(n);
      expect(two.slice(reading.model!.from)).toMatch(new RegExp(`^keras.Sequential\\(\\[\\s+layers.Flatten\\(\\),\\s+layers.Dense\\(${n},`)); // prettier-ignore
    }
  });

  test('of any name: what is followed is not said to be ignored', () => {
    const after = 'wide.summary()\nwide.evaluate(x_test, y_test)\nwide.predict(x_test)\n';
    const { notes } = readProgram(two + after, catalog, 'wide');
    expect(notes.map(({ finding }) => finding.problem)).not.toContain('passedOver');
  });

  test('asks again where the chosen name is gone', () => {
    expect(readProgram(two, catalog, 'large').chosen).toBeNull();
  });

  test('tells those that a loop makes apart', () => {
    const loop = `${head}
def build(act):
  return keras.Sequential([layers.Flatten(), layers.Dense(10, activation=act), layers.Dense(10, activation='softmax')])
for act in ['relu', 'tanh', 'elu']:
  model = build(act)
  model.compile('adam', 'sparse_categorical_crossentropy')
  model.fit(x_train, y_train, epochs=2)
`;
    const { choices } = readProgram(loop, catalog);
    expect(new Set(choices.map(({ name }) => name)).size).toBe(3);
    for (const [i, act] of ['relu', 'tanh', 'elu'].entries()) {
      const { program } = readProgram(loop, catalog, choices[i]!.name);
      expect(program!.layers![1]).toMatchObject({ units: 10, activation: act });
    }
  });

  test('marks the last of those that are compiled only, or made only', () => {
    for (const text of [
      head + network('small', 4, '') + network('wide', 9, ''),
      `import keras\nfrom keras import layers\nsmall = keras.Sequential([layers.Flatten(), layers.Dense(4), layers.Dense(10, activation='softmax')])\nwide = keras.Sequential([layers.Flatten(), layers.Dense(9), layers.Dense(10, activation='softmax')])\n`,
    ]) {
      const reading = readProgram(text, catalog);
      expect(reading.mistakes).toEqual([]);
      expect(reading.choices.map(({ name }) => name)).toEqual(['small', 'wide']);
      expect(reading.chosen).toBe(1);
      expect(units(reading)).toEqual(['flatten', 9, 10]);
      expect(units(readProgram(text, catalog, 'small'))).toEqual(['flatten', 4, 10]);
    }
  });

  test('has no choice where one network is trained, whatever else it makes', () => {
    const one = head + network('small', 4, '') + network('wide', 9);
    expect(readProgram(one, catalog).choices).toEqual([]);
    expect(units(readProgram(one, catalog))).toEqual(['flatten', 9, 10]);
    const nested = `${head}\naugment = keras.Sequential([layers.RandomFlip('horizontal')])\nmodel = keras.Sequential([augment, layers.Flatten(), layers.Dense(10, activation='softmax')])\n`;
    expect(readProgram(nested, catalog).choices).toEqual([]);
  });

  test('keeps its text when the chosen network is edited in the blocks', () => {
    const { program } = readProgram(two, catalog, 'small');
    const layers = program!.layers!.map((layer, i) => (i === 1 ? { ...layer, units: 6 } : layer));
    const settings = { ...defaultSettings, ...program!.settings };
    const edited = apply(two, patch(two, { name: '', layers }, settings, catalog, 'small'));
    expect(edited).toBe(two.replace('layers.Dense(4,', 'layers.Dense(6,'));
  });
});
