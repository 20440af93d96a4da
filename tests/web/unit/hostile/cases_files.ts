import type { Fact } from '../../../../wasm/lab';
import { Refused, type Fault } from '../../../../web/src/base/fault';
import { readProject } from '../../../../web/src/formats/project';
import { writeKerasH5 } from '../../../../web/src/formats/keras_h5';
import { readWeights } from '../../../../web/src/files/read_weights';
import { presets } from '../../../../web/src/model/presets';
import { unpack } from '../../../../web/src/storage/work';
import { floats, npy, safetensors, work, zip, type ZipEntry } from './make';

type Problem = Fault['problem'];
/**
 * What is read; its bytes; what the problem is, with facts that it has to tell, or what is said of a
 * program; `true` where it is to be accepted.
 */
export type Case = [
  name: string,
  read: () => unknown,
  found: Problem | [Problem, Record<string, Fact>] | RegExp | true,
];

// --- Weights: a dense layer of one input and two units ------------------------------------------

export const wanted = [
  { name: 'dense/kernel', shape: [1, 2] },
  { name: 'dense/bias', shape: [2] },
];
const weights = (file: string, bytes: Uint8Array) => readWeights(file, new Uint8Array(bytes), wanted); // prettier-ignore

const header = (shape: string, descr = '<f4', order = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`;
const kernel = npy(header('1, 2'), floats(1, 2));
const bias = npy(header('2,'), floats(3, 4));
const good: ZipEntry[] = [
  { name: 'dense/kernel.npy', data: kernel },
  { name: 'dense/bias.npy', data: bias },
];
/** The good archive with its first entry changed. */
const npz = (change: Partial<ZipEntry>, end = {}) =>
  weights('x.npz', zip([{ ...good[0]!, ...change }, good[1]!], end));
const zeros = (bytes: number) => new Uint8Array(bytes);

const npzCases: Case[] = [
  ['as it should be', () => npz({}), true],
  ['deflated', () => npz({ deflate: true }), true],
  ['an empty file', () => weights('x.npz', zeros(0)), 'not_a_zip'],
  ['a text', () => weights('x.npz', Buffer.from('hello')), 'not_a_zip'],
  ['cut in the middle', () => weights('x.npz', zip(good).subarray(0, 150)), 'not_a_zip'],
  ['no entries', () => weights('x.npz', zip([])), ['weights_lacking', { names: ['dense'] }]],
  ['60,000 entries said', () => npz({}, { count: 60_000 }), ['zip_too_many_entries', { count: 60000, most: 1000 }]], // prettier-ignore
  ['900 entries said', () => npz({}, { count: 900 }), 'not_a_zip'],
  ['a directory beyond the end', () => npz({}, { at: 0xfffffff0 }), 'not_a_zip'],
  ['64 MB of zeros', () => npz({ data: zeros(64e6), deflate: true }), ['npy_foreign', { name: 'dense/kernel' }]], // prettier-ignore
  ['4 GB said of 100 bytes', () => npz({ method: 8, size: 0xfffffffe }), ['zip_entry_damaged', { name: 'dense/kernel.npy' }]], // prettier-ignore
  ['600 MB said of 1 MB', () => npz({ data: zeros(1e6), method: 8, size: 600e6 }), ['zip_too_large', { name: 'dense/kernel.npy' }]], // prettier-ignore
  ['400 MB in each of two', () => weights('x.npz', zip(good.map((entry) => ({ ...entry, data: zeros(5e5), method: 8, size: 4e8 })))), ['zip_too_large', { name: 'dense/bias.npy' }]], // prettier-ignore
  ['entries that share their bytes', () => weights('x.npz', zip([good[0]!, { ...good[0]!, at: 0 }])), ['zip_entry_twice', { name: 'dense/kernel.npy' }]], // prettier-ignore
  ['entries that overlap', () => weights('x.npz', zip([{ name: 'a', localName: 'b', data: 'x' }, { name: 'b', data: 'x', at: 0 }])), ['zip_entry_damaged', { name: 'a' }]], // prettier-ignore
  ['a name that climbs', () => npz({ name: '../../evil.npy' }), ['zip_strange_name', { name: '../../evil.npy' }]], // prettier-ignore
  ['a name from the root', () => npz({ name: '/etc/passwd' }), 'zip_strange_name'],
  ['a name with a drive', () => npz({ name: 'C:\\evil' }), 'zip_strange_name'],
  ['a name that moves the cursor', () => npz({ name: 'a\x1b[2Jb' }), 'zip_strange_name'],
  ['a layer that the model lacks', () => weights('x.npz', zip([...good, { name: 'dense_1/kernel.npy', data: kernel }])), ['layers_lacking', { names: ['dense_1'] }]], // prettier-ignore
  ['a part that the layer lacks', () => weights('x.npz', zip([...good, { name: 'dense/gamma.npy', data: bias }])), ['layers_lacking', { names: ['dense/gamma'] }]], // prettier-ignore
  ['a layer under two folders', () => weights('x.npz', zip([...good, { name: 'a/dense/kernel.npy', data: kernel }])), ['layers_differ', { given: ['dense', 'dense'], wanted: ['dense'] }]], // prettier-ignore
  ['a number left out', () => weights('x.npz', zip([{ name: 'arr_0.npy', data: kernel }, { name: 'arr_2.npy', data: bias }])), ['names_say_nothing', { names: ['arr_0', 'arr_2'] }]], // prettier-ignore
  ['a number twice', () => weights('x.npz', zip([{ name: 'arr_1.npy', data: kernel }, { name: 'arr_01.npy', data: bias }])), ['names_say_nothing', { names: ['arr_1', 'arr_01'] }]], // prettier-ignore
  ['numbers that are too large', () => npz({ data: npy(header('1, 2', '<f8'), new Uint8Array(Float64Array.of(1, 1e300).buffer)) }), ['tensor_not_finite', { at: 1 }]], // prettier-ignore
  [
    'numbers as texts',
    () => npz({ data: npy(header('1, 2', '<U4'), zeros(32)) }),
    ['tensor_type', { type: 'U4' }],
  ],
  ['a type that is a list', () => npz({ data: npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 2), }\n", zeros(8)) }), ['tensor_type', { type: '?' }]], // prettier-ignore
  ['another name before the bytes', () => npz({ localName: 'dense/kernex.npy' }), ['zip_entry_damaged', { name: 'dense/kernel.npy' }]], // prettier-ignore
  [
    'an encrypted entry',
    () => npz({ flags: 1 }),
    ['zip_entry_packed', { name: 'dense/kernel.npy' }],
  ],
  ['a bzip2 entry', () => npz({ method: 12 }), ['zip_entry_packed', { name: 'dense/kernel.npy' }]],
  ['a wrong checksum', () => npz({ crc: 1 }), ['zip_entry_damaged', { name: 'dense/kernel.npy' }]],
  ['more bytes than said', () => npz({ deflate: true, size: 20 }), ['zip_entry_damaged', { name: 'dense/kernel.npy' }]], // prettier-ignore
  ['fewer bytes than said', () => npz({ deflate: true, size: kernel.length + 9 }), ['zip_entry_damaged', { name: 'dense/kernel.npy' }]], // prettier-ignore
  [
    'noise for deflate',
    () => npz({ method: 8 }),
    ['zip_entry_damaged', { name: 'dense/kernel.npy' }],
  ],
  ['an array of eight bytes', () => npz({ data: kernel.subarray(0, 8) }), 'npy_foreign'],
  ['a header that is longer than the file', () => npz({ data: npy(header('1, 2'), floats(1, 2), 60_000) }), ['tensor_bytes', { name: 'dense/kernel' }]], // prettier-ignore
  ['whole numbers', () => npz({ data: npy(header('1, 2', '<i8'), zeros(16)) }), ['tensor_type', { name: 'dense/kernel', type: 'int64' }]], // prettier-ignore
  ['numbers of another byte order', () => npz({ data: npy(header('1, 2', '>f4'), zeros(8)) }), true], // prettier-ignore
  [
    'pickled objects',
    () => npz({ data: npy(header('1, 2', '|O'), zeros(8)) }),
    ['npy_pickled', { name: 'dense/kernel' }],
  ],
  ['columns first', () => npz({ data: npy(header('1, 2', '<f4', 'True'), zeros(8)) }), 'npy_fortran_order'], // prettier-ignore
  ['a shape without its bytes', () => npz({ data: npy(header('1000, 2'), zeros(8)) }), 'tensor_bytes'], // prettier-ignore
  ['an endless shape', () => npz({ data: npy(header('9'.repeat(400)), zeros(8)) }), 'tensor_bytes'], // prettier-ignore
  ['another shape', () => npz({ data: npy(header('2, 1'), floats(1, 2)) }), ['tensor_shape', { name: 'dense/kernel', given: [2, 1], like: 'dense/kernel', wanted: [1, 2] }]], // prettier-ignore
  ['what is not a number', () => npz({ data: npy(header('1, 2'), floats(1, NaN)) }), ['tensor_not_finite', { name: 'dense/kernel', at: 1 }]], // prettier-ignore
  ['an infinity', () => npz({ data: npy(header('1, 2'), floats(Infinity, 1)) }), ['tensor_not_finite', { at: 0 }]], // prettier-ignore
  ['a name of another format', () => weights('x.pt', zip(good)), true],
  ['a name and bytes of no format', () => weights('x.pt', Buffer.from('hello')), 'file_unknown'],
];

const kernelEntry = { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] };
const biasEntry = { dtype: 'F32', shape: [2], data_offsets: [8, 16] };
const numbers = floats(1, 2, 3, 4);
const tensors = (change: object, data = numbers) =>
  weights('x.safetensors', safetensors({ 'dense/kernel': { ...kernelEntry, ...change }, 'dense/bias': biasEntry }, data)); // prettier-ignore
const raw = (text: unknown, data?: Uint8Array, length?: bigint) =>
  weights('x.safetensors', safetensors(text, data, length));

const safetensorsCases: Case[] = [
  ['as it should be', () => tensors({}), true],
  ['with notes', () => raw({ __metadata__: { by: 'me' }, 'dense/kernel': kernelEntry, 'dense/bias': biasEntry }, numbers), true], // prettier-ignore
  ['an empty file', () => weights('x.safetensors', zeros(0)), 'safetensors_cut'],
  ['seven bytes', () => weights('x.safetensors', zeros(7)), 'safetensors_cut'],
  ['a header of 2^63 bytes', () => raw('{}', zeros(9), 2n ** 63n), 'safetensors_cut'],
  ['a header of zero bytes', () => raw('{}', zeros(9), 0n), 'safetensors_not_json'],
  ['a header that is none', () => raw('{"a":'), 'safetensors_not_json'],
  ['a header of 100,000 brackets', () => raw('['.repeat(100_000)), 'safetensors_not_json'],
  ['a header that is a list', () => raw([kernelEntry]), 'safetensors_not_json'],
  ['a header that is nothing', () => raw('null'), 'safetensors_not_json'],
  ['a header that is no UTF-8', () => raw('{"\xff":1}'), 'safetensors_not_json'],
  ['a tensor that is nothing', () => raw({ 'dense/kernel': null }), ['safetensors_wrong', { at: 'dense/kernel' }]], // prettier-ignore
  [
    'half floats that are too many',
    () => tensors({ dtype: 'F16' }),
    ['tensor_bytes', { name: 'dense/kernel' }],
  ],
  [
    'whole numbers',
    () => tensors({ dtype: 'I32' }),
    ['tensor_type', { name: 'dense/kernel', type: 'I32' }],
  ],
  [
    'a negative side',
    () => tensors({ shape: [-1, -2] }),
    ['safetensors_wrong', { at: 'dense/kernel.shape.0' }],
  ],
  [
    'half a side',
    () => tensors({ shape: [0.5, 4] }),
    ['safetensors_wrong', { at: 'dense/kernel.shape.0' }],
  ],
  [
    'offsets that are no pair',
    () => tensors({ data_offsets: [0] }),
    ['safetensors_wrong', { at: 'dense/kernel.data_offsets.1' }],
  ],
  ['offsets beyond the end', () => tensors({ data_offsets: [0, 800], shape: [1, 200] }), ['tensor_bytes', { name: 'dense/kernel' }]], // prettier-ignore
  ['offsets that go back', () => tensors({ data_offsets: [8, 0] }), 'tensor_bytes'],
  ['tensors that overlap', () => tensors({ data_offsets: [4, 12] }), 'safetensors_gap'], // prettier-ignore
  ['a gap', () => raw({ a: { ...kernelEntry, data_offsets: [4, 12] } }, numbers), ['safetensors_gap', { name: 'a' }]], // prettier-ignore
  ['bytes behind the last', () => tensors({}, floats(1, 2, 3, 4, 5)), 'safetensors_cut'],
  ['a name of 400 letters', () => raw({ ['x'.repeat(400)]: kernelEntry, 'dense/bias': biasEntry }, numbers), 'names_say_nothing'], // prettier-ignore
  ['names under each other', () => raw({ 'a/dense/kernel': kernelEntry, 'a\\dense\\kernel': biasEntry }, numbers), 'names_say_nothing'], // prettier-ignore
  ['PyTorch’s names', () => raw({ '1.weight': kernelEntry, '1.bias': biasEntry }, numbers), ['pytorch_kernel', { name: '1.weight' }]], // prettier-ignore
  ['a name that is a prototype', () => raw('{"__proto__":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}', numbers), 'safetensors_cut'], // prettier-ignore
  ['what is not a number', () => tensors({}, floats(1, 2, NaN, 4)), ['tensor_not_finite', { name: 'dense/bias', at: 0 }]], // prettier-ignore
];

const h5 = async (tensors: { name: string; shape: number[]; data: Float32Array }[], cut?: number) =>
  weights('x.h5', (await writeKerasH5(tensors, ['dense'])).subarray(0, cut));
const h5Good = [
  { name: 'dense/kernel', shape: [1, 2], data: Float32Array.of(1, 2) },
  { name: 'dense/bias', shape: [2], data: Float32Array.of(3, 4) },
];

const otherCases: Case[] = [
  ['an array alone', () => weights('x.npy', kernel), ['npy_alone', { wanted: 2 }]],
  ['an array of objects alone', () => weights('x.npy', npy(header('1, 2', '|O'), zeros(8))), ['npy_pickled', { name: '' }]], // prettier-ignore
  ['a file of PyTorch', () => weights('x.pt', zip([{ name: 'x/data.pkl', data: 'os.system' }])), 'pytorch_file'], // prettier-ignore
  ['a .keras file without weights', () => weights('x.keras', zip([{ name: 'config.json', data: '{}' }])), 'keras_without_weights'], // prettier-ignore
  ['a .keras file with weights that are none', () => weights('x.keras', zip([{ name: 'model.weights.h5', data: 'hello' }])), 'not_hdf5'], // prettier-ignore
  ['a .keras file cut short', () => weights('x.keras', zip(good).subarray(0, 150)), 'not_a_zip'],
  ['a list of shards', () => weights('x.json', Buffer.from('{"weight_map": {"a": "b.h5", "c": ["d.h5"]}}')), ['weights_elsewhere', { files: ['b.h5', 'd.h5'] }]], // prettier-ignore
  ['a list of a thousand shards', () => weights('x.json', Buffer.from(JSON.stringify({ weight_map: Array.from({ length: 1000 }, (_, i) => `${i}.h5`) }))), 'weights_elsewhere'], // prettier-ignore
  ['a list of nothing', () => weights('x.json', Buffer.from('{"weight_map": {}}')), 'file_unknown'], // prettier-ignore
  ['JSON that is none', () => weights('x.json', Buffer.from('{')), 'file_unknown'],
  ['nothing at all', () => weights('x', zeros(0)), 'file_unknown'],
];

const h5Cases: Case[] = [
  ['as it should be', () => h5(h5Good), true],
  ['a text', () => weights('x.h5', Buffer.from('no HDF5')), 'not_hdf5'],
  ['nothing behind the signature', () => weights('x.h5', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')), 'not_hdf5'], // prettier-ignore
  ['a signature and zeros', () => weights('x.h5', Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), zeros(5000)])), 'not_hdf5'], // prettier-ignore
  ['cut in the middle', () => h5(h5Good, 900), 'not_hdf5'],
  [
    'a layer without weights',
    () => h5(h5Good.slice(0, 1)),
    ['weights_lacking', { names: ['dense/bias'] }],
  ],
  ['another shape', () => h5([{ name: 'dense/kernel', shape: [2, 1], data: Float32Array.of(1, 2) }, h5Good[1]!]), ['tensor_shape', { name: 'layers/dense/vars/0', given: [2, 1], like: 'dense/kernel' }]], // prettier-ignore
  ['what is not a number', () => h5([h5Good[0]!, { ...h5Good[1]!, data: Float32Array.of(NaN, 1) }]), ['tensor_not_finite', { name: 'layers/dense/vars/1' }]], // prettier-ignore
];

// --- A whole project, and the file of "Download my work" -----------------------------------------

export const project = {
  format: 'cnnlab-project/1',
  model: presets['model-0'],
  settings: { epochs: 3, seed: 7 },
  code: 'import keras',
  epochs: [{ epoch: 1, loss: 2, accuracy: 0.2, test_loss: 2, test_accuracy: 0.25, seconds: 1 }],
};
const projectOf = (json: unknown, ...more: ZipEntry[]) =>
  readProject(
    new Uint8Array(
      zip([
        {
          name: 'project.json',
          data: typeof json === 'string' ? json : JSON.stringify(json),
          deflate: true,
        },
        ...more,
      ]),
    ),
  );
const changed = (change: object) => projectOf({ ...project, ...change });
const withLayers = (layers: unknown) => changed({ model: { name: 'x', layers } });

const projectCases: Case[] = [
  ['as it should be', () => changed({}), true],
  ['with a saved run', () => projectOf(project, { name: 'run.snapshot', data: 'CNNLABS2' }), true],
  ['with a setting that there is not', () => changed({ settings: { epochs: 3, wings: 2 } }), true],
  ['with files of others', () => projectOf(project, { name: '__MACOSX/x', data: 'y' }), true],
  ['no zip', () => readProject(zeros(50)), 'not_a_zip'],
  ['a zip of something else', () => readProject(new Uint8Array(zip(good))), 'project_foreign'],
  ['no JSON', () => projectOf('{'), 'project_foreign'],
  ['100,000 brackets', () => projectOf('['.repeat(100_000)), 'project_foreign'],
  ['20 MB of spaces', () => projectOf(' '.repeat(20e6)), 'project_foreign'],
  ['a bomb beside it', () => projectOf(project, { name: 'run.snapshot', data: zeros(1e6), method: 8, size: 7e8 }), ['zip_too_large', { name: 'run.snapshot' }]], // prettier-ignore
  [
    'another format',
    () => changed({ format: 'cnnlab-project/9' }),
    ['project_wrong', { at: 'format' }],
  ],
  ['no model', () => changed({ model: undefined }), ['project_wrong', { at: 'model' }]],
  [
    'layers that are no list',
    () => withLayers({ 0: {} }),
    ['project_wrong', { at: 'model.layers' }],
  ],
  [
    'a kind that is a number',
    () => withLayers([{ kind: 3 }]),
    ['project_wrong', { at: 'model.layers.0.kind' }],
  ],
  ['a field that is an object', () => withLayers([{ kind: 'dense', units: { valueOf: 1 } }]), ['project_wrong', { at: 'model.layers.0.units' }]], // prettier-ignore
  ['2,000 layers', () => withLayers(Array(2000).fill({ kind: 'flatten' })), ['project_wrong', { at: 'model.layers.length', given: '2000' }]], // prettier-ignore
  ['no epochs to train', () => changed({ settings: { epochs: 0 } }), true],
  [
    'trained for no epochs',
    () =>
      projectOf(
        { ...project, settings: { epochs: 0 } },
        { name: 'run.snapshot', data: 'CNNLABS2' },
      ),
    ['project_wrong', { at: 'settings.epochs', given: '0' }],
  ],
  [
    'a text for a number',
    () => changed({ settings: { seed: '7' } }),
    ['project_wrong', { at: 'settings.seed', given: '7' }],
  ],
  ['a number for yes or no', () => changed({ settings: { keep_best: 1 } }), ['project_wrong', { at: 'settings.keep_best', given: '1' }]], // prettier-ignore
  ['code that is a number', () => changed({ code: 5 }), ['project_wrong', { at: 'code' }]],
  ['edited since', () => changed({ edited: { model: presets['model-1'], settings: {}, code: '' } }), true], // prettier-ignore
  ['edited to no epochs', () => changed({ edited: { model: presets['model-1'], settings: { epochs: 0 }, code: '' } }), true], // prettier-ignore
  ['edited to no model', () => changed({ edited: { settings: {}, code: '' } }), ['project_wrong', { at: 'edited.model' }]], // prettier-ignore
  [
    '2 MB of code',
    () => changed({ code: 'x'.repeat(2e6) }),
    ['project_wrong', { at: 'code.length' }],
  ],
  ['a loss that is nothing', () => changed({ epochs: [{ ...project.epochs[0], loss: null }] }), ['project_wrong', { at: 'epochs.0.loss' }]], // prettier-ignore
  [
    '10,000 epochs',
    () => changed({ epochs: Array(10_000).fill(project.epochs[0]) }),
    ['project_wrong', { at: 'epochs.length' }],
  ],
];

const run = { savedAt: 1, build: null, model: presets['model-0'], run: null, records: [] };
const workOf = async (bytes: Uint8Array) => {
  const reply = await unpack(new Uint8Array(bytes));
  if (!reply.ok) throw new Refused(reply.fault);
  return reply.value;
};
const flipped = (at: number) => {
  const bytes = work(run);
  bytes[at]! ^= 1;
  return workOf(bytes);
};

const workCases: Case[] = [
  ['as it should be', () => workOf(work(run)), true],
  ['an empty file', () => workOf(zeros(0)), 'work_foreign'],
  ['a project', () => workOf(zip(good)), 'work_foreign'],
  ['nothing behind the first words', () => workOf(Buffer.from('CNNLABW1')), 'work_foreign'],
  ['a flipped bit in the seal', () => flipped(20), 'work_damaged'],
  ['a flipped bit in the header', () => flipped(60), 'work_damaged'],
  [
    '4 GB of header said',
    () => workOf(work(run, 2 ** 32 - 1)),
    ['work_header_cut', { bytes: 4294967295 }],
  ],
  ['a header that is no JSON', () => workOf(work('{"a"')), 'work_header_not_json'],
  ['a header that is a list', () => workOf(work([])), 'work_header_wrong'],
  [
    'a time before time',
    () => workOf(work({ ...run, savedAt: -1 })),
    ['work_header_wrong', { at: 'savedAt' }],
  ],
  [
    'an engine that there is not',
    () => workOf(work({ ...run, build: 'warp' })),
    ['work_header_wrong', { at: 'build' }],
  ],
  ['101 earlier runs', () => workOf(work({ ...run, records: Array(101).fill({}) })), ['work_header_wrong', { at: 'records.length' }]], // prettier-ignore
];

export const fileCases = {
  '.npz': npzCases,
  '.safetensors': safetensorsCases,
  '.weights.h5': h5Cases,
  'weights in other files': otherCases,
  'a project': projectCases,
  'a work file': workCases,
};
