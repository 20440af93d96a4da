/**
 * The engine as JavaScript sees it: what the three WebAssembly builds export through Embind.
 *
 * Every call answers with an Outcome; no C++ exception ever crosses this border. Arrays that come
 * back are copies: they stay valid whatever the engine does next. A model and its settings cross as
 * JSON text, pixels and weights as typed arrays.
 *
 * Layouts: pictures {N,H,W,C} uint8; conv kernels {kH,kW,C,O}; dense kernels {in,out}.
 */

export type FaultCode =
  | 'bad_model'
  | 'bad_settings'
  | 'bad_data'
  | 'not_finite'
  | 'out_of_memory'
  | 'wrong_state'
  | 'internal';

/** What is wrong, as a closed list: that of core/base/problem.h. */
export type Problem =
  | 'not_a_model'
  | 'name_not_text'
  | 'layers_missing'
  | 'too_many_layers'
  | 'not_a_layer'
  | 'unknown_layer'
  | 'unknown_field'
  | 'has_no_fields'
  | 'unknown_padding'
  | 'unknown_activation'
  | 'field_missing'
  | 'needs_flat'
  | 'needs_pictures'
  | 'window_too_large'
  | 'window_never_fits'
  | 'misplaced_augmentation'
  | 'no_layers'
  | 'units_not_classes'
  | 'softmax_not_classes'
  | 'after_softmax'
  | 'no_softmax'
  | 'wrong_ending'
  | 'dilated_strides'
  | 'groups_do_not_divide'
  | 'groups_not_of_channels'
  | 'wrong_target_shape'
  | 'channels_differ'
  | 'crops_in_training_only'
  | 'model_too_large'
  | 'not_whole'
  | 'not_a_number'
  | 'not_a_pair'
  | 'not_numbers'
  | 'out_of_range'
  | 'written_as_percent'
  | 'pair_out_of_range'
  | 'number_count'
  | 'not_a_choice'
  | 'not_true_or_false'
  | 'not_a_count'
  | 'not_settings'
  | 'unknown_setting'
  | 'pictures_not_here'
  | 'no_run'
  | 'run_has_begun'
  | 'output_not_finite'
  | 'gradient_not_finite'
  | 'parameter_not_finite'
  | 'loss_not_finite'
  | 'out_of_memory'
  | 'batch_too_large'
  | 'text_too_long'
  | 'too_deep'
  | 'not_json'
  | 'not_a_snapshot'
  | 'damaged_snapshot'
  | 'snapshot_header_cut'
  | 'snapshot_lacks_part'
  | 'unknown_phase'
  | 'misfitting_counters'
  | 'snapshot_few_weights'
  | 'snapshot_other_weights'
  | 'snapshot_of_other_data'
  | 'shard_out_of_order'
  | 'shard_wrong_size'
  | 'shard_wrong_label'
  | 'shard_of_other_data'
  | 'pictures_not_labels'
  | 'wrong_label'
  | 'too_many_pictures'
  | 'picture_not_here'
  | 'not_whole_pictures'
  | 'weight_count'
  | 'weight_name'
  | 'weight_shape'
  | 'weight_not_finite'
  | 'not_text'
  | 'not_an_array'
  | 'unknown_split'
  | 'not_an_option'
  | 'option_without_value'
  | 'option_missing'
  | 'option_no_number'
  | 'option_not_whole'
  | 'file_unreadable'
  | 'pack_no_manifest'
  | 'pack_part_missing'
  | 'pack_file_changed'
  | 'pack_not_inflated'
  | 'pack_number'
  | 'internal';

/** A number, a text, the axes of a shape, or names. */
export type Fact = number | string | number[] | string[];

/** A change that would fix a fault in the model. */
export type Fix =
  | { action: 'set'; layer: number; field: string; value: unknown }
  | { action: 'insert'; layer: number; kind: string }
  | { action: 'append'; kind: string; fields: Record<string, unknown> }
  | { action: 'remove'; layer: number }
  /** Takes the layer out and puts it back in so that its index is `to`. */
  | { action: 'move'; layer: number; to: number };

