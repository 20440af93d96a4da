import { readProject } from '../../../../web/src/formats/project';
import { writeKerasH5 } from '../../../../web/src/formats/keras_h5';
import { readWeights } from '../../../../web/src/files/read_weights';
import { presets } from '../../../../web/src/model/presets';
import { unpack } from '../../../../web/src/storage/work';
import { floats, npy, safetensors, work, zip, type ZipEntry } from './make';

/** What is read; its bytes; what is said, or `true` where it is to be accepted. */
export type Case = [name: string, read: () => unknown, said: RegExp | true];

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
  ['an empty file', () => weights('x.npz', zeros(0)), /^it is not a zip file/],
  ['a text', () => weights('x.npz', Buffer.from('hello')), /^it is not a zip file/],
  [
    'cut in the middle',
    () => weights('x.npz', zip(good).subarray(0, 150)),
    /^it is not a zip file/,
  ],
  ['no entries', () => weights('x.npz', zip([])), /^it has no weights for dense;/],
  ['60,000 entries said', () => npz({}, { count: 60_000 }), /^it holds 60,000 files, and at most 1,000/], // prettier-ignore
  ['900 entries said', () => npz({}, { count: 900 }), /^it is not a zip file/],
  ['a directory beyond the end', () => npz({}, { at: 0xfffffff0 }), /^it is not a zip file/],
  ['64 MB of zeros', () => npz({ data: zeros(64e6), deflate: true }), /^dense\/kernel in it is not a NumPy array/], // prettier-ignore
  ['4 GB said of 100 bytes', () => npz({ method: 8, size: 0xfffffffe }), /^dense\/kernel.npy in it is damaged/], // prettier-ignore
  ['600 MB said of 1 MB', () => npz({ data: zeros(1e6), method: 8, size: 600e6 }), /^with dense\/kernel.npy it unpacks to more than 500 MB/], // prettier-ignore
  ['400 MB in each of two', () => weights('x.npz', zip(good.map((entry) => ({ ...entry, data: zeros(5e5), method: 8, size: 4e8 })))), /^with dense\/bias.npy it unpacks to more than 500 MB/], // prettier-ignore
  ['entries that share their bytes', () => weights('x.npz', zip([good[0]!, { ...good[0]!, at: 0 }])), /^dense\/kernel.npy is in it twice/], // prettier-ignore
  ['entries that overlap', () => weights('x.npz', zip([{ name: 'a', localName: 'b', data: 'x' }, { name: 'b', data: 'x', at: 0 }])), /^(a|b) in it is damaged/], // prettier-ignore
  ['a name that climbs', () => npz({ name: '../../evil.npy' }), /^a file in it is called “\.\.\/\.\.\/evil\.npy”, which leads elsewhere/], // prettier-ignore
  ['a name from the root', () => npz({ name: '/etc/passwd' }), /leads elsewhere/],
  ['a name with a drive', () => npz({ name: 'C:\\evil' }), /leads elsewhere/],
  ['a name that moves the cursor', () => npz({ name: 'a\x1b[2Jb' }), /called “a \[2Jb”/],
  ['a layer that the model lacks', () => weights('x.npz', zip([...good, { name: 'dense_1/kernel.npy', data: kernel }])), /^it has weights for dense_1, which the model/], // prettier-ignore
  ['a part that the layer lacks', () => weights('x.npz', zip([...good, { name: 'dense/gamma.npy', data: bias }])), /^it has weights for dense\/gamma, which the model/], // prettier-ignore
  ['a layer under two folders', () => weights('x.npz', zip([...good, { name: 'a/dense/kernel.npy', data: kernel }])), /^it has weights for 2 layers \(dense, dense\), but/], // prettier-ignore
  ['a number left out', () => weights('x.npz', zip([{ name: 'arr_0.npy', data: kernel }, { name: 'arr_2.npy', data: bias }])), /^its names \(arr_0, arr_2\) do not say which/], // prettier-ignore
  ['a number twice', () => weights('x.npz', zip([{ name: 'arr_1.npy', data: kernel }, { name: 'arr_01.npy', data: bias }])), /^its names \(arr_1, arr_01\) do not say/], // prettier-ignore
  ['numbers that are too large', () => npz({ data: npy(header('1, 2', '<f8'), new Uint8Array(Float64Array.of(1, 1e300).buffer)) }), /not a number, at place 1/], // prettier-ignore
  [
    'numbers as texts',
    () => npz({ data: npy(header('1, 2', '<U4'), zeros(32)) }),
    /holds U4 numbers/,
  ],
  ['a type that is a list', () => npz({ data: npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 2), }\n", zeros(8)) }), /holds \? numbers/], // prettier-ignore
  ['another name before the bytes', () => npz({ localName: 'dense/kernex.npy' }), /^dense\/kernel.npy in it is damaged/], // prettier-ignore
  [
    'an encrypted entry',
    () => npz({ flags: 1 }),
    /^dense\/kernel.npy in it is encrypted, or packed/,
  ],
  ['a bzip2 entry', () => npz({ method: 12 }), /^dense\/kernel.npy in it is encrypted, or packed/],
  ['a wrong checksum', () => npz({ crc: 1 }), /^dense\/kernel.npy in it is damaged/],
  ['more bytes than said', () => npz({ deflate: true, size: 20 }), /^dense\/kernel.npy in it is damaged/], // prettier-ignore
  ['fewer bytes than said', () => npz({ deflate: true, size: kernel.length + 9 }), /^dense\/kernel.npy in it is damaged/], // prettier-ignore
  ['noise for deflate', () => npz({ method: 8 }), /^dense\/kernel.npy in it is damaged/],
  ['an array of eight bytes', () => npz({ data: kernel.subarray(0, 8) }), /is not a NumPy array/],
  ['a header that is longer than the file', () => npz({ data: npy(header('1, 2'), floats(1, 2), 60_000) }), /^the bytes of dense\/kernel do not fit its shape/], // prettier-ignore
  ['whole numbers', () => npz({ data: npy(header('1, 2', '<i8'), zeros(16)) }), /^dense\/kernel in it holds int64 numbers, and those read/], // prettier-ignore
  ['numbers of another byte order', () => npz({ data: npy(header('1, 2', '>f4'), zeros(8)) }), true], // prettier-ignore
  [
    'pickled objects',
    () => npz({ data: npy(header('1, 2', '|O'), zeros(8)) }),
    /^dense\/kernel in it is a Python object, which this page never runs/,
  ],
  ['columns first', () => npz({ data: npy(header('1, 2', '<f4', 'True'), zeros(8)) }), /is in Fortran order/], // prettier-ignore
  ['a shape without its bytes', () => npz({ data: npy(header('1000, 2'), zeros(8)) }), /do not fit its shape/], // prettier-ignore
  ['an endless shape', () => npz({ data: npy(header('9'.repeat(400)), zeros(8)) }), /do not fit its shape/], // prettier-ignore
  ['another shape', () => npz({ data: npy(header('2, 1'), floats(1, 2)) }), /^dense\/kernel has the shape 2×1, but dense\/kernel .* 1×2/], // prettier-ignore
  ['what is not a number', () => npz({ data: npy(header('1, 2'), floats(1, NaN)) }), /^dense\/kernel holds something that is not a number, at place 1/], // prettier-ignore
  ['an infinity', () => npz({ data: npy(header('1, 2'), floats(Infinity, 1)) }), /not a number, at place 0/], // prettier-ignore
  ['a name of another format', () => weights('x.pt', zip(good)), true],
  [
    'a name and bytes of no format',
    () => weights('x.pt', Buffer.from('hello')),
    /^it is not one of the files/,
  ],
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
  ['an empty file', () => weights('x.safetensors', zeros(0)), /^it is shorter than it says/],
  ['seven bytes', () => weights('x.safetensors', zeros(7)), /^it is shorter than it says/],
  ['a header of 2^63 bytes', () => raw('{}', zeros(9), 2n ** 63n), /^it is shorter than it says/],
  ['a header of zero bytes', () => raw('{}', zeros(9), 0n), /^its header is not JSON/],
  ['a header that is none', () => raw('{"a":'), /^its header is not JSON/],
  ['a header of 100,000 brackets', () => raw('['.repeat(100_000)), /^its header is not JSON/],
  ['a header that is a list', () => raw([kernelEntry]), /^its header is not JSON/],
  ['a header that is nothing', () => raw('null'), /^its header is not JSON/],
  ['a header that is no UTF-8', () => raw('{"\xff":1}'), /^its header is not JSON/],
  ['a tensor that is nothing', () => raw({ 'dense/kernel': null }), /^its header .*\(dense\/kernel: Invalid type/], // prettier-ignore
  [
    'half floats that are too many',
    () => tensors({ dtype: 'F16' }),
    /^the bytes of dense\/kernel do not fit/,
  ],
  [
    'whole numbers',
    () => tensors({ dtype: 'I32' }),
    /^dense\/kernel in it holds I32 numbers, and those read/,
  ],
  ['a negative side', () => tensors({ shape: [-1, -2] }), /^its header .*shape\.0/],
  ['half a side', () => tensors({ shape: [0.5, 4] }), /^its header .*shape\.0/],
  ['offsets that are no pair', () => tensors({ data_offsets: [0] }), /^its header .*data_offsets/],
  ['offsets beyond the end', () => tensors({ data_offsets: [0, 800], shape: [1, 200] }), /^the bytes of dense\/kernel do not fit/], // prettier-ignore
  ['offsets that go back', () => tensors({ data_offsets: [8, 0] }), /do not fit its shape/],
  ['tensors that overlap', () => tensors({ data_offsets: [4, 12] }), /overlaps another tensor, or leaves a gap/], // prettier-ignore
  ['a gap', () => raw({ a: { ...kernelEntry, data_offsets: [4, 12] } }, numbers), /leaves a gap before it/], // prettier-ignore
  [
    'bytes behind the last',
    () => tensors({}, floats(1, 2, 3, 4, 5)),
    /^it is shorter than it says/,
  ],
  ['a name of 400 letters', () => raw({ ['x'.repeat(400)]: kernelEntry, 'dense/bias': biasEntry }, numbers), /^its names \(x{30}…, dense\/bias\) do not say/], // prettier-ignore
  ['names under each other', () => raw({ 'a/dense/kernel': kernelEntry, 'a\\dense\\kernel': biasEntry }, numbers), /do not say which/], // prettier-ignore
  ['PyTorch’s names', () => raw({ '1.weight': kernelEntry, '1.bias': biasEntry }, numbers), /^1\.weight in it is named as in PyTorch/], // prettier-ignore
  ['a name that is a prototype', () => raw('{"__proto__":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}', numbers), /./], // prettier-ignore
  ['what is not a number', () => tensors({}, floats(1, 2, NaN, 4)), /^dense\/bias holds something that is not a number, at place 0/], // prettier-ignore
];

const h5 = async (tensors: { name: string; shape: number[]; data: Float32Array }[], cut?: number) =>
  weights('x.h5', (await writeKerasH5(tensors, ['dense'])).subarray(0, cut));
const h5Good = [
  { name: 'dense/kernel', shape: [1, 2], data: Float32Array.of(1, 2) },
  { name: 'dense/bias', shape: [2], data: Float32Array.of(3, 4) },
];

const otherCases: Case[] = [
  [
    'an array alone',
    () => weights('x.npy', kernel),
    /^it holds one array, but the model in the lab has 2/,
  ],
  ['an array of objects alone', () => weights('x.npy', npy(header('1, 2', '|O'), zeros(8))), /^the array in it is a Python object/], // prettier-ignore
  ['a file of PyTorch', () => weights('x.pt', zip([{ name: 'x/data.pkl', data: 'os.system' }])), /^it is a PyTorch file, which holds Python objects/], // prettier-ignore
  ['a .keras file without weights', () => weights('x.keras', zip([{ name: 'config.json', data: '{}' }])), /^it was not written by model\.save/], // prettier-ignore
  ['a .keras file with weights that are none', () => weights('x.keras', zip([{ name: 'model.weights.h5', data: 'hello' }])), /^it is not an HDF5 file/], // prettier-ignore
  [
    'a .keras file cut short',
    () => weights('x.keras', zip(good).subarray(0, 150)),
    /^it is not a zip file/,
  ],
  ['a list of shards', () => weights('x.json', Buffer.from('{"weight_map": {"a": "b.h5", "c": ["d.h5"]}}')), /^it only lists where the weights are, in b\.h5, d\.h5; save them in one file/], // prettier-ignore
  ['a list of a thousand shards', () => weights('x.json', Buffer.from(JSON.stringify({ weight_map: Array.from({ length: 1000 }, (_, i) => `${i}.h5`) }))), /^it only lists where .*0\.h5, 1\.h5, 2\.h5, 3\.h5, …/], // prettier-ignore
  ['a list of nothing', () => weights('x.json', Buffer.from('{"weight_map": {}}')), /^it is not one of the files/], // prettier-ignore
  ['JSON that is none', () => weights('x.json', Buffer.from('{')), /^it is not one of the files/],
  ['nothing at all', () => weights('x', zeros(0)), /^it is not one of the files/],
];

const h5Cases: Case[] = [
  ['as it should be', () => h5(h5Good), true],
  ['a text', () => weights('x.h5', Buffer.from('no HDF5')), /^it is not an HDF5 file/],
  ['nothing behind the signature', () => weights('x.h5', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')), /^it is not an HDF5 file/], // prettier-ignore
  ['a signature and zeros', () => weights('x.h5', Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), zeros(5000)])), /^it is not an HDF5 file/], // prettier-ignore
  ['cut in the middle', () => h5(h5Good, 900), /^it is not an HDF5 file/],
  ['a layer without weights', () => h5(h5Good.slice(0, 1)), /^it has no weights for dense\/bias/],
  ['another shape', () => h5([{ name: 'dense/kernel', shape: [2, 1], data: Float32Array.of(1, 2) }, h5Good[1]!]), /^layers\/dense\/vars\/0 has the shape 2×1, but dense\/kernel/], // prettier-ignore
  ['what is not a number', () => h5([h5Good[0]!, { ...h5Good[1]!, data: Float32Array.of(NaN, 1) }]), /^layers\/dense\/vars\/1 holds something that is not a number/], // prettier-ignore
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
  ['no zip', () => readProject(zeros(50)), /^it is not a zip file/],
  ['a zip of something else', () => readProject(new Uint8Array(zip(good))), /^it is not a project/],
  ['no JSON', () => projectOf('{'), /^it is not a project/],
  ['100,000 brackets', () => projectOf('['.repeat(100_000)), /^it is not a project/],
  ['20 MB of spaces', () => projectOf(' '.repeat(20e6)), /^it is not a project/],
  ['a bomb beside it', () => projectOf(project, { name: 'run.snapshot', data: zeros(1e6), method: 8, size: 7e8 }), /^with run.snapshot it unpacks to more than 500 MB/], // prettier-ignore
  [
    'another format',
    () => changed({ format: 'cnnlab-project/9' }),
    /\(format: .*cnnlab-project\/1/,
  ],
  ['no model', () => changed({ model: undefined }), /^its project\.json .*\(model: /],
  ['layers that are no list', () => withLayers({ 0: {} }), /\(model\.layers: /],
  ['a kind that is a number', () => withLayers([{ kind: 3 }]), /\(model\.layers\.0\.kind: /],
  ['a field that is an object', () => withLayers([{ kind: 'dense', units: { valueOf: 1 } }]), /\(model\.layers\.0\.units: /], // prettier-ignore
  ['2,000 layers', () => withLayers(Array(2000).fill({ kind: 'flatten' })), /\(model\.layers: .*1000/], // prettier-ignore
  ['no epochs to train', () => changed({ settings: { epochs: 0 } }), /\(settings\.epochs: 0\)/],
  ['a text for a number', () => changed({ settings: { seed: '7' } }), /\(settings\.seed: 7\)/],
  ['a number for yes or no', () => changed({ settings: { keep_best: 1 } }), /\(settings\.keep_best: 1\)/], // prettier-ignore
  ['code that is a number', () => changed({ code: 5 }), /\(code: /],
  ['edited since', () => changed({ edited: { model: presets['model-1'], settings: {}, code: '' } }), true], // prettier-ignore
  ['edited to no epochs', () => changed({ edited: { model: presets['model-1'], settings: { epochs: 0 }, code: '' } }), /\(edited\.settings\.epochs: 0\)/], // prettier-ignore
  ['edited to no model', () => changed({ edited: { settings: {}, code: '' } }), /\(edited\.model: /], // prettier-ignore
  ['2 MB of code', () => changed({ code: 'x'.repeat(2e6) }), /\(code: /],
  ['a loss that is nothing', () => changed({ epochs: [{ ...project.epochs[0], loss: null }] }), /\(epochs\.0\.loss: /], // prettier-ignore
  ['10,000 epochs', () => changed({ epochs: Array(10_000).fill(project.epochs[0]) }), /\(epochs: /],
];

const run = { savedAt: 1, build: null, model: presets['model-0'], run: null, records: [] };
const workOf = async (bytes: Uint8Array) => {
  const reply = await unpack(new Uint8Array(bytes));
  if (!reply.ok) throw new Error(`${reply.fault.where}: ${reply.fault.message}`);
  return reply.value;
};
const flipped = (at: number) => {
  const bytes = work(run);
  bytes[at]! ^= 1;
  return workOf(bytes);
};

const workCases: Case[] = [
  ['as it should be', () => workOf(work(run)), true],
  ['an empty file', () => workOf(zeros(0)), /^notOurs/],
  ['a project', () => workOf(zip(good)), /^notOurs/],
  ['nothing behind the first words', () => workOf(Buffer.from('CNNLABW1')), /^notOurs/],
  ['a flipped bit in the seal', () => flipped(20), /^damaged/],
  ['a flipped bit in the header', () => flipped(60), /^damaged/],
  ['4 GB of header said', () => workOf(work(run, 2 ** 32 - 1)), /^headerLength: 4294967295/],
  ['a header that is no JSON', () => workOf(work('{"a"')), /^header: /],
  ['a header that is a list', () => workOf(work([])), /^header: .*Invalid/],
  ['a time before time', () => workOf(work({ ...run, savedAt: -1 })), /^header: savedAt/],
  ['an engine that there is not', () => workOf(work({ ...run, build: 'warp' })), /^header: build/],
  ['101 earlier runs', () => workOf(work({ ...run, records: Array(101).fill({}) })), /^header: records/], // prettier-ignore
];

export const fileCases = {
  '.npz': npzCases,
  '.safetensors': safetensorsCases,
  '.weights.h5': h5Cases,
  'weights in other files': otherCases,
  'a project': projectCases,
  'a work file': workCases,
};
