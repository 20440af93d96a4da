/** ./lab evaluate and ./lab train are given what was made with a learner's own pictures. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadEngine, valueOf } from '../../tools/engine.mjs';
import { pageCode } from '../../tools/page_code.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-other-'));
after(() => rmSync(folder, { recursive: true }));

const tool = (command, ...words) =>
  spawnSync(process.execPath, [path.join(root, `tools/${command}.mjs`), ...words, ...(command === 'summary' ? [] : ['--build', 'simd'])], { cwd: folder, encoding: 'utf8' }); // prettier-ignore

const model = JSON.parse(readFileSync(path.join(root, 'assets/presets/model-0.json'), 'utf8'));
/** The same ending with so many units. */
const endingWith = (units) => ({
  ...model,
  layers: model.layers.map((layer, i) => (i === model.layers.length - 1 ? { ...layer, units } : layer)), // prettier-ignore
});

/** Ten pictures of each class, and a model that has trained on them a little: its files, by name. */
async function madeWith(session, name, shape, classes) {
  const [height, width, channels] = shape;
  const { described } = await pageCode('formats/data_set');
  const { projectData, writeProject } = await pageCode('formats/project');
  const { writeDataNpz } = await pageCode('formats/data_npz');
  const { writeNpz } = await pageCode('formats/npz');
  const { writeSafetensors } = await pageCode('formats/safetensors');
  const { defaultSettings } = await pageCode('model/settings');
  const labels = Uint8Array.from({ length: 10 * classes.length }, (_, i) => i % classes.length);
  const pixels = Uint8Array.from({ length: labels.length * height * width * channels }, (_, i) => (i * 37) % 251); // prettier-ignore
  const part = { pixels, labels };
  const set = await described({ name, shape, classes }, part, part);
  valueOf(session.setData(...shape, classes.length));
  for (const split of ['training', 'test']) valueOf(session.addPictures(split, pixels, labels));
  const own = endingWith(classes.length);
  const settings = { ...defaultSettings, epochs: 1, training_pictures: labels.length, test_pictures: labels.length }; // prettier-ignore
  valueOf(session.start(JSON.stringify(own), JSON.stringify(settings)));
  valueOf(session.advance(1));
  const weights = valueOf(session.weights());
  const project = { model: own, settings, code: '', epochs: [], edited: null, snapshot: valueOf(session.snapshot()), data: projectData(set) }; // prettier-ignore
  return {
    'project.zip': writeProject(project),
    'pictures.npz': writeDataNpz(set),
    'weights.npz': writeNpz(weights),
    'weights.safetensors': writeSafetensors(weights, set.description),
  };
}

const here = 'and this command has CIFAR-10 only. Open it in the page, with those pictures in the lab.\n'; // prettier-ignore

describe('what was made with other data than CIFAR-10 is refused by a sentence that says with which', () => {
  before(async () => {
    const { module, close } = await loadEngine('simd', 1);
    const session = new module.Session(1);
    for (const [of, ...data] of [
      ['desk', 'My desk', [32, 32, 3], ['cup', 'pen']],
      ['grey', 'Digits', [28, 20, 1], ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']],
    ])
      for (const [name, bytes] of Object.entries(await madeWith(session, ...data)))
        writeFileSync(path.join(folder, `${of}-${name}`), bytes);
    session.delete();
    close();
  });

  for (const [command, file, sentence, ...more] of [
    ['evaluate', 'desk-project.zip', `“My desk” (32×32×3, 2 classes: cup, pen), ${here}`],
    ['train', 'desk-project.zip', `“My desk” (32×32×3, 2 classes: cup, pen), ${here}`],
    ['summary', 'desk-project.zip', `“My desk” (32×32×3, 2 classes: cup, pen), ${here}`],
    ['train', 'grey-project.zip', `“Digits” (28×20×1, 10 classes: 0, 1, 2, 3, 4, 5, …), ${here}`],
    ['evaluate', 'desk-weights.npz', `data of 2 classes, ${here}`, '--model', 'model-0'],
    [
      'evaluate',
      'desk-weights.safetensors',
      `other classes (cup, pen), ${here}`,
      '--model',
      'model-0',
    ],
    [
      'evaluate',
      'grey-weights.npz',
      `pictures of another size, or in grey, ${here}`,
      '--model',
      'model-0',
    ],
    ['evaluate', 'grey-weights.safetensors', `other classes (0, 1, 2, 3, 4, 5, …), ${here}`],
  ])
    // prettier-ignore
    test(`${command} ${file}`, () => {
      const { status, stdout, stderr } = tool(command, file, ...more);
      assert.equal(status, 1, stderr);
      assert.equal(stdout, '');
      assert.ok(stderr.startsWith(file) || stderr.startsWith(path.join(folder, file)), stderr);
      assert.equal(stderr.slice(stderr.indexOf(' was made with ') + 15), sentence);
    });

  test('pictures are no weights', () => {
    const { status, stderr } = tool('evaluate', 'desk-pictures.npz');
    assert.equal(status, 1);
    assert.equal(
      stderr,
      'desk-pictures.npz holds pictures (x_train), not weights. Put them into the lab in the page: this command has CIFAR-10 only.\n',
    );
  });

  test('weights of another model are said to be that, as ever', () => {
    const { stderr } = tool('evaluate', 'desk-weights.npz', '--model', 'model-1');
    assert.match(stderr, /does not go into Model 1/);
  });
});
