/**
 * Everything that the page itself can find wrong, as a closed list, beside the engine's
 * (core/base/problem.h): each problem with the facts that a sentence about it tells. The sentences
 * are in messages/en/problems.ts and its like in every language.
 */
export interface PageProblems {
  // The engine and the page's other workers
  engine_not_here: None;
  engine_late: { seconds: number };
  engine_silent: { seconds: number };
  script_missing: None;
  message_unreadable: None;
  worker_ended: None;
  run_not_so: { run: number };
  run_goes_on: None;
  epoch_not_kept: { epoch: number };
  network_replaced: None;

  // What a server sends, or does not
  unreachable: None;
  server_silent: { seconds: number };
  broken_off: None;
  cut_off: { wanted: number };
  not_on_server: None;
  server_error: { status: number };
  web_page: None;
  wrong_type: { given: string; wanted: string };
  other_version: None;
  content_damaged: None;
  policy: None;
  wrong_length: { given: number; wanted: number };
  wrong_hash: None;
  not_deflated: None;
  bad_manifest: None;

  // A picture of the learner's own
  picture_not_a_file: None;
  picture_empty: None;
  picture_too_large: { bytes: number; most: number };
  picture_wrong_type: { type: string };
  picture_unreadable: { type: string };
  picture_too_small: { size: number[]; least: number[] };
  picture_too_many_pixels: { size: number[]; most: number };
  picture_falsified: None;
  picture_broke: None;
  picture_cut: None;
  picture_heic: None;

  // A data set of the learner's own
  data_no_pictures: None;
  data_zip_in_zip: None;
  data_too_few_classes: { count: number; least: number };
  data_too_many_classes: { count: number; most: number };
  data_class_unnamed: None;
  data_class_twice: { name: string };
  data_class_too_small: { name: string; count: number; least: number };
  data_part_too_small: { part: 'training' | 'test'; count: number; least: number };
  data_too_many_pictures: { count: number; most: number };
  data_too_large: { bytes: number; most: number };
  data_same_picture: { like: string; name: string };
  data_arrays_apart: None;
  data_array_missing: { wanted: string; given: string[] };
  data_array_pickled: { name: string };
  data_array_type: { name: string; type: string };
  data_array_shape: { name: string; given: number[] };
  data_array_channels_first: { name: string; given: number[] };
  data_array_differs: { name: string; given: number[]; like: string; wanted: number[] };
  data_array_count: { name: string; given: number; like: string; wanted: number };
  data_array_value: { name: string; at: number; value: string };
  data_labels_shape: { name: string; given: number[] };
  data_label_wrong: { name: string; at: number; label: string };
  data_label_only_in_test: { name: string; label: number; like: string };
  data_damaged: None;
  data_other_version: None;
  data_not_here: { name: string; shape: number[]; classes: string[] };

  // The browser's storage
  storage_denied: None;
  storage_framed: None;
  storage_full: None;
  storage_newer: None;
  storage_broken: { what: string };
  storage_silent: None;
  storage_crowded: None;

  // A file on its way to the learner
  download_forbidden: { file: string };
  download_unsure: { file: string };
  tfjs_lacks: { activation: string };

  // A file that the learner opens
  file_too_large: { most: number };
  file_unknown: None;
  file_locked: { lock: 'model' | 'settings' | 'stop' };
  file_not_read: { what: string };
  pictures_missing: None;
  work_too_large: { bytes: number; most: number };
  work_foreign: None;
  work_other_version: None;
  work_damaged: None;
  work_header_cut: { bytes: number };
  work_header_not_json: None;
  work_header_wrong: NotAsWanted;
  work_without_run: None;
  project_foreign: None;
  project_wrong: NotAsWanted;
  notebook_not_json: None;
  notebook_web_page: None;
  notebook_merge_marks: { line: number };
  notebook_without_cells: None;
  notebook_too_many_cells: { count: number; most: number };
  notebook_cell_not_text: { cell: number };

  // A completion record
  record_too_long: { characters: number; most: number };
  record_too_deep: { most: number };
  record_not_text: None;
  record_not_json: None;
  record_foreign: { formats: string[] };
  record_wrong: NotAsWanted;
  recorded_not_json: { line: number };
  recorded_wrong: { line: number } & NotAsWanted;

  // Zip files
  not_a_zip: None;
  zip_too_many_entries: { count: number; most: number };
  zip_entry_twice: { name: string };
  zip_entry_damaged: { name: string };
  zip_entry_packed: { name: string };
  zip_too_large: { name: string; most: number };
  zip_strange_name: { name: string };

  // Weights: NumPy, safetensors, HDF5, and what is not read
  npy_foreign: { name: string };
  npy_pickled: { name: string };
  npy_fortran_order: { name: string };
  npy_alone: { wanted: number };
  tensor_bytes: { name: string };
  tensor_type: { name: string; type: string };
  safetensors_cut: None;
  safetensors_not_json: None;
  safetensors_wrong: NotAsWanted;
  safetensors_gap: { name: string };
  not_hdf5: None;
  hdf5_without_weights: None;
  hdf5_not_unpacked: { name: string; filters: string[] };
  hdf5_reader_missing: None;
  keras_without_weights: None;
  weights_elsewhere: { files: string[] };
  pytorch_file: None;
  pytorch_kernel: { name: string; shape: number[]; like: string; wanted: number[] };

  // Weights against the model in the lab
  tensor_count: { given: number; wanted: number };
  tensor_shape: { name: string; given: number[]; like: string; wanted: number[] };
  tensor_not_finite: { name: string; at: number };
  layers_lacking: { names: string[] };
  weights_lacking: { names: string[] };
  layers_differ: { given: string[]; wanted: string[] };
  names_say_nothing: { names: string[] };
  names_unclear: { given: string[]; wanted: string[] };
  names_two_ways: { name: string };
}

export type PageProblem = keyof PageProblems;

type None = Record<string, never>;

/** Where what was read is not as it should be: the path to it, what stands there, what should. */
export type NotAsWanted = { at: string; given: string; wanted: string };
