/** Networks for the tests of this folder, trained a little on real pictures. */
import path from 'node:path';
import { loadEngine, valueOf } from '../../tools/engine.mjs';
import { readManifest, readShard } from '../../tools/pack.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const conv = (filters, fields = {}) => ({
  kind: 'conv2d',
  filters,
  kernel_size: [3, 3],
  strides: [1, 1],
  padding: 'same',
  activation: 'relu',
  ...fields,
});
const dense = (units, activation) => ({ kind: 'dense', units, activation });
const normalization = { kind: 'batch_normalization', momentum: 0.9, epsilon: 0.002 };

/** Between them every kind of layer, with odd windows, strides and both paddings. */
export const networks = {
  everyPicture: [
    { kind: 'random_flip', mode: 'horizontal' },
    { kind: 'random_contrast', factor: [0.2, 0.2] },
    conv(6, { kernel_size: [3, 5], strides: [2, 1] }),
    normalization,
    { kind: 'max_pooling2d', pool_size: [3, 2], strides: [2, 2], padding: 'same' },
    { kind: 'spatial_dropout2d', rate: 0.1 },
    conv(8, { kernel_size: [2, 3], padding: 'valid', activation: 'linear' }),
    { kind: 'activation', activation: 'relu' },
    { kind: 'average_pooling2d', pool_size: [2, 3], strides: [2, 2], padding: 'same' },
    { kind: 'dropout', rate: 0.2 },
    { kind: 'flatten' },
    dense(20, 'linear'),
    { kind: 'leaky_relu', negative_slope: 0.1 },
    normalization,
    dense(10, 'softmax'),
  ],
  globalAverage: [
    conv(7, { strides: [2, 2] }),
    conv(12, { padding: 'valid', activation: 'softmax' }),
    { kind: 'global_average_pooling2d' },
    { kind: 'flatten' },
    dense(10, 'softmax'),
  ],
  globalMaximum: [
    conv(9),
    { kind: 'max_pooling2d', pool_size: [3, 3], strides: [3, 3], padding: 'valid' },
    { kind: 'global_max_pooling2d' },
    dense(10, 'linear'),
    { kind: 'activation', activation: 'softmax' },
  ],
  /** Steps that pass over pixels: padding "same" has nothing to add there. */
  wideSteps: [
    conv(8, { strides: [4, 4] }),
    { kind: 'depthwise_conv2d', kernel_size: [3, 3], strides: [4, 4], padding: 'same', depth_multiplier: 2, activation: 'relu' }, // prettier-ignore
    { kind: 'flatten' },
    dense(10, 'softmax'),
  ],
  everyActivation: [
    conv(6, { strides: [2, 2], activation: 'elu' }),
    conv(6, { activation: 'selu' }),
    conv(6, { activation: 'gelu' }),
    conv(6, { strides: [2, 2], activation: 'mish' }),
    { kind: 'activation', activation: 'silu' },
    { kind: 'activation', activation: 'leaky_relu' },
    { kind: 'activation', activation: 'hard_sigmoid' },
    { kind: 'flatten' },
    dense(20, 'softplus'),
    dense(20, 'softsign'),
    dense(20, 'relu6'),
    dense(20, 'sigmoid'),
    dense(20, 'tanh'),
    dense(20, 'hard_sigmoid'),
    dense(10, 'softmax'),
  ],
  otherLayers: [
    { kind: 'rescaling', scale: 2, offset: -1 },
    { kind: 'gaussian_noise', stddev: 0.1 },
    { kind: 'zero_padding2d', padding: [2, 1] },
    { kind: 'separable_conv2d', filters: 8, kernel_size: [3, 3], strides: [2, 2], padding: 'valid', depth_multiplier: 2, activation: 'linear' }, // prettier-ignore
    { kind: 'layer_normalization', epsilon: 0.002 },
    { kind: 'p_re_lu' },
    { kind: 'cropping2d', cropping: [1, 2] },
    { kind: 'depthwise_conv2d', kernel_size: [3, 3], strides: [2, 2], padding: 'same', depth_multiplier: 2, activation: 'gelu' }, // prettier-ignore
    { kind: 're_lu', max_value: 0.4, negative_slope: 0, threshold: 0 },
    { kind: 'gaussian_dropout', rate: 0.2 },
    { kind: 'flatten' },
    dense(12, 'linear'),
    { kind: 'layer_normalization', epsilon: 0.01 },
    { kind: 'elu', alpha: 1 },
    dense(10, 'softmax'),
  ],
  // Everything that a row says of weights, and what TensorFlow.js has too.
  weightRules: [
    conv(6, { dilation_rate: [2, 3], kernel_initializer: { kind: 'he_normal' }, kernel_constraint: { kind: 'max_norm', axis: [0, 1, 2] } }), // prettier-ignore
    conv(6, { kernel_size: [3, 2], padding: 'valid', dilation_rate: [2, 2], use_bias: false, kernel_regularizer: { kind: 'l1_l2', l1: 0.001, l2: 0.01 } }), // prettier-ignore
    { kind: 'depthwise_conv2d', kernel_size: [3, 3], strides: [1, 1], padding: 'same', depth_multiplier: 1, activation: 'linear', use_bias: false, depthwise_constraint: { kind: 'unit_norm', axis: [0, 1] } }, // prettier-ignore
    { kind: 'separable_conv2d', filters: 5, kernel_size: [3, 3], strides: [1, 1], padding: 'same', depth_multiplier: 1, activation: 'relu', dilation_rate: [2, 2], use_bias: false, pointwise_initializer: { kind: 'orthogonal' } }, // prettier-ignore
    { kind: 'max_pooling2d', pool_size: [4, 4], strides: [4, 4], padding: 'valid' },
    { kind: 'reshape', target_shape: [-1, 5] },
    { kind: 'flatten' },
    dense(16, 'relu'),
    { kind: 'reshape', target_shape: [2, 4, 2] },
    conv(4),
    { kind: 'flatten' },
    { ...dense(12, 'tanh'), use_bias: false, kernel_initializer: { kind: 'random_normal', stddev: 0.2, seed: 3 } }, // prettier-ignore
    dense(10, 'softmax'),
  ],
  // Trained on parts, and then given whole pictures, of another size.
  crops: [
    { kind: 'random_flip', mode: 'horizontal' },
    { kind: 'random_crop', height: 25, width: 28 },
    // In training this needs padding, and afterwards its steps pass over pixels.
    conv(6, { kernel_size: [2, 2], strides: [4, 4], padding: 'same' }),
    { kind: 'depthwise_conv2d', kernel_size: [3, 3], strides: [2, 2], padding: 'same', depth_multiplier: 1, activation: 'relu' }, // prettier-ignore
    { kind: 'max_pooling2d', pool_size: [3, 3], strides: [2, 2], padding: 'same' },
    { kind: 'global_average_pooling2d' },
    dense(10, 'softmax'),
  ],
  // What TensorFlow.js cannot say.
  groups: [
    { kind: 'random_brightness', factor: [-0.1, 0.2] },
    { kind: 'normalization', mean: [0.4, 0.5, 0.6], variance: [0.06, 0.05, 0.07] },
    conv(8, { strides: [2, 2] }),
    { kind: 'group_normalization', groups: 4, epsilon: 0.002 },
    conv(8, { groups: 2, kernel_size: [3, 2] }),
    { kind: 'depthwise_conv2d', kernel_size: [3, 3], strides: [1, 1], padding: 'same', depth_multiplier: 1, activation: 'linear', dilation_rate: [2, 1] }, // prettier-ignore
    { kind: 'group_normalization', groups: -1, epsilon: 0.001 },
    { kind: 'global_average_pooling2d' },
    { kind: 'normalization', mean: [0.1], variance: [0.5] },
    { kind: 'group_normalization', groups: 2, epsilon: 0.001 },
    dense(10, 'softmax'),
  ],
  beyondTfjs: [
    conv(6, { strides: [4, 4], activation: 'hard_silu' }),
    { kind: 're_lu', max_value: 0.5, negative_slope: 0.2, threshold: 0.1 },
    { kind: 'elu', alpha: 0.7 },
    { kind: 'flatten' },
    dense(9, 'exponential'),
    dense(10, 'softmax'),
  ],
};

