/**
 * Keras's own order of arguments for the layers of the lab (Keras 3's signatures): positional
 * arguments follow it. A layer that is not here takes its arguments in the catalog's order.
 */
const regularizers = ['kernel_regularizer', 'bias_regularizer', 'activity_regularizer', 'kernel_constraint', 'bias_constraint']; // prettier-ignore
const sampling = ['fill_mode', 'interpolation', 'seed', 'fill_value', 'data_format'];
const pooling = ['pool_size', 'strides', 'padding', 'data_format'];

export const signatures: Record<string, string[]> = {
  Conv2D: [
    'filters', 'kernel_size', 'strides', 'padding', 'data_format', 'dilation_rate', 'groups',
    'activation', 'use_bias', 'kernel_initializer', 'bias_initializer', ...regularizers,
  ], // prettier-ignore
  Dense: ['units', 'activation', 'use_bias', 'kernel_initializer', 'bias_initializer', ...regularizers], // prettier-ignore
  MaxPooling2D: pooling,
  AveragePooling2D: pooling,
  GlobalAveragePooling2D: ['data_format', 'keepdims'],
  GlobalMaxPooling2D: ['data_format', 'keepdims'],
  Dropout: ['rate', 'noise_shape', 'seed'],
  SpatialDropout2D: ['rate', 'data_format', 'seed'],
  BatchNormalization: [
    'axis', 'momentum', 'epsilon', 'center', 'scale', 'beta_initializer', 'gamma_initializer',
    'moving_mean_initializer', 'moving_variance_initializer',
  ], // prettier-ignore
  Activation: ['activation'],
  Flatten: ['data_format'],
  RandomFlip: ['mode', 'seed', 'data_format'],
  RandomTranslation: ['height_factor', 'width_factor', ...sampling],
  RandomRotation: ['factor', ...sampling],
  RandomZoom: ['height_factor', 'width_factor', ...sampling],
  RandomContrast: ['factor', 'value_range', 'seed'],
};

/** Arguments that every layer takes. */
export const common = ['name', 'dtype', 'trainable', 'autocast', 'input_shape', 'batch_input_shape']; // prettier-ignore

/**
 * Arguments that have one value in the lab, and the ways to write it. `null` in place of the list:
 * any value does, for it changes no result.
 */
export const fixed: Record<string, unknown[] | null> = {
  name: null,
  dtype: null,
  autocast: null,
  trainable: [true],
  data_format: [null, 'channels_last'],
  dilation_rate: [1, [1, 1]],
  groups: [1],
  use_bias: [true],
  kernel_initializer: ['glorot_uniform'],
  bias_initializer: ['zeros', 'zero'],
  kernel_regularizer: [null],
  bias_regularizer: [null],
  activity_regularizer: [null],
  kernel_constraint: [null],
  bias_constraint: [null],
  keepdims: [false],
  noise_shape: [null],
  seed: null,
  axis: [-1, 3],
  center: [true],
  scale: [true],
  beta_initializer: ['zeros', 'zero'],
  gamma_initializer: ['ones', 'one'],
  moving_mean_initializer: ['zeros', 'zero'],
  moving_variance_initializer: ['ones', 'one'],
};
