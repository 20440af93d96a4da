/** The promise: the same seed gives the same bits, for any number of threads, natively or not. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { writePack } from '../../tools/pack.mjs';
import { model as everyKind, settings, test, training } from './made_up.mjs';

/** The layers of the others' model after convolutions that Winograd takes, one of them pooled at once. */
const winograd = { ...everyKind.layers[0], filters: 8 };
const model = {
  ...everyKind,
  layers: [
    winograd,
    winograd,
    everyKind.layers[1],
    { ...winograd, filters: 12 },
    ...everyKind.layers,
  ],
};

const trainer = path.resolve(import.meta.dirname, '../../tools/train.mjs');
let folder;

/** What `./lab train` prints with these options more: its lines, without the times. */
async function train(...options) {
  const given = {
    model: path.join(folder, 'model.json'),
    data: path.join(folder, 'pack'),
    images: settings.training_pictures,
    'test-images': settings.test_pictures,
    epochs: settings.epochs,
    'batch-size': settings.batch_size,
    seed: settings.seed,
  };
  const words = Object.entries(given).map(([name, value]) => `--${name}=${value}`);
  const { stdout } = await promisify(execFile)(process.execPath, [trainer, ...words, ...options]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const { seconds, images_per_second, ...numbers } = JSON.parse(line);
      if (numbers.epoch) assert.ok(seconds > 0 && images_per_second > 0, line);
      return numbers;
    });
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cnnlab-train-'));
  await writePack({ training, test }, path.join(folder, 'pack'));
  await writeFile(path.join(folder, 'model.json'), JSON.stringify(model));
});
after(() => rm(folder, { recursive: true }));

describe('a run', () => {
  let expected;
  before(async () => {
    expected = await train('--threads=1');
  });

  it('prints a line for each epoch and the hash of its weights', () => {
    assert.equal(expected.length, 3);
    for (const [i, line] of expected.slice(0, 2).entries()) {
      assert.deepEqual(Object.keys(line), [
        'epoch',
        'loss',
        'accuracy',
        'test_loss',
        'test_accuracy',
      ]);
      assert.equal(line.epoch, i + 1);
    }
    assert.match(expected[2].weights_sha256, /^[0-9a-f]{64}$/);
  });

  for (const options of [
    ['--threads=2'],
    ['--threads=3'],
    ['--threads=8'],
    ['--build=simd'],
    ['--native', '--threads=1'],
    ['--native', '--threads=2'],
    ['--native', '--threads=3'],
    ['--native', '--threads=8'],
  ]) {
    it(`is the same to the bit with ${options.join(' ')}`, async () => {
      assert.deepEqual(await train(...options), expected);
    });
  }

  it('is another one by exact convolution, natively too', async () => {
    const exact = await train('--exact-convolution');
    assert.notEqual(exact[2].weights_sha256, expected[2].weights_sha256);
    assert.deepEqual(await train('--exact-convolution', '--native'), exact);
  });

  it('is another one with another seed', async () => {
    const other = await train('--seed=4');
    assert.notEqual(other[2].weights_sha256, expected[2].weights_sha256);
  });
});

describe('a mistake in the options', () => {
  for (const [option, sentence, code = 64] of [
    ['--epochs=0', /--epochs 0: give a whole number from 1 to 1000/],
    ['--images=121', /--images 121: the data has 120 training pictures/, 1],
    [
      '--model=nowhere',
      /nowhere is no file: give model-0, model-1, model-2, a JSON file, a Keras program/,
    ],
    ['--build=fast', /--build fast: give simd/],
    ['--colour=red', /Unknown option '--colour'.* See \.\/lab train --help/],
  ]) {
    it(`${option} ends with a sentence`, async () => {
      await assert.rejects(train(option), (error) => {
        assert.equal(error.code, code);
        assert.match(error.stderr, sentence);
        assert.equal(error.stderr.trim().split('\n').length, 1);
        return true;
      });
    });
  }
});
