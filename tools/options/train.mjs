/** What `./lab train` and `./lab export` are told: read before anything is installed or built. */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { modelPlace, presets } from './model_place.mjs';
import { builds as engineBuilds, pack } from './needed.mjs';
import { settingOf, usual, wholeNumber } from './numbers.mjs';
import { UsageError, readWords } from './words.mjs';

export const usage = `./lab train [MODEL] [options]: trains without a browser, in Node on the page's own engine.
./lab export MODEL --to FOLDER [options]: the same, and writes what was trained.

  --model M          model-0, model-1, model-2, a JSON file, a Keras program (.py), a notebook
                     (.ipynb) or a project (.zip); default model-1. What a program or a project says
                     of its run counts, unless an option says otherwise
  --images N         training pictures (default ${usual('training_pictures')}; all: 50000)
  --test-images N    test pictures (default ${usual('test_pictures')}; all: 10000)
  --epochs N         (default ${usual('epochs')})
  --batch-size N     (default ${usual('batch_size')})
  --seed N           (default ${usual('seed')})
  --learning-rate X  of Adam (default ${usual('learning_rate')})
  --threads T        (default: as many as this machine has cores)
  --build B          simd-threads (default), simd, which has one thread, or relaxed-simd-threads,
                     the fastest: its fused multiply-add gives bits of its own. Or, without
                     WebAssembly: native, the first two's bits, or native-fma, the third's bits and
                     sooner (x86-64 of 2013 and later)
  --native           the same as --build native
  --exact-convolution
                     every convolution by its definition's products, as the setting of the page:
                     slower, and without Winograd's rounding
  --to FOLDER        afterwards writes what was trained there in every format: Keras program and
                     notebook, .npz, .safetensors, .weights.h5, ONNX, TensorFlow.js, CSV, project.
                     Looked at before training; each file is whole or not there
  --resume FILE      goes on with a run that Ctrl-C stopped, to the same bits
  --data FOLDER      the pack to train on (default: CIFAR-10, as ./lab data writes it)
  --help, -h         this text

Prints one JSON line an epoch: epoch, loss, accuracy, test_loss, test_accuracy, seconds (training
and evaluation), images_per_second (training pictures over training time). The last line is the
weights_sha256: over the little-endian float32 bytes of all weights, layer by layer, kernel then
bias. What is said of it, and a bar on a terminal, is on standard error.

Ctrl-C keeps a checkpoint in the current folder and says how to go on; with --to, what has been
trained until then is written too. Exit codes: 0 trained; 1 not, or not all could be written; 64 the
command was typed wrong; 130 stopped by Ctrl-C; 141 nobody reads the output any more.`;

export const options = {
  model: { type: 'string' },
  images: { type: 'string' },
  'test-images': { type: 'string' },
  epochs: { type: 'string' },
  'batch-size': { type: 'string' },
  seed: { type: 'string' },
  'learning-rate': { type: 'string' },
  threads: { type: 'string' },
  build: { type: 'string' },
  native: { type: 'boolean', default: false },
  'exact-convolution': { type: 'boolean', default: false },
  to: { type: 'string' },
  resume: { type: 'string' },
  data: { type: 'string', default: pack },
};

const builds = [...engineBuilds, 'native', 'native-fma'];
export const choices = { build: builds, model: presets };
export const positionals = presets;

/** What is so where neither an option nor the program says otherwise: as on the page. */
export const usualSettings = () =>
  Object.fromEntries(
    ['epochs', 'batch_size', 'training_pictures', 'test_pictures', 'seed', 'learning_rate'].map((name) => [name, usual(name)]), // prettier-ignore
  );

/** The first line of a checkpoint, which says what its run is; throws for what is none. */
export function checkpointHeader(file) {
  if (!existsSync(file)) throw new UsageError(`--resume ${file}: there is no such file.`);
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf(10);
    const header = JSON.parse(bytes.subarray(0, end).toString());
    if (header.format === 'cnnlab-checkpoint/1') return { header, snapshot: bytes.subarray(end + 1) }; // prettier-ignore
  } catch {
    // Said below.
  }
  throw new UsageError(`--resume ${file}: this is no checkpoint of ./lab train.`);
}

/** The options as numbers and paths; throws a sentence about the first that is wrong. */
export function readOptions(words) {
  const { values, positionals: given } = readWords('train', words, options);
  if (values.help) return { help: true };
  const models = [...given, ...(values.model === undefined ? [] : [values.model])];
  if (models.length > 1) throw new UsageError(`Give one model, not ${models.join(' and ')}.`);
  const asked = {
    epochs: settingOf(values, 'epochs', 'epochs'),
    batch_size: settingOf(values, 'batch-size', 'batch_size'),
    training_pictures: settingOf(values, 'images', 'training_pictures'),
    test_pictures: settingOf(values, 'test-images', 'test_pictures'),
    seed: settingOf(values, 'seed', 'seed'),
    learning_rate: settingOf(values, 'learning-rate', 'learning_rate'),
    exact_convolution: values['exact-convolution'] || undefined,
  };
  let checkpoint = null;
  if (values.resume !== undefined) {
    const said = ['model', ...Object.keys(options).filter((name) => values[name] && ['images', 'test-images', 'epochs', 'batch-size', 'seed', 'learning-rate', 'build', 'native', 'exact-convolution'].includes(name))]; // prettier-ignore
    if (models.length > 0 || said.length > 1)
      throw new UsageError(`--resume goes on as the run was begun: leave ${models[0] ?? `--${said[1]}`} out.`); // prettier-ignore
    checkpoint = checkpointHeader(values.resume);
  }
  const build =
    checkpoint?.header.build ?? (values.native ? 'native' : (values.build ?? builds[0]));
  if (!builds.includes(build))
    throw new UsageError(`--build ${build}: give ${builds.slice(0, -1).join(', ')} or native-fma.`);
  const isNative = build.startsWith('native');
  if (isNative && values.to !== undefined)
    throw new UsageError('--to wants a WebAssembly build: leave --native out, or give another --build.'); // prettier-ignore
  const isSingle = build === 'simd';
  const threads = values.threads === undefined ? (isSingle ? 1 : availableParallelism()) : wholeNumber(values, 'threads'); // prettier-ignore
  if (isSingle && threads > 1)
    throw new UsageError('The simd build has one thread: leave --threads out, or give --threads 1.'); // prettier-ignore
  const { to = null, data } = values;
  const file = checkpoint ? null : modelPlace(models[0] ?? 'model-1');
  return { build, isNative, threads, file, asked, checkpoint, to, data };
}

/** Whether it takes an engine: natively, to read a program, a notebook or a project with its catalog. */
export const wantsEngine = ({ isNative, checkpoint, file }) =>
  !isNative || (!checkpoint && !file.endsWith('.json'));

/** What has to be there: CMake presets, and the pictures. */
export const needsOf = ({ data, build, isNative, ...given }) => [
  ...(isNative && wantsEngine({ isNative, ...given }) ? ['wasm-simd'] : []),
  isNative ? build : `wasm-${build}`,
  ...(data === pack ? ['data'] : []),
];