export interface Fault {
  code: FaultCode;
  /** A path such as `layers[3].rate`, `settings.batch_size`, `shards[2]`; empty when general. */
  where: string;
  problem: Problem;
  /** What a sentence about the problem tells, by name. */
  facts: Record<string, Fact>;
  /** The sentence in English: what was given, what is wanted, and what to do. */
  message: string;
  fix?: Fix;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; fault: Fault };

export type Pair = [number, number];
export type Padding = 'same' | 'valid';

/** One layer of a model: its kind and its fields, named as Keras names them. */
export interface LayerSpec {
  kind: string;
  [field: string]: unknown;
}

export interface ModelSpec {
  name: string;
  layers: LayerSpec[];
}

/** A kind of optimizer or schedule, and its fields; those not given are as the catalog's row says. */
export interface Spec {
  kind: string;
  [field: string]: unknown;
}

/** The settings of a run: their ranges, defaults and meanings are in the catalog's rows. */
export interface RunSettings {
  epochs: number;
  batch_size: number;
  /** How many training pictures to use: the first so many of the pack's class-balanced order. */
  training_pictures: number;
  test_pictures: number;
  seed: number;
  /** What the schedule begins with. */
  learning_rate: number;
  optimizer?: Spec;
  schedule?: Spec;
  /** Factor of Keras's L2 regularizer on every kernel. */
  l2?: number;
  /** Keras's label_smoothing: the share of each label that all classes get alike. */
  label_smoothing?: number;
  /** The last share of the training pictures: not trained on, but examined after every epoch. */
  validation_split?: number;
  /** Epochs that are no better after which the run ends; 0 never. */
  early_stopping_patience?: number;
  /** An epoch is better only by more than this. */
  min_delta?: number;
  /** Better is a higher accuracy, not a lower loss: of the validation pictures or, without any, of the test pictures. */
  watch_accuracy?: boolean;
  /** Better is so in training. */
  watch_training?: boolean;
  /** End with the weights of the best epoch. */
  keep_best?: boolean;
  /** Convolution without Winograd's rounding: slower, the error of plain summation. */
  exact_convolution?: boolean;
}

/** `numbers` is a list; `spec` is an object of a kind with fields of its own, one of a list of rows. */
export type FieldType = 'integer' | 'number' | 'pair' | 'choice' | 'boolean' | 'numbers' | 'spec';

export interface CatalogField {
  name: string;
  type: FieldType;
  minimum?: number;
  maximum?: number;
  choices?: string[];
  /** Of a list of numbers: the least and the most of them, whether they are whole, and whether one stands for two. */
  count?: [number, number];
  whole?: boolean;
  doubles?: boolean;
  /** Of a spec: the catalog's list of rows that it is one of. */
  rows?: 'initializers' | 'regularizers' | 'constraints';
  /** Of those that a form shows when asked for more. */
  rare?: boolean;
  /** Other names that Keras has for a choice: swish is silu. */
  aliases?: Record<string, string>;
  /** Absent when the field has to be given, or follows another field. */
  default?: unknown;
  /** The field whose value this one takes when it is not given: pooling strides follow the window. */
  default_from?: string;
  /** May be left out, or null: Keras's None, which means something of its own (see `help`). */
  optional?: boolean;
  /** What the page begins with, where that is not the default. */
  start?: unknown;
  /** What a link may leave out, where that is not the default. */
  usual?: unknown;
  /** In words; the page's copy has them apart (model/help.json). */
  help?: string;
}

/** What a kind of layer is in the lab. */
export interface LayerRow {
  kind: string;
  /** The Keras class, for example `Conv2D`. */
  keras: string;
  /** What it is drawn as: convolution, pooling, dense, augmentation, … */
  family: string;
  /** In words; the page's copy has them apart (model/help.json). */
  help?: string;
  fields: CatalogField[];
  /** Of the page's copy: there are more fields, which a form shows when asked (model/outside.json). */
  more?: boolean;
  /** Changes training pictures: stands before every layer that does not. */
  augments?: boolean;
}

