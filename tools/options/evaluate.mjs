/** What `./lab evaluate` is told: read before anything is installed or built. */
import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { modelPlace, presets } from './model_place.mjs';
import { builds, pack } from './needed.mjs';
import { settingOf, usual, wholeNumber } from './numbers.mjs';
import { UsageError, readWords } from './words.mjs';

export const usage = `./lab evaluate WEIGHTS|PROJECT [options]: how a trained network does on the test pictures.

A project (.zip) has its network in it. Weights (.npz, .safetensors, .weights.h5, .keras) go into a
model, as on the page.

  --model M       of weights: model-0, model-1 (default), model-2, a JSON file, a Keras program, a
                  notebook or a project
  --images N      so many test pictures (default ${usual('test_pictures')}; all: 10000), or the folder of another
                  pack: --images FOLDER
  --data FOLDER   the pack, where --images is a number (default: CIFAR-10, as ./lab data writes it)
  --build B       simd-threads (default), simd, which has one thread, or relaxed-simd-threads
  --threads T     (default: as many as this machine has cores)
  --help, -h      this text

Prints one JSON line: test_accuracy, test_loss (the cross-entropy; of probabilities under 1e-7 as of
1e-7, as in Keras), right, pictures. Exit codes: 0 printed; 1 not; 64 the command was typed wrong.`;

export const options = {
  model: { type: 'string' },
  images: { type: 'string' },
  data: { type: 'string', default: pack },
  build: { type: 'string', default: builds[0] },
  threads: { type: 'string' },
};
export const choices = { build: builds, model: presets };

export function readOptions(words) {
  const { values, positionals } = readWords('evaluate', words, options);
  if (values.help) return { help: true };
  if (positionals.length !== 1)
    throw new UsageError(
      'Give one file of weights or a project: ./lab evaluate cnn-lab-weights.npz',
    );
  const [file] = positionals;
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file.`);
  const { build } = values;
  if (!builds.includes(build))
    throw new UsageError(`--build ${build}: give ${builds.join(' or ')}.`);
  values.threads ??= build === 'simd' ? '1' : String(availableParallelism());
  const isFolder = values.images !== undefined && existsSync(values.images) && statSync(values.images).isDirectory(); // prettier-ignore
  const pictures = isFolder ? undefined : settingOf(values, 'images', 'test_pictures');
  return {
    file,
    model: values.model === undefined ? null : modelPlace(values.model),
    pictures: pictures ?? usual('test_pictures'),
    data: isFolder ? values.images : values.data,
    build,
    threads: wholeNumber(values, 'threads'),
  };
}

export const needsOf = ({ build, data }) => [`wasm-${build}`, ...(data === pack ? ['data'] : [])];
