import type { Problem } from '../../../../wasm/lab';
import type { PageProblem, PageProblems, NotAsWanted } from '../../base/problems';
import engine from './engine_problems.json';
import { duration, given, whole } from './format';
import { link } from './link';

/** A sentence for each problem, without its capital and its full stop. */

const megabytes = (bytes: number) => `${whole(Math.ceil(bytes / 2 ** 20))} MB`;
const size = (sides: number[]) => sides.join('×');
const list = (names: string[]) => names.join(', ');
/** The first of many names that come from a file. */
const some = (names: string[]) => list(names.slice(0, 4).map(shortened)) + (names.length > 4 ? ', …' : ''); // prettier-ignore
const shortened = (name: string) => (name.length > 30 ? `${name.slice(0, 30)}…` : name);
const wrong = ({ at, given, wanted }: NotAsWanted) => `${at} is ${given}, but should be ${wanted}`;
/** What saves weights in the order that is read here. */
const savez = 'np.savez(file, *model.get_weights())';
const fromPyTorch = `put the weights into the same model in Keras, each kernel turned with its outputs last, and save them with ${savez}`;
const sameModel = 'load the model that it was saved from, then open it again';

const page = {
  engine_not_here: () => 'the engine is not running yet; try again in a moment',
  engine_late: ({ seconds }) => `it did not start within ${duration(seconds)}`,
  engine_silent: ({ seconds }) => `it gave no sign of life for ${duration(seconds)}`,
  script_missing: () => 'its script could not be loaded',
  message_unreadable: () => 'a message between parts of this page could not be read',
  worker_ended: () => 'this part of the page has been closed',
  run_not_so: () => 'the run has changed in the meantime; try again',
  run_goes_on: () => 'a run is in progress; stop it first',
  epoch_not_kept: ({ epoch }) =>
    `the network as it was after epoch ${epoch} is not kept any more; choose another epoch`,
  network_replaced: () => 'the network changed before it had seen all test pictures; try again',

  unreachable: () => 'it could not be reached. Are you offline?',
  server_silent: ({ seconds }) => `the connection brought nothing for ${duration(seconds)}`,
  broken_off: () => 'the connection broke off before all of it had arrived',
  cut_off: ({ wanted }) =>
    `the connection broke off before all of its ${whole(wanted)} bytes had arrived`,
  not_on_server: () => 'the server does not have it (404)',
  server_error: ({ status }) => `the server answered with error ${status}`,
  web_page: () => 'the server sent a web page in its place. Does this network ask you to sign in?',
  wrong_type: ({ given, wanted }) =>
    `the server sends it as ${given}, and browsers take it only as ${wanted}. Whoever runs the server can set that`,
  other_version: () =>
    'the server now has the one of another version of this page. Load the page again',
  content_damaged: () => 'its content is damaged',
  policy: () =>
    "the Content-Security-Policy of this server does not let the page compile WebAssembly. Its script-src has to allow 'self' and 'wasm-unsafe-eval'",
  wrong_length: ({ given, wanted }) =>
    `it has ${whole(given)} bytes where ${whole(wanted)} are expected`,
  wrong_hash: () => 'its SHA-256 is not the one in the manifest, so its content is damaged',
  not_deflated: () => 'it does not unpack to the pictures it should hold',
  bad_manifest: () => 'it is not a list this page understands',

  picture_not_a_file: () =>
    'what was dropped is not a file. Save the picture first and choose it, or copy and paste it',
  picture_empty: () => 'the file is empty',
  picture_too_large: ({ bytes, most }) =>
    `it has ${whole(Math.round(bytes / 1e6))} MB, and this page opens up to ${whole(most / 1e6)} MB. Make it smaller first`,
  picture_wrong_type: ({ type }) =>
    `it is not a picture but ${type}. Choose a file such as a JPEG, PNG or WebP`,
  picture_unreadable: ({ type }) =>
    `this browser cannot read it${type ? ` as ${type}` : ''}. Choose a JPEG, PNG or WebP, or take a screenshot of it`,
  picture_too_small: ({ size: given, least }) =>
    `it has ${size(given)} pixels, and the network looks at ${size(least)}. Choose a larger one`,
  picture_too_many_pixels: ({ size: given, most }) =>
    `it has ${size(given)} pixels, and this page opens up to ${whole(most / 1e6)} million. Make it smaller first`,
  picture_falsified: () =>
    'this browser protects your privacy by changing the pixels that a page reads from a picture, and has no other way to read them. The network would be shown something else than you. Use another browser, or allow this page to read canvases',
  picture_broke: () => 'it could not be read. It may be too large for the memory of this device',

  picture_cut: () => 'it ends before its picture does. Copy it again from where it came',
  picture_heic: () =>
    'it is a HEIC picture, and this browser cannot read these. Save it as JPEG (iPhones do for new ones: Settings, Camera, Formats, Most Compatible)',

  data_no_pictures: () =>
    'there are no pictures in it. Choose a folder or a zip with a folder of pictures for each class',
  data_zip_in_zip: () => 'it is a zip inside a zip. Unpack it first',
  data_too_few_classes: ({ count, least }) =>
    `there ${count === 1 ? 'is 1 class' : `are ${whole(count)} classes`}, and a network needs at least ${least} to choose from. Add pictures of something else`,
  data_too_many_classes: ({ count, most }) =>
    `there are ${whole(count)} classes, and at most ${most} fit. Remove some`,
  data_class_unnamed: () => 'a class has no name. Give it one',
  data_class_twice: ({ name }) => `two classes are called “${name}”. Rename one of them`,
  data_class_too_small: ({ name, count, least }) =>
    `the class “${name}” has ${whole(count)} ${count === 1 ? 'picture' : 'pictures'}, and each needs at least ${least}: some to learn from, some for the test. Add more`,
  data_part_too_small: ({ part, count, least }) =>
    `there are ${whole(count)} ${part} pictures, and at least ${least} are needed`,
  data_too_many_pictures: ({ count, most }) =>
    `there are ${whole(count)} pictures, and at most ${whole(most)} fit. Remove some`,
  data_too_large: ({ bytes, most }) =>
    `the pictures take ${whole(Math.ceil(bytes / 1e6))} MB, and at most ${whole(most / 1e6)} MB fit. Take fewer, or smaller ones`,
  data_same_picture: ({ like, name }) => `it is the same picture as ${like} in “${name}”`,
  data_arrays_apart: () =>
    'arrays bring their classes with them, and cannot be put beside other pictures. Start over to take the arrays instead',
  data_array_missing: ({ wanted, given }) =>
    `there is no array ${wanted} in it, only ${given.length > 0 ? some(given) : 'nothing'}. Save the arrays as x_train, y_train, x_test and y_test`,
  data_array_pickled: ({ name }) =>
    `${name} holds Python objects, which this page never runs. Save it as numbers, all pictures of one size: numpy.stack(list(${name}))`,
  data_array_type: ({ name, type }) =>
    `${name} holds ${type}, and those read here are whole numbers and floats. Save it as uint8`,
  data_array_shape: ({ name, given }) =>
    `${name} has the shape ${size(given) || '()'}, and wanted is pictures×height×width or pictures×height×width×channels, 8 to 64 pixels a side with 1 or 3 channels. Change it with numpy.reshape`,
  data_array_channels_first: ({ name, given }) =>
    `${name} has the shape ${size(given)}, with the channels before the pixels. Put them last: numpy.moveaxis(${name}, 1, -1)`,
  data_array_differs: ({ name, given, like, wanted }) =>
    `${name} has the shape ${size(given)}, but ${like} has ${size(wanted)}. Their pictures must be of one size`,
  data_array_count: ({ name, given, like, wanted }) =>
    `${name} has ${whole(given)} labels, but ${like} has ${whole(wanted)} pictures`,
  data_array_value: ({ name, at, value }) =>
    `${name} holds ${value} at place ${whole(at)}. Pixels are numbers from 0 to 255, or from 0 to 1`,
  data_labels_shape: ({ name, given }) =>
    `${name} has the shape ${size(given) || '()'}, and wanted is one label for each picture`,
  data_label_wrong: ({ name, at, label }) =>
    `${name} holds ${label} at place ${whole(at)}. Labels are whole numbers from 0, or rows with a single 1`,
  data_label_only_in_test: ({ name, label, like }) =>
    `label ${label} is in ${name} but not in ${like}: there is no picture to learn it from`,
  data_damaged: () => 'the pictures are damaged or cut short. Use another copy',
  data_other_version: () =>
    'another version of this page saved these pictures. Reload the page to get its newest version',
  data_not_here: ({ name, shape, classes }) =>
    `the pictures that it was made with are not here: “${name}”, ${size(shape)}, ${classes.length} classes (${some(classes)}). Put the same ones into the lab first`,

  storage_denied: () =>
    'this browser does not let the page store anything (a private window, or a setting), so your work is kept only while this tab is open. Download it to keep it',
  storage_framed: () =>
    'browsers do not let a page inside a page of another site store anything, so your work is kept only while this page is open. Download it to keep it, or open the lab in a tab of its own: there it is kept',
  storage_full: () =>
    'the disk space that this browser gives the page is full: the newest state could not be saved, the one before is still there. Training continues. Free some space, or download your work',
  storage_newer: () =>
    'a newer version of this page keeps your work in a way that this one does not know, so nothing is saved and nothing is overwritten. Download your work, then reload the page to get the newer version',
  storage_broken: ({ what }) =>
    `the browser could not save your work (${what}). Training continues, and the page keeps trying. Download your work to be safe`,
  storage_silent: () =>
    'the browser’s storage does not answer. Training continues, and the page keeps trying. Download your work to be safe',
  storage_crowded: () =>
    'so much is already saved beside your work that there is no room for this run. Training continues. Discard some of it, or download your work',

  download_forbidden: ({ file }) =>
    `the frame around the lab forbids downloads, so ${file} cannot be downloaded here. Open the lab in a tab of its own, or ask whoever wrote the page to add allow-downloads to the frame’s sandbox`,
  download_unsure: ({ file }) =>
    `if ${file} does not arrive now, the frame around the lab forbids downloads. Then open the lab in a tab of its own, or ask whoever wrote the page to add allow-downloads to the frame’s sandbox`,
  tfjs_lacks: ({ activation }) =>
    `TensorFlow.js has no ${activation}, and no layers that do the same; take the ONNX file instead`,

  file_too_large: ({ most }) => `it is larger than ${whole(most / 1e6)} MB`,
  file_unknown: () =>
    'it is not one of the files that this lab reads: .npz, .safetensors, .weights.h5, .keras, .zip and .cnnlab',
  file_locked: ({ lock }) =>
    `it would change ${link.lockNames[lock]}, and this link keeps that fixed; open it in the lab without the link`,
  file_not_read: ({ what }) =>
    `the browser could not read it (${what}); it may have been moved or changed: choose it again`,
  pictures_missing: () => 'the test pictures are not here yet; try again in a moment',
  work_too_large: ({ bytes, most }) =>
    `it has ${megabytes(bytes)}, and no work of this lab is larger than ${megabytes(most)}`,
  work_foreign: () =>
    'it is not a file that “Download my work” has made. Choose one that ends in .cnnlab',
  work_other_version: () =>
    'another version of this page wrote it, and this one cannot open it. Reload the page to get its newest version, and try again',
  work_damaged: () => 'its checksum does not fit, so it is damaged or cut short. Use another copy',
  work_header_cut: ({ bytes }) =>
    `its header says ${whole(bytes)} bytes, more than there are. Use another copy`,
  work_header_not_json: () => 'its header cannot be read. Use another copy',
  work_header_wrong: (fact) =>
    `its header is not as this lab writes it (${wrong(fact)}). Use another copy`,
  work_without_run: () => 'there is no run in it',
  project_foreign: () => 'it is not a project of this lab',
  project_wrong: (fact) => `its project.json is not as this lab writes it (${wrong(fact)})`,
  notebook_not_json: () => 'it is not JSON, as every notebook is',
  notebook_web_page: () =>
    'it is a web page, not a notebook; download the file itself, with the button Raw or Download',
  notebook_merge_marks: ({ line }) =>
    `it is an unfinished merge, whose marks begin in line ${whole(line)}; decide for one side, and take the lines with <<<<<<<, ======= and >>>>>>> out`,
  notebook_without_cells: () => 'it has no cells; save it in notebook format 4',
  notebook_too_many_cells: ({ count, most }) =>
    `it has ${whole(count)} cells of code, and at most ${whole(most)} are offered; cut it in two`,
  notebook_cell_not_text: ({ cell }) => `the source of code cell ${cell} is not text`,

  record_too_long: ({ characters, most }) =>
    `it has ${whole(characters)} characters, and no record is longer than ${whole(most)}`,
  record_too_deep: ({ most }) => `it is nested more than ${most} levels deep`,
  record_not_text: () => 'its bytes are not text, neither in UTF-8 nor in UTF-16',
  record_not_json: () => 'it is not JSON',
  record_foreign: ({ formats }) => `its format is none of ${list(formats)}`,
  record_wrong: wrong,
  recorded_not_json: ({ line }) => `its line ${line} is not JSON`,
  recorded_wrong: ({ line, ...fact }) => `in its line ${line}, ${wrong(fact)}`,

  not_a_zip: () => 'it is not a zip file, as every .npz and every project is',
  zip_too_many_entries: ({ count, most }) =>
    `it holds ${whole(count)} files, and at most ${whole(most)} are read`,
  zip_entry_twice: ({ name }) => `${name} is in it twice`,
  zip_entry_damaged: ({ name }) => `${name} in it is damaged or cut short; use another copy`,
  zip_entry_packed: ({ name }) => `${name} in it is encrypted, or compressed in an unusual way`,
  zip_too_large: ({ name, most }) => `with ${name} it unpacks to more than ${whole(most / 1e6)} MB`,
  zip_strange_name: ({ name }) =>
    `a file in it is called “${name.slice(0, 60)}”, which leads elsewhere`,

  npy_foreign: ({ name }) => `${array(name)} in it is not a NumPy array`,
  npy_pickled: ({ name }) =>
    `${array(name)} in it is a Python object, which this page never runs, not an array of numbers; save the weights one by one, with ${savez}`,
  npy_fortran_order: ({ name }) =>
    `${array(name)} in it is in Fortran order; save it with numpy.ascontiguousarray`,
  npy_alone: ({ wanted }) =>
    `it holds one array, but the model in the lab has ${wanted}; save them all in one file, with ${savez}`,
  tensor_bytes: ({ name }) => `the bytes of ${array(name)} do not fit its shape`,
  tensor_type: ({ name, type }) =>
    `${array(name)} in it holds ${type} numbers, and those read here are float16, bfloat16, float32 and float64; save the weights as float32`,
  safetensors_cut: () => 'it is shorter than it says; it may have been cut off',
  safetensors_not_json: () => 'its header is not JSON, as that of every safetensors file is',
  safetensors_wrong: (fact) => `its header is not that of a safetensors file (${wrong(fact)})`,
  safetensors_gap: ({ name }) => `${name} in it overlaps another tensor, or leaves a gap before it`,
  not_hdf5: () => 'it is not an HDF5 file, or it is damaged',
  hdf5_without_weights: () =>
    "it is HDF5, but holds no weights as Keras writes them; save it with model.save_weights('mine.weights.h5')",
  hdf5_not_unpacked: ({ name, filters }) =>
    `${name} in it is damaged${filters.length > 0 ? `, or packed in a way that is not known here (${list(filters)})` : ''}; save it again, without compression`,
  hdf5_reader_missing: () =>
    'the part of this page that reads and writes HDF5 did not load; check the network connection, then try again',
  keras_without_weights: () =>
    'it was not written by model.save: there is no model.weights.h5 in it',
  weights_elsewhere: ({ files }) =>
    `it only lists where the weights are, in ${some(files)}; ${files.length === 1 ? `open ${files[0]} here` : "save them in one file, with model.save_weights('mine.weights.h5')"}`,
  pytorch_file: () =>
    `it is a PyTorch file, which holds Python objects that this page never runs; ${fromPyTorch}`,
  pytorch_kernel: ({ name, shape, like, wanted }) =>
    `${name} in it is named as in PyTorch, where a kernel's outputs come first (${size(shape)}${like ? `, here ${size(wanted)} for ${like}` : ''}); ${fromPyTorch}`,

  tensor_count: ({ given, wanted }) =>
    `it holds ${given} tensors, but the model in the lab has ${wanted}; ${sameModel}`,
  tensor_shape: ({ name, given, like, wanted }) =>
    `${name} has the shape ${size(given)}, but ${like} of the model in the lab has ${size(wanted)}; ${sameModel}`,
  tensor_not_finite: ({ name, at }) =>
    `${name} holds something that is not a number, at place ${at}`,
  layers_lacking: ({ names }) =>
    `it has weights for ${some(names)}, which the model in the lab does not have; ${sameModel}`,
  weights_lacking: ({ names }) => `it has no weights for ${some(names)}; ${sameModel}`,
  layers_differ: ({ given, wanted }) =>
    `it has weights for ${given.length === 1 ? '1 layer' : `${given.length} layers`} (${some(given)}), but the model in the lab has ${wanted.length} with weights (${some(wanted)}); ${sameModel}`,
  names_say_nothing: ({ names }) =>
    `its names (${some(names)}) do not say which weights are which; save them in the model's order, with ${savez}`,
  names_unclear: ({ given, wanted }) =>
    `its layers (${some(given)}) have other names than those of the model in the lab (${some(wanted)}), and shapes alone do not tell which is which; save the weights in the model's order, with ${savez}`,
  names_two_ways: ({ name }) =>
    `its layer ${name} would be one by the names in the program and another by the lab's; save the weights in the model's order, with ${savez}`,
} satisfies { [P in PageProblem]: (facts: PageProblems[P]) => string };

/** A .npy file has one array and no name for it. */
const array = (name: string) => name || 'the array';

/** How a language writes the engine's facts. */
export interface ValueWords {
  number: (value: number) => string;
  /** The name of a field of a layer, or of a setting. */
  field: (name: string) => string;
}
const values: ValueWords = {
  number: given,
  field: (name) => name,
};

export const problems = {
  engine: engine as Record<Problem, string>,
  page: page as { [P in PageProblem]: (facts: PageProblems[P]) => string },
  values,
  ofPart: (file: string, said: string) => `its file ${file} could not be used: ${said}`,
};

export type ProblemWords = typeof problems;
