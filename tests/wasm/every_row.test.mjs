/**
 * The promise for the whole vocabulary: every row of the catalog (layers with drawn fields,
 * activations, how weights begin and what holds them, optimizers, schedules) trains to the same bits
 * on any number of threads, in every build and natively. A new row is held to it without a line here.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { loadEngine, valueOf } from '../../tools/engine.mjs';
import { nativeArguments, nativeProgram } from '../../tools/native.mjs';
import { writePack } from '../../tools/pack.mjs';
import { addPictures } from '../../tools/pictures.mjs';
import { replay, weightsHash } from '../../tools/replay.mjs';
import { randomFrom, rowOf } from '../random_rows.mjs';
import { test as testPictures, training } from './made_up.mjs';

/** Three steps of 40 pictures, all that there are: what lies between the layers is then more than one thread's share. */
const settings = { epochs: 1, batch_size: 40, training_pictures: 120, test_pictures: 50, seed: 5, learning_rate: 0.001 }; // prettier-ignore
const conv = { kind: 'conv2d', filters: 12, kernel_size: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' }; // prettier-ignore
const flatten = { kind: 'flatten' };
const head = { kind: 'dense', units: 10, activation: 'softmax' };
const plain = [conv, flatten, head];
/** Around a layer: on pictures, on rows, where rows come of it, before all others, where it crops. */
const places = [
  (layer) => [conv, layer, flatten, head],
  (layer) => [conv, flatten, layer, head],
  (layer) => [conv, layer, head],
  (layer) => [layer, conv, flatten, head],
  (layer) => [layer, conv, { kind: 'global_average_pooling2d' }, head],
];

let folder;
let engines = {};
let cases = [];
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cnnlab-rows-'));
  await writePack({ training, test: testPictures }, path.join(folder, 'pack'));
  for (const [build, threads] of [
    ['simd', 1],
    ['simd-threads', 3],
    ['relaxed-simd-threads', 3],
  ])
    // prettier-ignore
    engines[build] = await loadEngine(build, threads);
  cases = drawCases(await sessionOf('simd', 1));
});
after(async () => {
  Object.values(engines).forEach(({ close }) => close());
  await rm(folder, { recursive: true });
});

async function sessionOf(build, threads) {
  const session = new engines[build].module.Session(threads);
  await addPictures(session, path.join(folder, 'pack'), settings);
  return session;
}

/** {name, row, model, settings} for every row, each as a network and settings that the engine takes. */
function drawCases(session) {
  const catalog = valueOf(session.catalog());
  const random = randomFrom(31);
  const isRight = (layers) => valueOf(session.summary(JSON.stringify({ name: '', layers }))).problems.length === 0; // prettier-ignore
  const drawn = [];
  const add = (name, layers, more = {}) => {
    drawn.push({ name, model: { name, layers }, settings: { ...settings, ...more } });
  };
  for (const row of catalog.layers) {
    let found = 0;
    for (let tries = 0; found < 3 && tries < 200; ++tries) {
      const layer = rowOf(row, catalog, random);
      const layers = places.map((place) => place(layer)).find(isRight);
      if (!layers) continue;
      add(`${row.keras} ${JSON.stringify(layer)}`, layers);
      found += 1;
    }
    assert.ok(found > 0, `no network takes a ${row.keras} of tests/random_rows.mjs`);
  }
  for (const { kind } of catalog.activations)
    add(`activation ${kind}`, [conv, { kind: 'activation', activation: kind }, flatten, { ...head, units: 24, activation: kind }, head]); // prettier-ignore
  for (const [list, field] of [
    ['initializers', 'kernel_initializer'],
    ['regularizers', 'kernel_regularizer'],
    ['constraints', 'kernel_constraint'],
  ])
    // prettier-ignore
    for (const row of catalog[list]) {
      const layers = () => plain.map((layer) => (layer === flatten ? layer : { ...layer, [field]: rowOf(row, catalog, random) })); // prettier-ignore
      let given = layers();
      for (let tries = 0; !isRight(given) && tries < 100; ++tries) given = layers();
      add(`${field} ${row.kind}`, given);
    }
  for (const name of ['optimizer', 'schedule'])
    for (const row of catalog[`${name}s`])
      for (let i = 0; i < 2; ++i)
        add(`${name} ${row.kind}`, plain, { [name]: rowOf(row, catalog, random) });
  add('the other settings', plain, { l2: 0.01, label_smoothing: 0.1, validation_split: 0.2, exact_convolution: true }); // prettier-ignore
  return drawn;
}

/** What each case comes to: the hash of its weights and the losses on the way, or its refusal. */
async function trained(build, threads) {
  const session = await sessionOf(build, threads);
  const results = cases.map((one) => {
    const { epochs } = replay(session, one);
    const { loss, test_loss } = epochs[0];
    return [one.name, weightsHash(session), loss, test_loss];
  });
  session.delete();
  return results;
}

async function natively(threads) {
  const results = [];
  for (const [i, one] of cases.entries()) {
    const file = path.join(folder, `${i}.json`);
    await writeFile(file, JSON.stringify(one.model));
    const { stdout } = await promisify(execFile)(nativeProgram('native'), nativeArguments(file, one.settings, { data: path.join(folder, 'pack'), threads })); // prettier-ignore
    const [{ loss, test_loss }, { weights_sha256 }] = stdout.trim().split('\n').map((line) => JSON.parse(line)); // prettier-ignore
    results.push([one.name, weights_sha256, loss, test_loss]);
  }
  return results;
}

let expected;
test('every row trains', async () => {
  expected = await trained('simd', 1);
  const hashes = new Set(expected.map(([, hash]) => hash));
  // Those that differ in nothing that three steps show are few: a rate of 0, a bound that holds all.
  assert.ok(hashes.size > 0.7 * cases.length, `${hashes.size} of ${cases.length}`);
  for (const [name, , loss] of expected) assert.ok(Number.isFinite(loss), name);
});

for (const threads of [1, 2, 3])
  test(`to the same bits on ${threads} threads of the build that has threads`, async () => {
    assert.deepEqual(await trained('simd-threads', threads), expected);
  });

for (const threads of [1, 2])
  test(`to the same bits natively, on ${threads} threads`, async () => {
    assert.deepEqual(await natively(threads), expected);
  });

test('and in the relaxed build to bits of its own, on any number of threads', async () => {
  assert.deepEqual(await trained('relaxed-simd-threads', 3), await trained('relaxed-simd-threads', 1)); // prettier-ignore
});
