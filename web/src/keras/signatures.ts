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
  set_random_seed: ['seed'],
  fit_generator: ['x', 'steps_per_epoch', 'epochs', 'verbose', 'callbacks', 'validation_data', 'validation_steps', 'validation_freq', 'class_weight', 'max_queue_size', 'workers', 'use_multiprocessing', 'shuffle', 'initial_epoch'],
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
