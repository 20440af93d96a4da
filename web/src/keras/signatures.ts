/** Keras's own order of arguments (Keras 3's signatures); those of layers are in the catalog. */

/** Of calls that the reader knows. */
export const callSignatures = {
  Input: ['shape', 'batch_size', 'dtype', 'sparse', 'ragged', 'batch_shape', 'name', 'tensor', 'optional'],
  InputLayer: ['shape', 'batch_size', 'dtype', 'sparse', 'ragged', 'batch_shape', 'input_tensor', 'optional', 'name'],
  Sequential: ['layers', 'trainable', 'name'],
  add: ['layer', 'rebuild'],
  pop: ['rebuild'],
  compile: ['optimizer', 'loss', 'loss_weights', 'metrics', 'weighted_metrics', 'run_eagerly', 'steps_per_execution', 'jit_compile', 'auto_scale_loss'],
  fit: ['x', 'y', 'batch_size', 'epochs', 'verbose', 'callbacks', 'validation_split', 'validation_data', 'shuffle', 'class_weight', 'sample_weight', 'initial_epoch', 'steps_per_epoch', 'validation_steps', 'validation_batch_size', 'validation_freq'],
  SparseCategoricalCrossentropy: ['from_logits', 'ignore_class', 'reduction', 'axis', 'name', 'dtype'],
  set_random_seed: ['seed'],
  L2: ['l2'],
  L1L2: ['l1', 'l2'],
  Rescaling: ['scale', 'offset'],
}; // prettier-ignore

/** Of calls that are ignored: their arguments are counted and not read. */
export const passedSignatures: Record<string, string[]> = {
  evaluate: ['x', 'y', 'batch_size', 'verbose', 'sample_weight', 'steps', 'callbacks', 'return_dict'],
  predict: ['x', 'batch_size', 'verbose', 'steps', 'callbacks'],
  summary: ['line_length', 'positions', 'print_fn', 'expand_nested', 'show_trainable', 'layer_range'],
  build: ['input_shape'],
  save: ['filepath', 'overwrite', 'zipped'],
  save_weights: ['filepath', 'overwrite', 'max_shard_size'],
  load_weights: ['filepath', 'skip_mismatch'],
  get_weights: [],
  set_weights: ['weights'],
  get_layer: ['name', 'index'],
  to_json: [],
  get_config: [],
  count_params: [],
  BackupAndRestore: ['backup_dir', 'save_freq', 'double_checkpoint', 'delete_checkpoint'],
  CSVLogger: ['filename', 'separator', 'append'],
  LambdaCallback: ['on_epoch_begin', 'on_epoch_end', 'on_train_begin', 'on_train_end', 'on_train_batch_begin', 'on_train_batch_end'],
  LearningRateScheduler: ['schedule', 'verbose'],
  ModelCheckpoint: ['filepath', 'monitor', 'verbose', 'save_best_only', 'save_weights_only', 'mode', 'save_freq', 'initial_value_threshold'],
  ReduceLROnPlateau: ['monitor', 'factor', 'patience', 'verbose', 'mode', 'min_delta', 'cooldown', 'min_lr'],
  SwapEMAWeights: ['swap_on_epoch'],
  TensorBoard: ['log_dir', 'histogram_freq', 'write_graph', 'write_images', 'write_steps_per_second', 'update_freq', 'profile_batch', 'embeddings_freq', 'embeddings_metadata'],
  TerminateOnNaN: ['raise_error'],
  SparseCategoricalAccuracy: ['name', 'dtype'],
  GlorotUniform: ['seed', 'input_axes', 'output_axes'],
  L1: ['l1'],
}; // prettier-ignore

/** Arguments that every layer takes, by their names only. */
export const common = ['name', 'dtype', 'trainable', 'autocast', 'input_shape', 'batch_input_shape']; // prettier-ignore

/**
 * Arguments of every layer that have one value in the lab, and the ways to write it. `null` in place
 * of the list: any value does, because it changes no result. A layer's own are in the catalog.
 */
export const fixed: Record<string, unknown[] | null> = {
  name: null,
  dtype: null,
  autocast: null,
  trainable: [true],
  data_format: [null, 'channels_last'],
  seed: null,
};
