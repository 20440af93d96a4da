/** ./lab summary and ./lab train on Keras programs, as people type them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { loadEngine, valueOf } from '../../tools/engine.mjs';
import { partedCatalog } from '../../tools/parted_catalog.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-commands-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs tools/NAME.mjs on a file with this content. */
function run(name, file, text, ...options) {
  writeFileSync(path.join(folder, file), text);
  const target = [path.join(root, `tools/${name}.mjs`), path.join(folder, file), ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, target, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const conv = (filters, first = '') =>
  `    keras.layers.Conv2D(${filters}, (3, 3), activation='relu', padding='same'${first}),\n`;
const block = (filters, first) =>
  `${conv(filters, first)}${conv(filters)}    keras.layers.MaxPooling2D((2, 2)),\n`;
const vgg = `from tensorflow import keras
model = keras.Sequential([
${block(32, ', input_shape=(32, 32, 3)')}${block(64)}${block(128)}
    keras.layers.Flatten(),
    keras.layers.Dense(128, activation='relu'),
    keras.layers.Dense(10, activation='softmax')
])
`;
const compile = "model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')\n";

test('summary prints a row for each layer and the sum of the parameters', () => {
  const { status, stdout } = run('summary', 'vgg.py', `${vgg}${compile}`);
  assert.equal(status, 0);
  assert.match(stdout, /^Model: "vgg"$/m);
  // 3 * 3 * 64 * 128 + 128
  assert.match(stdout, /^ conv2d_4 \(Conv2D\) +\(None, 8, 8, 128\) +73,856$/m);
  assert.match(stdout, /^Total params: 550,570 \(2\.10 MB\)$/m);
});

test('summary counts what batch normalization moves as not trainable', () => {
  const text = vgg.replace('    keras.layers.Flatten', '    keras.layers.BatchNormalization(),\n    keras.layers.Flatten'); // prettier-ignore
  const { stdout } = run('summary', 'normalized.py', text);
  assert.match(stdout, /^Total params: 551,082/m); // 4 numbers for each of 128 channels
  assert.match(stdout, /^Non-trainable params: 256 /m);
});

test('summary reads the code cells of a notebook as one program', () => {
  const cell = (cell_type, source) => ({ cell_type, source: source.split(/(?<=\n)/) });
  const cells = [cell('code', '%matplotlib inline\n'), cell('markdown', '# !'), cell('code', vgg), cell('code', compile)]; // prettier-ignore
  const { status, stdout } = run('summary', 'lesson.ipynb', JSON.stringify({ cells }));
  assert.equal(status, 0);
  assert.match(stdout, /550,570/);
});

test('what the page would refuse is refused at its line, with exit code 1', () => {
  for (const [text, wanted] of [
    [
      vgg.replace('Flatten', 'Flaten'),
      /^13:18: There is no layer Flaten\. Did you mean Flatten\?$/m,
    ],
    [`${vgg}${compile.replace("'adam'", "'adamm'")}`, /^17:25: .*Did you mean 'adam'\?$/m],
    [`${vgg}model.fit(a, b, epochs=-1)\n`, /^17:24: Epochs is -1/m],
    [vgg.replace('(2, 2)', '(2, 99)'), /^5:31: Pool_size is \[2,99\]/m],
    [vgg.replace('Dense(10', 'Dense(11'), /^15:24: .*10 classes; set its units to 10\.$/m],
    [vgg.replace('    keras.layers.Flatten(),\n', ''), /^13:5: .*[.]$/m],
    ['x = 1\n', /^1:1: This program makes no model/m],
  ]) {
    const { status, stdout, stderr } = run('summary', 'wrong.py', text);
    assert.equal(status, 1, text);
    assert.equal(stdout, '');
    assert.match(stderr, wanted);
  }
});

test('train takes the settings from the program, and options go before them', () => {
  const short = `import keras\nkeras.utils.set_random_seed(3)\nmodel = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, 'softmax')])\n${compile}model.fit(x[:50], y[:50], epochs=2, batch_size=10, validation_data=(a[:20], b[:20]))\n`; // prettier-ignore
  const first = run('train', 'short.py', short, '--build', 'simd');
  assert.equal(first.status, 0, first.stderr);
  const lines = first.stdout.trim().split('\n').map((line) => JSON.parse(line)); // prettier-ignore
  assert.deepEqual(lines.map(({ epoch }) => epoch), [1, 2, undefined]); // prettier-ignore
  assert.match(lines[2].weights_sha256, /^[0-9a-f]{64}$/);
  // One of 20 pictures is 5 points.
  assert.equal(Math.round(lines[0].test_accuracy * 20) / 20, lines[0].test_accuracy);
  const again = run('train', 'short.py', short, '--build', 'simd', '--seed', '4', '--epochs', '1');
  assert.equal(again.stdout.trim().split('\n').length, 2);
  const json = JSON.stringify({ name: 'm', layers: [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }] }); // prettier-ignore
  const options = '--images 50 --test-images 20 --epochs 2 --batch-size 10 --seed 3 --build simd';
  const same = run('train', 'short.json', json, ...options.split(' '));
  assert.equal(same.stdout.split('\n')[2], first.stdout.split('\n')[2]);
});

test('the page’s catalog is the engine’s', async () => {
  const { module, close } = await loadEngine('simd', 1);
  const session = new module.Session(1);
  const { rows, outside, help } = partedCatalog(valueOf(session.catalog()));
  const copy = (file) => JSON.parse(readFileSync(path.join(root, 'web/src/model', file), 'utf8'));
  assert.deepEqual(copy('catalog.json'), rows);
  assert.deepEqual(copy('outside.json'), outside);
  assert.deepEqual(copy('help.json'), help);
  session.delete();
  close();
});
