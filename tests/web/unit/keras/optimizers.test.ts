import { describe, expect, test } from 'vitest';
import { catalog, optimizers, schedules } from '../../../../web/src/model/outside';
import { helpOfField } from '../../../../web/src/model/help';
import { defaultSettings, type Settings } from '../../../../web/src/model/settings';
import { readProgram } from '../../../../web/src/keras/program';
import { remarkOf } from '../../../../web/src/keras/source';
import { compileText, programText } from '../../../../web/src/keras/write';

const loss = "'sparse_categorical_crossentropy'";
const read = (optimizer: string) => readProgram(`model.compile(${optimizer}, ${loss})`, catalog);

const whole = `(x, y), (u, v) = keras.datasets.cifar10.load_data()
x = x / 255.0
model = keras.Sequential([layers.Flatten(), layers.Dense(10, activation='softmax')])
`;

/** What compile says, as settings; each of them, so that none of the lab's stays by accident. */
const said = (
  kind: string,
  fields: object,
  rate: number,
  schedule: object = { kind: 'constant' },
) => ({
  optimizer: { kind, ...fields },
  learning_rate: rate,
  schedule,
  label_smoothing: 0,
});

describe('an optimizer is read as Keras means it', () => {
  test.each([
    ["'adam'", said('adam', {}, 0.001)],
    // Keras's own learning rate of SGD is ten times that of Adam.
    ["'sgd'", said('sgd', {}, 0.01)],
    ['keras.optimizers.SGD()', said('sgd', {}, 0.01)],
    ['keras.optimizers.SGD', said('sgd', {}, 0.01)],
    ['SGD(0.1, 0.9, True)', said('sgd', { momentum: 0.9, nesterov: true }, 0.1)],
    ['SGD(momentum=0.0, nesterov=False)', said('sgd', {}, 0.01)],
    ['Adam(0.01, 0.8, 0.9, 1e-8)', said('adam', { beta_1: 0.8, beta_2: 0.9, epsilon: 1e-8 }, 0.01)],
    ['Adam(beta_1=0.9, amsgrad=False, clipnorm=None, name="a")', said('adam', {}, 0.001)],
    ['tf.keras.optimizers.legacy.SGD(learning_rate=0.5)', said('sgd', {}, 0.5)],
    ["'rmsprop'", said('rmsprop', {}, 0.001)],
    ['RMSprop(0.0005, 0.8, clipnorm=1.0)', said('rmsprop', { rho: 0.8, clipnorm: 1 }, 0.0005)],
    ['keras.optimizers.AdamW(weight_decay=0.01)', said('adamw', { weight_decay: 0.01 }, 0.001)],
    ['keras.optimizers.Adamax()', said('adamax', {}, 0.001)],
    [
      'Adam(keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9, staircase=True))',
      said('adam', {}, 0.1, { kind: 'exponential_decay', decay_steps: 100, decay_rate: 0.9, staircase: true }), // prettier-ignore
    ],
    [
      'SGD(keras.optimizers.schedules.CosineDecay(0.001, 900, 0.1, warmup_target=0.1, warmup_steps=100))',
      said('sgd', {}, 0.001, { kind: 'cosine_decay', decay_steps: 900, alpha: 0.1, warmup_target: 0.1, warmup_steps: 100 }), // prettier-ignore
    ],
    [
      'Adam(keras.optimizers.schedules.PolynomialDecay(0.1, 50, power=2.0))',
      said('adam', {}, 0.1, { kind: 'polynomial_decay', decay_steps: 50, power: 2 }),
    ],
    [
      'Adam(keras.optimizers.schedules.InverseTimeDecay(0.1, 50, 0.5))',
      said('adam', {}, 0.1, { kind: 'inverse_time_decay', decay_steps: 50, decay_rate: 0.5 }),
    ],
  ])('%s', (optimizer, wanted) => {
    const { program, mistakes, notes } = read(optimizer);
    expect([...mistakes, ...notes]).toEqual([]);
    expect(program!.settings).toEqual(wanted);
  });

  test('a warm-up from 0 begins at the least rate there is, with a note', () => {
    const { program, mistakes, notes } = read('SGD(keras.optimizers.schedules.CosineDecay(0.0, 900, warmup_target=0.1, warmup_steps=100))'); // prettier-ignore
    expect(mistakes).toEqual([]);
    expect(program!.settings).toEqual(said('sgd', {}, 1e-7, { kind: 'cosine_decay', decay_steps: 900, warmup_target: 0.1, warmup_steps: 100 })); // prettier-ignore
    expect(remarkOf(notes[0]!).message).toMatch(/begins at 0 in Keras/);
    const cold = read('SGD(keras.optimizers.schedules.CosineDecay(0.0, 900))').mistakes;
    expect(remarkOf(cold[0]!).message).toMatch(/Learning rate is 0/);
  });

  test('a rate that is set before training is the run’s; later changes are refused', () => {
    const source = (lines: string) =>
      readProgram(`${whole}opt = keras.optimizers.SGD(0.1, momentum=0.9)\nmodel.compile(opt, 'sparse_categorical_crossentropy')\n${lines}`, catalog); // prettier-ignore
    for (const set of [
      'opt.learning_rate = 0.02',
      'model.optimizer.learning_rate = 0.02',
      'model.optimizer.learning_rate.assign(0.02)',
      'keras.backend.set_value(model.optimizer.lr, 0.02)',
    ]) {
      // prettier-ignore
      const { program, notes } = source(`${set}\nmodel.fit(x, y)`);
      expect([set, program?.settings.learning_rate, notes]).toEqual([set, 0.02, []]);
      const late = source(`model.fit(x, y)\n${set}\nmodel.fit(x, y)`).mistakes;
      expect([set, late.map(({ finding }) => finding.problem)]).toEqual([set, ['rateAfterFit']]);
    }
    const other = source('opt.momentum = 0.5\nmodel.fit(x, y)').mistakes;
    expect(other.map(({ finding }) => finding.problem)).toEqual(['changedLater']);
  });

  test('old names mean what they meant, with a note', () => {
    const { program, notes } = read('SGD(lr=0.1, momentum=0.9, decay=1e-6)');
    expect(program!.settings).toEqual(
      said('sgd', { momentum: 0.9 }, 0.1, { kind: 'inverse_time_decay', decay_steps: 1, decay_rate: 1e-6 }), // prettier-ignore
    );
    expect(notes.map((note) => remarkOf(note).message)).toEqual([
      expect.stringMatching(/^lr is the old name of learning_rate/),
      expect.stringMatching(/divided by 1 \+ 0\.000001 × .*InverseTimeDecay/),
    ]);
  });
});