/** The same, with what it is outside of the lab; the page's copy has that apart (model/outside.json). */
export interface CatalogEntry extends LayerRow {
  /** Keras's own order of its arguments: positional ones follow it. */
  arguments: string[];
  /** Arguments of Keras that have one value here, and the ways to write it; null: any will do. */
  fixed?: Record<string, unknown[] | null>;
  /** Names of its weights, in Keras's order. */
  weights?: string[];
  /** Arguments that Keras needs beside the fields to do the same as this lab, such as value_range. */
  keras_arguments?: Record<string, unknown>;
  /** ONNX's operator, and its attributes by the fields they come from; absent: left out of inference. */
  onnx?: { operator: string; attributes: Record<string, string> };
  /** What TensorFlow.js's configuration says beside the fields, and fields of other names there; absent: left out. */
  tfjs?: { config: Record<string, unknown>; fields: Record<string, string> };
}

/** A setting of a run that is one number, or on or off. */
export interface SettingRow extends CatalogField {
  /** What a link calls it. */
  link: string;
  /** What the page, a link or a program may ask for, where that is less than the engine can do. */
  offered?: [number, number];
}

/** What an optimizer or a schedule is in the lab. */
export interface SpecRow {
  kind: string;
  /** Keras's class or, of an activation, function; empty where Keras has none. */
  keras: string;
  /** In words; the page's copy has them apart (model/help.json). */
  help?: string;
  fields: CatalogField[];
  /** Of an optimizer: the learning rate that is Keras's default. */
  learning_rate?: number;
}

/** An optimizer, a schedule, a loss, an activation, an initialiser or a callback, as LayerRow and CatalogEntry. */
export interface CatalogRow extends SpecRow {
  /** Keras's own order of its arguments: positional ones follow it. */
  arguments: string[];
  /** Arguments of Keras that have one value here, and the ways to write it; null: any will do. */
  fixed?: Record<string, unknown[] | null>;
  /** The settings of a run that fields are, where they are. */
  settings?: Record<string, string>;
}

/** All that the lab has a name for. */
export interface Catalog {
  layers: CatalogEntry[];
  settings: SettingRow[];
  optimizers: CatalogRow[];
  schedules: CatalogRow[];
  losses: CatalogRow[];
  activations: CatalogRow[];
  initializers: CatalogRow[];
  regularizers: CatalogRow[];
  constraints: CatalogRow[];
  callbacks: CatalogRow[];
}

/** In bytes. */
export interface MemoryNeed {
  bytes: number;
  available: number;
}

export interface LayerSummary {
  kind: string;
  /** Keras's automatic name, for example `conv2d_1`. */
  name: string;
  /** Height, width, channels or units, without the batch; null from the first problem on. */
  output_shape: number[] | null;
  /** The same after training, where RandomCrop no longer crops: given where it is another. */
  inference_shape?: number[];
  parameters: number;
  /** Multiply-adds of one picture's forward pass. */
  multiply_adds: number;
  problem: Fault | null;
}

export interface ModelSummary {
  layers: LayerSummary[];
  total_parameters: number;
  multiply_adds: number;
  /** Everything that keeps the model from training, first things first. Empty: it trains. */
  problems: Fault[];
  /** What training takes of the memory there is, where the settings were given too. */
  memory?: MemoryNeed;
}

export interface EpochRecord {
  epoch: number;
  /** Mean over the epoch's training batches, dropout on, as Keras reports it. */
  loss: number;
  accuracy: number;
  /** On the test pictures after the epoch, dropout off. */
  test_loss: number;
  test_accuracy: number;
  /** On the validation pictures, where there are any. */
  validation_loss?: number;
  validation_accuracy?: number;
}

export interface Progress {
  phase: 'training' | 'evaluating' | 'finished';
  /** From 1. */
  epoch: number;
  epochs: number;
  /** Batches done in this phase of this epoch. */
  batch: number;
  batches: number;
  /** Pictures trained on since the run began. */
  pictures_trained: number;
  /** Running means over this epoch's training batches so far. */
  loss: number;
  accuracy: number;
  /** Loss and accuracy of the training batches done in this call, in order. */
  batch_losses: number[];
  batch_accuracies: number[];
  /** Set by the call that completed an epoch's evaluation. */
  epoch_record: EpochRecord | null;
}

export interface WeightTensor {
  /** For example `conv2d_1/kernel`. */
  name: string;
  shape: number[];
  data: Float32Array;
}

/** `batch`, `conv2d_1 forward`, `conv2d_1 backward`, `loss` or `update`, summed over the batches. */
export interface StepTime {
  name: string;
  milliseconds: number;
  times: number;
}

