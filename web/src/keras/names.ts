/** Names that mean something without an import, so that one cell of a notebook can be read alone. */
export const assumed: Record<string, string> = {
  keras: 'keras',
  tf: 'tensorflow',
  tensorflow: 'tensorflow',
  layers: 'keras.layers',
  models: 'keras.models',
  optimizers: 'keras.optimizers',
  losses: 'keras.losses',
  metrics: 'keras.metrics',
  regularizers: 'keras.regularizers',
  callbacks: 'keras.callbacks',
  datasets: 'keras.datasets',
  cifar10: 'keras.datasets.cifar10',
  utils: 'keras.utils',
  Sequential: 'keras.Sequential',
  Input: 'keras.Input',
  InputLayer: 'keras.Input',
  Model: 'keras.Model',
  to_categorical: 'keras.utils.to_categorical',
  Adam: 'keras.optimizers.Adam',
  SGD: 'keras.optimizers.SGD',
  RMSprop: 'keras.optimizers.RMSprop',
  EarlyStopping: 'keras.callbacks.EarlyStopping',
  ModelCheckpoint: 'keras.callbacks.ModelCheckpoint',
  ReduceLROnPlateau: 'keras.callbacks.ReduceLROnPlateau',
  LearningRateScheduler: 'keras.callbacks.LearningRateScheduler',
  ImageDataGenerator: 'keras.preprocessing.image.ImageDataGenerator',
  np: 'numpy',
  numpy: 'numpy',
};

/** Other names that Keras has for the same. */
export const aliases: Record<string, string> = {
  MaxPool2D: 'MaxPooling2D',
  AvgPool2D: 'AveragePooling2D',
  GlobalAvgPool2D: 'GlobalAveragePooling2D',
  GlobalMaxPool2D: 'GlobalMaxPooling2D',
  Convolution2D: 'Conv2D',
  SeparableConvolution2D: 'SeparableConv2D',
};

/** Layers that Keras has and the lab has not, and what comes nearest here; null: nothing does. */
export const foreign: Record<string, string | null> = {
  Conv1D: 'Conv2D',
  Conv3D: 'Conv2D',
  Conv2DTranspose: 'Conv2D',
  Convolution1D: 'Conv2D',
  MaxPooling1D: 'MaxPooling2D',
  MaxPooling3D: 'MaxPooling2D',
  MaxPool1D: 'MaxPooling2D',
  AveragePooling1D: 'AveragePooling2D',
  AveragePooling3D: 'AveragePooling2D',
  GlobalAveragePooling1D: 'GlobalAveragePooling2D',
  GlobalMaxPooling1D: 'GlobalMaxPooling2D',
  UpSampling2D: null,
  Permute: null,
  AlphaDropout: 'Dropout',
  RandomHeight: 'RandomZoom',
  RandomWidth: 'RandomZoom',
  Resizing: null,
  Embedding: null,
  LSTM: null,
  GRU: null,
  SimpleRNN: null,
  Bidirectional: null,
  TimeDistributed: null,
  Attention: null,
  MultiHeadAttention: null,
  Lambda: null,
  Add: null,
  Concatenate: null,
  concatenate: null,
};

