/**
 * Keras's classes that are no layers, by their modules: their arguments in Keras's order, and what
 * each is where a program says nothing (Keras 3's signatures).
 */

/** An argument that has to be given. */
export const required = Symbol('required');

const everyOptimizer = { weight_decay: null, clipnorm: null, clipvalue: null, global_clipnorm: null, use_ema: false, ema_momentum: 0.99, ema_overwrite_frequency: null, loss_scale_factor: null, gradient_accumulation_steps: null, name: null }; // prettier-ignore

export const classes: Record<string, Record<string, Record<string, unknown>>> = {
  'optimizers': {
    SGD: { learning_rate: 0.01, momentum: 0.0, nesterov: false, ...everyOptimizer },
    RMSprop: { learning_rate: 0.001, rho: 0.9, momentum: 0.0, epsilon: 1e-07, centered: false, ...everyOptimizer },
    Adam: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-07, amsgrad: false, ...everyOptimizer },
    AdamW: { learning_rate: 0.001, weight_decay: 0.004, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-07, amsgrad: false, clipnorm: null, clipvalue: null, global_clipnorm: null, use_ema: false, ema_momentum: 0.99, ema_overwrite_frequency: null, loss_scale_factor: null, gradient_accumulation_steps: null, name: null },
    Adamax: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-07, ...everyOptimizer },
    Nadam: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-07, ...everyOptimizer },
    Adagrad: { learning_rate: 0.001, initial_accumulator_value: 0.1, epsilon: 1e-07, ...everyOptimizer },
    Adadelta: { learning_rate: 0.001, rho: 0.95, epsilon: 1e-07, ...everyOptimizer },
    Lion: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.99, ...everyOptimizer },
    Ftrl: { learning_rate: 0.001, learning_rate_power: -0.5, initial_accumulator_value: 0.1, l1_regularization_strength: 0.0, l2_regularization_strength: 0.0, l2_shrinkage_regularization_strength: 0.0, beta: 0.0, ...everyOptimizer },
    Adafactor: { learning_rate: 0.001, beta_2_decay: -0.8, epsilon_1: 1e-30, epsilon_2: 0.001, clip_threshold: 1.0, relative_step: true, ...everyOptimizer },
    Lamb: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-07, ...everyOptimizer },
  },
  'optimizers.schedules': {
    CosineDecay: { initial_learning_rate: required, decay_steps: required, alpha: 0.0, name: 'CosineDecay', warmup_target: null, warmup_steps: 0 },
    CosineDecayRestarts: { initial_learning_rate: required, first_decay_steps: required, t_mul: 2.0, m_mul: 1.0, alpha: 0.0, name: 'SGDRDecay' },
    ExponentialDecay: { initial_learning_rate: required, decay_steps: required, decay_rate: required, staircase: false, name: 'ExponentialDecay' },
    InverseTimeDecay: { initial_learning_rate: required, decay_steps: required, decay_rate: required, staircase: false, name: 'InverseTimeDecay' },
    PiecewiseConstantDecay: { boundaries: required, values: required, name: 'PiecewiseConstant' },
    PolynomialDecay: { initial_learning_rate: required, decay_steps: required, end_learning_rate: 0.0001, power: 1.0, cycle: false, name: 'PolynomialDecay' },
  },
  'losses': {
    BinaryCrossentropy: { from_logits: false, label_smoothing: 0.0, axis: -1, reduction: 'sum_over_batch_size', name: 'binary_crossentropy', dtype: null },
    CategoricalCrossentropy: { from_logits: false, label_smoothing: 0.0, axis: -1, reduction: 'sum_over_batch_size', name: 'categorical_crossentropy', dtype: null },
    SparseCategoricalCrossentropy: { from_logits: false, ignore_class: null, reduction: 'sum_over_batch_size', axis: -1, name: 'sparse_categorical_crossentropy', dtype: null },
    MeanSquaredError: { reduction: 'sum_over_batch_size', name: 'mean_squared_error', dtype: null },
    CategoricalHinge: { reduction: 'sum_over_batch_size', name: 'categorical_hinge', dtype: null },
    CategoricalFocalCrossentropy: { alpha: 0.25, gamma: 2.0, from_logits: false, label_smoothing: 0.0, axis: -1, reduction: 'sum_over_batch_size', name: 'categorical_focal_crossentropy', dtype: null },
  },
  'callbacks': {
    BackupAndRestore: { backup_dir: required, save_freq: 'epoch', double_checkpoint: false, delete_checkpoint: true },
    CSVLogger: { filename: required, separator: ',', append: false },
    EarlyStopping: { monitor: 'val_loss', min_delta: 0, patience: 0, verbose: 0, mode: 'auto', baseline: null, restore_best_weights: false, start_from_epoch: 0 },
    LambdaCallback: { on_epoch_begin: null, on_epoch_end: null, on_train_begin: null, on_train_end: null, on_train_batch_begin: null, on_train_batch_end: null },
    LearningRateScheduler: { schedule: required, verbose: 0 },
    ModelCheckpoint: { filepath: required, monitor: 'val_loss', verbose: 0, save_best_only: false, save_weights_only: false, mode: 'auto', save_freq: 'epoch', initial_value_threshold: null },
    ReduceLROnPlateau: { monitor: 'val_loss', factor: 0.1, patience: 10, verbose: 0, mode: 'auto', min_delta: 0.0001, cooldown: 0, min_lr: 0.0 },
    SwapEMAWeights: { swap_on_epoch: false },
    TensorBoard: { log_dir: 'logs', histogram_freq: 0, write_graph: true, write_images: false, write_steps_per_second: false, update_freq: 'epoch', profile_batch: 0, embeddings_freq: 0, embeddings_metadata: null },
    TerminateOnNaN: { raise_error: false },
  },
  'initializers': {
    Constant: { value: 0.0 },
    GlorotNormal: { seed: null, input_axes: null, output_axes: null },
    GlorotUniform: { seed: null, input_axes: null, output_axes: null },
    HeNormal: { seed: null, input_axes: null, output_axes: null },
    HeUniform: { seed: null, input_axes: null, output_axes: null },
    Identity: { gain: 1.0 },
    LecunNormal: { seed: null, input_axes: null, output_axes: null },
    LecunUniform: { seed: null, input_axes: null, output_axes: null },
    Ones: {},
    Orthogonal: { gain: 1.0, seed: null },
    RandomNormal: { mean: 0.0, stddev: 0.05, seed: null },
    RandomUniform: { minval: -0.05, maxval: 0.05, seed: null },
    TruncatedNormal: { mean: 0.0, stddev: 0.05, seed: null },
    VarianceScaling: { scale: 1.0, mode: 'fan_in', distribution: 'truncated_normal', seed: null, input_axes: null, output_axes: null },
    Zeros: {},
  },
  'regularizers': {
    L1: { l1: 0.01 },
    L1L2: { l1: 0.0, l2: 0.0 },
    L2: { l2: 0.01 },
    OrthogonalRegularizer: { factor: 0.01, mode: 'rows' },
  },
  'constraints': {
    MaxNorm: { max_value: 2, axis: 0 },
    MinMaxNorm: { min_value: 0.0, max_value: 1.0, rate: 1.0, axis: 0 },
    NonNeg: {},
    UnitNorm: { axis: 0 },
  },
  'metrics': {
    CategoricalAccuracy: { name: 'categorical_accuracy', dtype: null },
    SparseCategoricalAccuracy: { name: 'sparse_categorical_accuracy', dtype: null },
    SparseTopKCategoricalAccuracy: { k: 5, name: 'sparse_top_k_categorical_accuracy', dtype: null, from_sorted_ids: false },
    TopKCategoricalAccuracy: { k: 5, name: 'top_k_categorical_accuracy', dtype: null },
  },
}; // prettier-ignore

/** The module and the name of a class: `optimizers` and `SGD`; null for what is none of them. */
export function classOf(
  path: string,
): { module: string; name: string; arguments: Record<string, unknown> } | null {
  // prettier-ignore
  const [, module, name] = /^keras\.(optimizers\.schedules|\w+)\.(\w+)$/.exec(path) ?? [];
  if (!module || !name || !Object.hasOwn(classes, module)) return null;
  const found = Object.hasOwn(classes[module]!, name) ? classes[module]![name]! : null;
  return found && { module, name, arguments: found };
}
