/** How weights begin, what they cost and what holds them, as programs say it. */
import { describe, expect, test } from 'vitest';
import { readLayers, writeLayers } from '../../../../web/src/address/layers_text';
import { readProgram } from '../../../../web/src/keras/program';
import { layerText } from '../../../../web/src/keras/write';
import { catalog } from '../../../../web/src/model/outside';
import type { LayerSpec } from '../../../../wasm/lab';

const programOf = (
  ...lines: string[]
) => `from tensorflow.keras import layers, regularizers, constraints, initializers
model = keras.Sequential([
    keras.Input(shape=(32, 32, 3)),
${lines.map((line) => `    ${line},\n`).join('')}])
`;
function read(...lines: string[]) {
  const { program, mistakes } = readProgram(programOf(...lines), catalog);
  expect(mistakes).toEqual([]);
  return { layers: program!.layers!, l2: program!.settings.l2 };
}
const rare = ({ layers: [layer] }: { layers: LayerSpec[] }) =>
  Object.fromEntries(Object.entries(layer!).filter(([name]) => /_|groups/.test(name) && !/size/.test(name))); // prettier-ignore

describe('a Conv2D with', () => {
  test.each<[string, Record<string, unknown>]>([
    ["kernel_initializer='he_uniform'", { kernel_initializer: { kind: 'he_uniform' } }],
    ["kernel_initializer='HeNormal'", { kernel_initializer: { kind: 'he_normal' } }],
    ['kernel_initializer=keras.initializers.HeNormal(seed=3)', { kernel_initializer: { kind: 'he_normal', seed: 3 } }], // prettier-ignore
    ['kernel_initializer=initializers.RandomNormal(0, 0.1)', { kernel_initializer: { kind: 'random_normal', stddev: 0.1 } }], // prettier-ignore
    ["kernel_initializer=initializers.VarianceScaling(2.0, 'fan_in', 'normal')", { kernel_initializer: { kind: 'variance_scaling', scale: 2 } }], // prettier-ignore
    ["bias_initializer='ones'", { bias_initializer: { kind: 'ones' } }],
    ['bias_initializer=initializers.Constant(0.1)', { bias_initializer: { kind: 'constant', value: 0.1 } }], // prettier-ignore
    ["kernel_initializer='glorot_uniform', bias_initializer='zeros', use_bias=True", {}],
    ['use_bias=False', { use_bias: false }],
    ['dilation_rate=2, groups=3', { dilation_rate: [2, 2], groups: 3 }],
    ["kernel_regularizer='l1'", { kernel_regularizer: { kind: 'l1' } }],
    ["kernel_regularizer='l1_l2'", { kernel_regularizer: { kind: 'l1_l2', l1: 0.01, l2: 0.01 } }],
    ['kernel_regularizer=regularizers.l1_l2(l1=0.1, l2=0.2)', { kernel_regularizer: { kind: 'l1_l2', l1: 0.1, l2: 0.2 } }], // prettier-ignore
    ['bias_regularizer=regularizers.l2(0.3)', { bias_regularizer: { kind: 'l2', l2: 0.3 } }],
    ["kernel_constraint='max_norm'", { kernel_constraint: { kind: 'max_norm' } }],
    ['kernel_constraint=constraints.maxnorm(3)', { kernel_constraint: { kind: 'max_norm', max_value: 3 } }], // prettier-ignore
    ['kernel_constraint=constraints.MaxNorm(3, axis=[0, 1, 2])', { kernel_constraint: { kind: 'max_norm', max_value: 3, axis: [0, 1, 2] } }], // prettier-ignore
    ['kernel_constraint=constraints.non_neg()', { kernel_constraint: { kind: 'non_neg' } }],
    ['bias_constraint=constraints.UnitNorm(axis=0)', { bias_constraint: { kind: 'unit_norm' } }],
    ['kernel_constraint=constraints.MinMaxNorm(0.5, 1.5, rate=0.9)', { kernel_constraint: { kind: 'min_max_norm', min_value: 0.5, max_value: 1.5, rate: 0.9 } }], // prettier-ignore
  ])('%s', (written, fields) => {
    const given = read(`layers.Conv2D(6, 3, ${written})`);
    expect(rare(given)).toEqual(fields);
    // It reads back from what is written of it, and from a link.
    const text = layerText(given.layers[0]!, catalog);
    expect(rare(read(text))).toEqual(fields);
    expect(readLayers(writeLayers(given.layers))).toEqual(given.layers);
  });
});

test('where all kernels cost the same it is the lab’s one L2, else each layer’s own', () => {
  const [convolution, dense] = ['layers.Conv2D(4, 3', 'layers.Dense(10'];
  const cost = (factor: number) => `kernel_regularizer=regularizers.L2(${factor}))`;
  const same = read(`${convolution}, ${cost(0.001)}`, `${dense}, ${cost(0.001)}`);
  expect(same.l2).toBe(0.001);
  expect(same.layers.some((layer) => 'kernel_regularizer' in layer)).toBe(false);
  const one = read(`${convolution})`, `${dense}, ${cost(0.001)}`);
  expect(one.l2).toBe(0);
  expect(one.layers.map((layer) => layer.kernel_regularizer)).toEqual([undefined, { kind: 'l2', l2: 0.001 }]); // prettier-ignore
});

// Keras draws the contrast's factor from 1 - lower to 1 + upper, and takes one number f for (0, f).
test.each([
  ['layers.RandomContrast(0.2, value_range=(0, 1))', [0, 0.2]],
  ['layers.RandomContrast((0.2, 0.3), value_range=(0, 1))', [0.2, 0.3]],
  ['layers.RandomContrast((0.3, -0.2), value_range=(0, 1))', [-0.2, 0.3]],
  ['layers.RandomBrightness(0.2, value_range=(0, 1))', [-0.2, 0.2]],
  ['layers.RandomBrightness([0.1, 0.4], value_range=(0, 1))', [0.1, 0.4]],
])('%s', (written, factor) => {
  expect(read(written).layers[0]!.factor).toEqual(factor);
});

test('a contrast of the lab is written as the pair that it is', () => {
  expect(layerText({ kind: 'random_contrast', factor: 0.2 }, catalog)).toBe(
    'layers.RandomContrast((0.2, 0.2), value_range=(0, 1))',
  );
});

test('lists of one, and classes without arguments, are as Python has them', () => {
  expect(layerText({ kind: 'reshape', target_shape: [-1] }, catalog)).toMatch(/\(-1,\)\)$/);
  expect(layerText({ kind: 'normalization', mean: [0.5], variance: [0.25] }, catalog)).toMatch(/mean=0.5, variance=0.25/); // prettier-ignore
  expect(layerText({ kind: 'dense', units: 3, kernel_initializer: { kind: 'he_normal' }, bias_constraint: { kind: 'non_neg' } }, catalog)) // prettier-ignore
    .toBe("layers.Dense(3, kernel_initializer='he_normal', bias_constraint=keras.constraints.NonNeg())"); // prettier-ignore
});
