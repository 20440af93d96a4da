/**
 * A network of a learner's own pictures in real Keras: the exported program runs there unchanged beside
 * the exported arrays and weights, and names as many test pictures as the lab said.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { loadEngine, valueOf } from '../../tools/engine.mjs';
import { pageCode } from '../../tools/page_code.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const python = process.env.CNNLAB_KERAS_PYTHON ?? path.join(root, '.cache/real-keras/bin/python');
const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-own-keras-'));
after(() => {
  rmSync(folder, { recursive: true });
  setImmediate(() => process.exit());
});

/** Stripes across and stripes down, in grey, each begun elsewhere: {n,28,20,1}. */
function stripes(count) {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  const pixels = Uint8Array.from({ length: count * 560 }, (_, at) => {
    const i = Math.floor(at / 560);
    const [row, column] = [Math.floor((at % 560) / 20), at % 20];
    return ((i % 2 === 0 ? row : column) + i) % 4 < 2 ? 30 + (i % 7) : 220;
  });
  return { pixels, labels };
}

test('the program, the arrays and the weights of one’s own pictures', async () => {
  const { exportPython } = await pageCode('keras/export_program');
  const { dataFile } = await pageCode('keras/program_data');
  const { described } = await pageCode('formats/data_set');
  const { writeDataNpz } = await pageCode('formats/data_npz');
  const { writeNpz } = await pageCode('formats/npz');
  const { defaultSettings } = await pageCode('model/settings');
  const set = await described({ name: 'Rayas', shape: [28, 20, 1], classes: ['a lo ancho', 'a lo "alto"'] }, stripes(80), stripes(30)); // prettier-ignore
  const { description, training, test: examined } = set;

  const { module, close } = await loadEngine('simd', 1);
  const session = new module.Session(1);
  valueOf(session.setData(...description.shape, 2));
  valueOf(session.addPictures('training', training.pixels, training.labels));
  valueOf(session.addPictures('test', examined.pixels, examined.labels));
  const model = {
    name: 'Stripes',
    layers: [
      { kind: 'conv2d', filters: 4, kernel_size: [3, 3], activation: 'relu' },
      { kind: 'max_pooling2d' },
      { kind: 'flatten' },
      { kind: 'dense', units: 2, activation: 'softmax' },
    ],
  };
  const settings = { ...defaultSettings, epochs: 2, training_pictures: 80, test_pictures: 30 };
  let progress = valueOf(session.start(JSON.stringify(model), JSON.stringify(settings)));
  let accuracy = null;
  while (progress.phase !== 'finished') {
    progress = valueOf(session.advance(10));
    accuracy = progress.epoch_record?.test_accuracy ?? accuracy;
  }
  const catalog = valueOf(session.catalog()).layers;
  const data = { description, counts: { train: 80, test: 30 } };
  writeFileSync(path.join(folder, 'cnn-lab.py'), exportPython(model, settings, catalog, accuracy, data)); // prettier-ignore
  writeFileSync(path.join(folder, 'cnn-lab-weights.npz'), writeNpz(valueOf(session.weights())));
  writeFileSync(path.join(folder, dataFile), writeDataNpz(set));
  session.delete();
  close();

  const said = execFileSync(python, ['cnn-lab.py'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const inKeras = Number(/Test accuracy in Keras: +([\d.]+)/.exec(said)?.[1]);
  assert.ok(Math.abs(inKeras - accuracy) < 1e-6, said);
});