export const settings = {
  epochs: 1,
  batch_size: 50,
  training_pictures: 500,
  test_pictures: 500,
  seed: 5,
  learning_rate: 0.01,
};

/** A session of the engine that holds the first 500 pictures of each split; `close` ends it. */
export async function openSession() {
  const { module, close } = await loadEngine('simd', 1);
  const session = new module.Session(1);
  const folder = path.join(root, 'web/public/cifar10');
  const { shards } = await readManifest(folder);
  for (const split of ['test', 'training']) {
    const shard = shards.find((one) => one.split === split);
    valueOf(session.addShard(split, 0, shard.count, await readShard(folder, shard)));
  }
  return { session, close };
}

/** Trains to the end; returns the epochs' records. */
export function train(session, model, run = settings) {
  const epochs = [];
  let progress = valueOf(session.start(JSON.stringify(model), JSON.stringify(run)));
  while (progress.phase !== 'finished') {
    progress = valueOf(session.advance(10));
    if (progress.epoch_record) epochs.push(progress.epoch_record);
  }
  return epochs;
}

/**
 * Logits {count,10} of the first test pictures, centered. The engine gives probabilities; their
 * logarithms are the logits up to a number that all ten of a picture share.
 */
export function logitsOf(session, count) {
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  return centered(valueOf(session.predict('test', indices)).map(Math.log));
}

/** Rows of ten numbers, each row less its mean. */
export function centered(rows) {
  const result = Float32Array.from(rows);
  for (let i = 0; i < result.length; i += 10) {
    const row = result.subarray(i, i + 10);
    const mean = row.reduce((a, b) => a + b) / 10;
    row.forEach((value, j) => (row[j] = value - mean));
  }
  return result;
}
