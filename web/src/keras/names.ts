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
  Model: 'keras.Model',
  Adam: 'keras.optimizers.Adam',
  SGD: 'keras.optimizers.SGD',
  EarlyStopping: 'keras.callbacks.EarlyStopping',
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
  Reshape: 'Flatten',
  Permute: null,
  GroupNormalization: 'BatchNormalization',
  Normalization: null,
  AlphaDropout: 'Dropout',
  RandomCrop: 'RandomTranslation',
  RandomHeight: 'RandomZoom',
  RandomWidth: 'RandomZoom',
  RandomBrightness: 'RandomContrast',
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

/** The full name of something in Keras, whatever way the program came to it. */
export function canonical(path: string): string {
  return path
    .replace(/^tensorflow\.(?:python\.|compat\.v2\.)?keras\b/, 'keras')
    .replace(/^keras\.(?:api\.)?(?:_v2\.)?keras\b/, 'keras')
    .replace('keras.layers.experimental.preprocessing', 'keras.layers')
    .replace('keras.optimizers.legacy', 'keras.optimizers')
    .replace(/^keras\.models\.(Sequential|Model)$/, 'keras.$1')
    .replace(/^keras\.layers\.(Input|InputLayer)$/, 'keras.Input');
}
