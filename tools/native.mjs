/** Training by the native command line, `cnnlab train`. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');

export const nativeProgram = (preset) => path.join(root, '.build', preset, 'cnnlab');

/** The settings that have an option of their own. */
const withOption = ['training_pictures', 'test_pictures', 'epochs', 'batch_size', 'seed', 'learning_rate', 'exact_convolution']; // prettier-ignore
const restOf = (settings) =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !withOption.includes(name)));

/**
 * What the command is given to train the model of a JSON file with these settings: `checkpoint`, the
 * file that a run is kept in when it is stopped, and `resume`, one that it goes on with, are left out
 * where there are none.
 */
export const nativeArguments = (model, settings, { data, threads, ...files }) =>
  Object.entries({
    model,
    data,
    images: settings.training_pictures,
    'test-images': settings.test_pictures,
    epochs: settings.epochs,
    'batch-size': settings.batch_size,
    seed: settings.seed,
    'learning-rate': settings.learning_rate,
    'exact-convolution': Number(settings.exact_convolution ?? false),
    settings: JSON.stringify(restOf(settings)),
    threads,
    ...files,
  }).reduce((given, [name, value]) => [...given, `--${name}`, String(value)], ['train']);

/** The command reads models from JSON files: this one, in a folder of its own, is there while `use` runs. */
export async function withModelFile(model, use) {
  const folder = await mkdtemp(path.join(tmpdir(), 'cnnlab-'));
  try {
    const file = path.join(folder, 'model.json');
    await writeFile(file, JSON.stringify(model));
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The epochs that the command has printed, as the engine in the page would record them. */
export const epochsOf = (stdout) =>
  stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ epoch }) => epoch !== undefined)
    .map(({ seconds: _, images_per_second: __, ...record }) => record);

/** The epochs of a run, as the engine in the page would record them. */
export async function nativeEpochs(preset, { model, settings }, where) {
  const { stdout } = await withModelFile(model, (file) =>
    promisify(execFile)(nativeProgram(preset), nativeArguments(file, settings, where)),
  );
  return epochsOf(stdout);
}