/** Classes by the other names that Keras has, or had, for them: `l2`, `maxnorm`, `rmsprop`. */
export const classAliases: Record<string, string> = {
  l1: 'L1',
  l2: 'L2',
  l1_l2: 'L1L2',
  L1_L2: 'L1L2',
  maxnorm: 'MaxNorm',
  max_norm: 'MaxNorm',
  unitnorm: 'UnitNorm',
  unit_norm: 'UnitNorm',
  nonneg: 'NonNeg',
  non_neg: 'NonNeg',
  min_max_norm: 'MinMaxNorm',
  rmsprop: 'RMSprop',
  RMSProp: 'RMSprop',
  adam: 'Adam',
  sgd: 'SGD',
  adamax: 'Adamax',
  nadam: 'Nadam',
  adagrad: 'Adagrad',
  adadelta: 'Adadelta',
  Ftrl: 'Ftrl',
  he_normal: 'HeNormal',
  he_uniform: 'HeUniform',
  glorot_normal: 'GlorotNormal',
  glorot_uniform: 'GlorotUniform',
  lecun_normal: 'LecunNormal',
  lecun_uniform: 'LecunUniform',
  random_normal: 'RandomNormal',
  random_uniform: 'RandomUniform',
  truncated_normal: 'TruncatedNormal',
  variance_scaling: 'VarianceScaling',
  orthogonal: 'Orthogonal',
  zeros: 'Zeros',
  ones: 'Ones',
  constant: 'Constant',
};

/** Arguments by the names that Keras 1 and 2 had for them. */
export const formerArguments: Record<string, string> = {
  border_mode: 'padding',
  nb_filter: 'filters',
  subsample: 'strides',
  dim_ordering: 'data_format',
  init: 'kernel_initializer',
  W_regularizer: 'kernel_regularizer',
  b_regularizer: 'bias_regularizer',
  W_constraint: 'kernel_constraint',
  output_dim: 'units',
  p: 'rate',
  bias: 'use_bias',
  nb_epoch: 'epochs',
  samples_per_epoch: 'steps_per_epoch',
  epoch: 'epochs',
  lr: 'learning_rate',
};

/** Modules that are gone from Keras 3, and the ones that have their contents now. */
const gone: [RegExp, string][] = [
  [
    /^keras\.layers\.(?:core|convolutional|pooling|normalization|advanced_activations|noise|merge|embeddings|regularization|reshaping)\.(?:\w+\.)*(?=\w+$)/,
    'keras.layers.',
  ],
  [/^keras\.utils\.(?:np_utils|generic_utils|vis_utils)\b/, 'keras.utils'],
  [
    /^keras\.(?:optimizer_v[12]|optimizers)\.(?:\w+_v2|legacy|adam|sgd|rmsprop)\.(?=[A-Z])/,
    'keras.optimizers.',
  ],
  [/^keras\.wrappers\b/, 'keras.wrappers'],
];

/** The full name of something in Keras, whatever way the program came to it. */
export function canonical(path: string): string {
  const name = path
    .replace(/^tensorflow\.(?:python\.|compat\.v[12]\.|_api\.v2\.)?keras\b/, 'keras')
    .replace(/^tf_keras\b/, 'keras')
    .replace(/^keras\.(?:api\.|src\.)?(?:_v2\.)?keras\b/, 'keras')
    .replace('keras.layers.experimental.preprocessing', 'keras.layers')
    .replace('keras.optimizers.legacy', 'keras.optimizers')
    .replace('keras.optimizers.experimental', 'keras.optimizers')
    .replace('keras.legacy.preprocessing', 'keras.preprocessing')
    .replace(/^keras\.(?:models|engine\.\w+)\.(Sequential|Model)$/, 'keras.$1')
    .replace(/^keras\.layers\.(Input|InputLayer)$/, 'keras.Input')
    .replace(/^keras\.preprocessing\.image\.image_data_generator\./, 'keras.preprocessing.image.')
    .replace(
      /^tensorflow\.nn\.(relu|softmax|sigmoid|tanh|elu|selu|gelu|silu|swish|leaky_relu|relu6|softplus|softsign)$/,
      'keras.activations.$1',
    );
  return goneFrom(name)?.now ?? name;
}

/** What Keras 3 has in place of a module that is gone from it; null: it is not gone. */
export function goneFrom(path: string): { was: string; now: string } | null {
  for (const [was, now] of gone) {
    const found = was.exec(path);
    if (!found) continue;
    const whole = path.replace(was, now);
    if (whole !== path) return { was: found[0].replace(/\.$/, ''), now: whole };
  }
  return null;
}
