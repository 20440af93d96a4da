/** `./lab train`: a training run without a browser. See `usage`. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadEngine, valueOf } from './engine.mjs';
import { writeExports } from './export.mjs';
import { modelFile, readModel } from './model_file.mjs';
import { nativeArguments, nativeProgram, withModelFile } from './native.mjs';
import { addPictures } from './pictures.mjs';
import { weightsHash } from './replay.mjs';

const root = path.resolve(import.meta.dirname, '..');

const usage = `./lab train [MODEL] [options]: trains without a browser, in Node on the page's own engine.

  --model M          model-0, model-1, model-2, a JSON file, a Keras program (.py) or a notebook
                     (.ipynb); default model-1. What a program says of its run counts, unless an
                     option says otherwise
  --images N         training pictures (default 50000)
  --test-images N    test pictures (default 10000)
  --epochs N         (default 10)
  --batch-size N     (default 32)
  --seed N           (default 1)
  --learning-rate X  of Adam (default 0.001)
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
                     notebook, .npz, .safetensors, .weights.h5, ONNX, TensorFlow.js, CSV, project
  --data FOLDER      the pack to train on (default: CIFAR-10, as ./lab data writes it)

Prints one JSON line an epoch: epoch, loss, accuracy, test_loss, test_accuracy, seconds (training
and evaluation), images_per_second (training pictures over training time). The last line is the
weights_sha256: over the little-endian float32 bytes of all weights, layer by layer, kernel then
bias.`;

const options = {
  model: { type: 'string' },
  images: { type: 'string' },
  'test-images': { type: 'string' },
  epochs: { type: 'string' },
  'batch-size': { type: 'string' },
  seed: { type: 'string' },
  'learning-rate': { type: 'string' },
  threads: { type: 'string' },
  build: { type: 'string', default: 'simd-threads' },
  native: { type: 'boolean', default: false },
  'exact-convolution': { type: 'boolean', default: false },
  to: { type: 'string' },
  data: { type: 'string', default: path.join(root, 'web/public/cifar10') },
  help: { type: 'boolean', default: false },
};

const builds = ['simd-threads', 'simd', 'relaxed-simd-threads', 'native', 'native-fma'];

/** What is so where neither an option nor the program says otherwise. */
const usualSettings = {
  epochs: 10,
  batch_size: 32,
  training_pictures: 50000,
  test_pictures: 10000,
  seed: 1,
  learning_rate: 0.001,
};

/** The options as numbers and paths; throws a sentence about the first that is wrong. */
function readOptions() {
  let values, positionals;
  try {
    ({ values, positionals } = parseArgs({ options, allowPositionals: true }));
  } catch (error) {
    throw new Error(`${error.message} See ./lab train --help.`, { cause: error });
  }
  const models = [...positionals, ...(values.model === undefined ? [] : [values.model])];
  if (models.length > 1) throw new Error(`Give one model, not ${models.join(' and ')}.`);
  const number = (name, least, isWhole = true) => {
    if (values[name] === undefined) return undefined;
    const value = Number(values[name]);
    const isRight = values[name].trim() !== '' && value >= least && Number.isFinite(value);
    if (!isRight || (isWhole && !Number.isSafeInteger(value))) {
      const wanted = isWhole ? `a whole number from ${least} up` : 'a number from 0 up';
      throw new Error(`--${name} ${values[name]}: give ${wanted}.`);
    }
    return value;
  };
  if (values.native) values.build = 'native';
  if (!builds.includes(values.build)) {
    throw new Error(
      `--build ${values.build}: give ${builds.slice(0, -1).join(', ')} or native-fma.`,
    );
  }
  const isNative = values.build.startsWith('native');
  const isSingle = values.build === 'simd';
  values.threads ??= isSingle ? '1' : String(availableParallelism());
  if (isNative && values.to !== undefined) {
    throw new Error('--to wants a WebAssembly build: leave --native out, or give another --build.');
  }
  const threads = number('threads', 1);
  if (isSingle && threads > 1) {
    throw new Error('The simd build has one thread: leave --threads out, or give --threads 1.');
  }
  return {
    ...values,
    isNative,
    file: modelFile(models[0] ?? 'model-1'),
    threads,
    asked: {
      epochs: number('epochs', 1),
      batch_size: number('batch-size', 1),
      training_pictures: number('images', 1),
      test_pictures: number('test-images', 1),
      seed: number('seed', 0),
      learning_rate: number('learning-rate', 0, false),
      exact_convolution: values['exact-convolution'] || undefined,
    },
  };
}

/** Runs to the end, printing a line for each epoch; returns the epochs' records. */
function train(session, settings, model) {
  const epochs = [];
  let progress = valueOf(session.start(model, JSON.stringify(settings)));
  let trainingSeconds = 0;
  let seconds = 0;
  while (progress.phase !== 'finished') {
    const { phase } = progress;
    const before = performance.now();
    progress = valueOf(session.advance(16));
    const took = (performance.now() - before) / 1000;
    seconds += took;
    if (phase === 'training') trainingSeconds += took;
    if (progress.epoch_record) {
      epochs.push(progress.epoch_record);
      const images_per_second = settings.training_pictures / trainingSeconds;
      console.log(
        JSON.stringify({
          ...progress.epoch_record,
          seconds: Number(seconds.toFixed(3)),
          images_per_second: Number(images_per_second.toFixed(1)),
        }),
      );
      seconds = trainingSeconds = 0;
    }
  }
  console.log(JSON.stringify({ weights_sha256: weightsHash(session) }));
  return epochs;
}

/** The native command with the same model and options; resolves to its exit code. */
function trainNatively(model, settings, { build, data, threads }) {
  const words = nativeArguments(model, settings, { data, threads });
  const child = spawn(nativeProgram(build), words, { stdio: 'inherit' });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => {
      if (signal) fail(new Error(`The native build was ended by ${signal}: this is a bug.`));
      else done(code);
    });
  });
}

async function main() {
  if (process.argv.includes('--help')) return console.log(usage);
  const given = readOptions();
  const asked = Object.entries(given.asked).filter(([, value]) => value !== undefined);
  const settingsWith = (said) => ({ ...usualSettings, ...said, ...Object.fromEntries(asked) });
  if (given.isNative && given.file.endsWith('.json')) {
    process.exitCode = await trainNatively(given.file, settingsWith({}), given);
    return;
  }
  const { module, close } = await loadEngine(given.isNative ? 'simd' : given.build, given.threads);
  try {
    const session = new module.Session(given.isNative ? 1 : given.threads);
    const { model, settings: said, notes } = await readModel(given.file, session);
    for (const note of notes) console.error(`note: ${note}`);
    const settings = settingsWith(said);
    if (given.isNative) {
      process.exitCode = await withModelFile(model, (file) => trainNatively(file, settings, given));
    } else {
      await addPictures(session, given.data, settings);
      const epochs = train(session, settings, JSON.stringify(model));
      if (given.to) {
        const files = await writeExports(given.to, { session, model, settings, epochs });
        console.error(`Wrote ${files.join(', ')}.`);
      }
    }
    session.delete();
  } finally {
    close();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