describe('L2 is one for all kernels', () => {
  const model = (...given: string[]) =>
    readProgram(`model = Sequential([Conv2D(8, 3${given[0]}), Flatten(), Dense(10${given[1]})])`, catalog); // prettier-ignore
  const l2 = ', kernel_regularizer=keras.regularizers.';
  test.each([
    ['none', '', '', 0],
    ['L2(0.001)', `${l2}L2(0.001)`, `${l2}l2(0.001)`, 0.001],
    ['L1L2', `${l2}L1L2(l2=0.02)`, `${l2}L2(0.02)`, 0.02],
    ['without a number', `${l2}L2()`, ", kernel_regularizer='l2'", 0.01],
    ['by name', `${l2}l2`, `${l2}L2()`, 0.01],
  ])('%s', (_, first, second, wanted) => {
    const { program, mistakes } = model(first, second);
    expect(mistakes).toEqual([]);
    expect(program!.settings).toEqual({ l2: wanted });
  });

  test('a program without it takes the lab its own away, and one without kernels says nothing', () => {
    expect(readProgram('model = Sequential([Flatten()])', catalog).program!.settings).toEqual({});
  });
});

describe('is written', () => {
  const lines = (settings: Partial<Settings>) => compileText({ ...defaultSettings, ...settings });

  test('as it was, where all is as usual', () => {
    expect(lines({})).toContain('optimizer=keras.optimizers.Adam(learning_rate=0.001),');
  });

  test('with what is not as usual, and floats as Keras wants them', () => {
    const text = lines({ learning_rate: 1, optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true } }); // prettier-ignore
    expect(text).toContain('keras.optimizers.SGD(learning_rate=1.0, momentum=0.9, nesterov=True)');
  });

  test('with its schedule', () => {
    const schedule = {
      kind: 'exponential_decay',
      decay_steps: 100,
      decay_rate: 1,
      staircase: true,
    };
    expect(lines({ schedule })).toContain(
      'learning_rate=keras.optimizers.schedules.ExponentialDecay(0.001, decay_steps=100, decay_rate=1.0, staircase=True),', // prettier-ignore
    );
  });

  test('with L2 at every kernel', () => {
    const layers = [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }];
    const text = programText({ name: '', layers }, { ...defaultSettings, l2: 0.001 }, catalog);
    expect(text).toContain("layers.Dense(10, activation='softmax', kernel_regularizer=keras.regularizers.L2(0.001))"); // prettier-ignore
    expect(text).toContain('layers.Flatten(),');
  });
});

test('every row has its words and its numbers', () => {
  for (const row of [...optimizers, ...schedules]) {
    for (const { name } of row.fields) {
      // Keras has a function there, whose values these are.
      if (row.kind !== 'by_epoch') expect(row.arguments).toContain(name);
      expect(helpOfField(row.kind, name)).not.toBe('');
    }
  }
  for (const { learning_rate } of optimizers) expect(learning_rate).toBeGreaterThan(0);
});