export type Split = 'training' | 'test';

export interface Session {
  /** How many threads compute, the calling one included. */
  threads(): number;
  catalog(): Outcome<Catalog>;
  /** Shapes, parameters and problems of a model that may be unfinished; fails only on bad JSON. */
  /** With `settings` of a run beside the model's layers, also of the memory that it would take. */
  summary(model: string): Outcome<ModelSummary>;

  /**
   * Empties both splits, ends the run, and fixes the shape of pictures and the number of classes of
   * what is added from now on: 8 to 64 pixels, 1 or 3 channels, 2 to 20 classes. CIFAR-10's without.
   */
  setData(height: number, width: number, channels: number, classes: number): Outcome<null>;
  /** Adds pictures {n,H,W,C} and their labels {n} to a split; how many it now has. */
  addPictures(split: Split, pixels: Uint8Array, labels: Uint8Array): Outcome<number>;

  /**
   * Adds the next shard of CIFAR-10 to a split: `count` pictures starting at index `first`, which must be the
   * number already there. `payload` is the shard's content after inflating (see assets/PACK.md).
   */
  addShard(split: Split, first: number, count: number, payload: Uint8Array): Outcome<number>;
  pictureCounts(): Outcome<{ training: number; test: number }>;
  /** {count,H,W,C} bytes and labels of the pictures at these indices. */
  pictures(split: Split, indices: Uint32Array): Outcome<{ pixels: Uint8Array; labels: Uint8Array }>;

  /** Builds the network with fresh weights and sets the run to its first batch. */
  start(model: string, settings: string): Outcome<Progress>;
  /** Does up to `batches` batches of training or evaluation; stops early at an epoch's end. */
  advance(batches: number): Outcome<Progress>;
  /** Trains up to `batches` batches; the time that each part of those steps took. */
  profile(batches: number): Outcome<StepTime[]>;
  /** GFLOP/s of multiply-adds in registers on all threads: what no kernel can pass. */
  roof(): Outcome<number>;
  /** Bytes taken from the engine's memory so far; what is given back can be used again. */
  memory(): Outcome<number>;
  setLearningRate(rate: number): Outcome<number>;

  /** Class probabilities {n,classes} of pictures at these indices, dropout off. */
  predict(split: Split, indices: Uint32Array): Outcome<Float32Array>;
  /** Class probabilities {n,classes} of any {n,H,W,C} bytes. */
  predictPixels(pixels: Uint8Array): Outcome<Float32Array>;
  /** Output {H,W,C} or {units} of every layer for one picture {H,W,C} of bytes, dropout off. */
  activations(pixels: Uint8Array): Outcome<{ shape: number[]; data: Float32Array }[]>;

  /**
   * {count,H,W,C} bytes: one picture as the model's augmentation layers (its first layers, as
   * far as they augment) might show it in `count` different steps. The rest of the model may be
   * unfinished; no run is needed. The same seed, a whole number below 2^32, gives the same pictures.
   */
  previewAugmentation(
    model: string,
    split: Split,
    index: number,
    count: number,
    seed: number,
  ): Outcome<Uint8Array>;

  weights(): Outcome<WeightTensor[]>;
  /**
   * Gives a run that has not begun these weights, which have to be its network's: as many, of the
   * same names and shapes, in the same order. Takes all of them or none.
   */
  setWeights(weights: WeightTensor[]): Outcome<null>;
  /** The whole state of the run (weights, optimizer, counters, position), as one block of bytes. */
  snapshot(): Outcome<Uint8Array>;
  /** Continues the run that `snapshot` saved, to the same bits. */
  restore(snapshot: Uint8Array): Outcome<Progress>;
  delete(): void;
}

export interface EngineInfo {
  build: 'simd' | 'simd-threads' | 'relaxed-simd-threads';
}

export interface EngineModule {
  /**
   * Throws where there is no session to answer yet: a RangeError where memory is lacking, an Error
   * where threads are.
   */
  Session: { new (threads: number): Session };
  engineInfo(): EngineInfo;
  /** The English sentence of each; {field} in it stands for the fact of that name. */
  problems(): Record<Problem, string>;
}

export default function createCnnLab(options?: Record<string, unknown>): Promise<EngineModule>;
