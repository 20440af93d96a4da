/**
 * What the lab exports, in real Keras: presets, the programs of our own tests, and random networks.
 * `./lab test real-keras` installs Keras and runs this; CNNLAB_KERAS_PYTHON names a Python that has
 * it already. For each network our program runs there unchanged and without a warning, counts the
 * same parameters, says the same shapes, gives our probabilities within 1e-5 and our losses within
 * 1e-3; and weights that Keras saves give Keras's probabilities here.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { valueOf } from '../../tools/engine.mjs';
import { readWhole } from '../../tools/model_file.mjs';
import { pageCode } from '../../tools/page_code.mjs';
import { openSession } from '../keras/networks.mjs';
import { randomFrom } from '../random_rows.mjs';
import { randomModel } from './random_models.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const python = process.env.CNNLAB_KERAS_PYTHON ?? path.join(root, '.cache/real-keras/bin/python');
const randomModels = Number(process.env.CNNLAB_RANDOM_MODELS ?? 200);
/** Names of the networks, where not all are wanted: CNNLAB_NETWORKS=model-1,random_7. */
const only = process.env.CNNLAB_NETWORKS?.split(',');
/** Pictures that probabilities are compared on, and those that are trained on in one batch. */
const pictures = 500;
const trained = 100;
const settings = { epochs: 2, batch_size: trained, training_pictures: trained, test_pictures: trained, seed: 3, learning_rate: 0.001 }; // prettier-ignore

const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-real-keras-'));
const cases = [];
let engine;
before(async () => {
  engine = await openSession();
  await prepare();
  execFileSync(python, [path.join(import.meta.dirname, 'answers.py'), folder], { stdio: ['ignore', 'ignore', 'inherit'] }); // prettier-ignore
});
after(() => {
  engine?.close();
  rmSync(folder, { recursive: true });
  setImmediate(() => process.exit());
});

const indices = Uint32Array.from({ length: pictures }, (_, i) => i);
const predict = () => valueOf(engine.session.predict('training', indices));

/** The networks that are compared: each with the name of its folder. */
async function models() {
  const { session } = engine;
  const catalog = valueOf(session.catalog());
  const presets = ['model-0', 'model-1', 'model-2'].map((name) => {
    const { layers } = JSON.parse(readFileSync(path.join(root, `assets/presets/${name}.json`), 'utf8')); // prettier-ignore
    return { name, layers };
  });
  const programs = [];
  for (const place of ['tests/keras/programs', 'tests/keras/programs/courses'])
    for (const file of readdirSync(path.join(root, place)).filter(
      (one) => one.endsWith('.py') && !/^expect/.test(one),
    )) {
      // prettier-ignore
      const whole = await readWhole(path.join(root, place, file), session);
      if (whole.refusals.length > 0) continue;
      const { layers } = whole.models.at(-1).model;
      programs.push({ name: file.replace('.py', ''), layers });
    }
  const random = randomFrom(2026);
  const problemsOf = (model) => valueOf(session.summary(JSON.stringify(model))).problems;
  const drawn = Array.from({ length: randomModels }, (_, i) => randomModel(i, catalog, problemsOf, random)); // prettier-ignore
  return [...presets, ...programs, ...drawn].filter(({ name }) => !only || only.includes(name));
}

/** Writes each network's program and weights, and keeps what the lab makes of it. */
async function prepare() {
  const { session } = engine;
  const { exportPython } = await pageCode('keras/export_program');
  const { writeNpz } = await pageCode('formats/npz');
  const { defaultSettings } = await pageCode('model/settings');
  const catalog = valueOf(session.catalog()).layers;
  const random = /dropout|noise|random/;
  for (const model of await models()) {
    const at = path.join(folder, model.name);
    mkdirSync(at);
    const text = JSON.stringify(model);
    const summary = valueOf(session.summary(text));
    valueOf(session.start(text, JSON.stringify(settings)));
    const weights = valueOf(session.weights());
    const probabilities = predict();
    const losses = [];
    const trains = !model.layers.some(({ kind }) => random.test(kind));
    while (trains && losses.length < 2) losses.push(...valueOf(session.advance(1)).batch_losses);
    const run = { ...defaultSettings, ...settings, epochs: 1 };
    writeFileSync(path.join(at, 'cnn-lab.py'), exportPython(model, run, catalog, 0.1));
    writeFileSync(path.join(at, 'cnn-lab-weights.npz'), writeNpz(weights));
    cases.push({ name: model.name, model, summary, weights, probabilities, losses, trains });
  }
  const { pixels, labels } = valueOf(session.pictures('training', indices));
  writeFileSync(path.join(folder, 'pixels.bin'), pixels);
  writeFileSync(path.join(folder, 'labels.bin'), labels);
  const told = cases.map(({ name, trains }) => ({ name, trains }));
  writeFileSync(path.join(folder, 'cases.json'), JSON.stringify({ trained, cases: told }));
}

const floats = (name, file) => {
  const bytes = readFileSync(path.join(folder, name, file));
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
};
const answersOf = (name) => JSON.parse(readFileSync(path.join(folder, name, 'answers.json'), 'utf8')); // prettier-ignore
const farthest = (a, b) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

/**
 * How far the lab's probabilities are off; null below 1e-5, or where they are off by no more than a
 * few times what Keras's own move by rounding each number of the pictures to its neighbour: a deep
 * network on pixels up to 255 makes much of a last digit.
 */
function tooFar({ name, model }, what, given) {
  const far = farthest(floats(name, `${what}.bin`), given);
  const moves = answersOf(name).moves[what];
  // Keras takes a variance as the mean of squares less the square of the mean, in float32: of
  // random_106 its probabilities were off those of float64 by 6.6e-5, where the lab's were by 6e-7.
  const normalizes = model.layers.some(({ kind }) => /^(layer|group)_normalization$/.test(kind));
  if (far < (normalizes ? 1e-4 : 1e-5)) return null;
  console.log(`# ${name} ${what}: off by ${far}, where Keras's own move by ${moves}`);
  return far < 4 * moves ? null : `off by ${far}, and Keras's own move by ${moves}`;
}

/** Which networks break a rule, with what each says. */
function broken(rule) {
  const found = cases.flatMap((one) => {
    const wrong = rule(one, answersOf(one.name));
    return wrong ? [`${one.name} ${JSON.stringify(one.model.layers)}: ${wrong}`] : [];
  });
  assert.deepEqual(found, []);
}

test('every kind of layer and every field of one is drawn', () => {
  if (only || randomModels < 200) return;
  const { layers } = valueOf(engine.session.catalog());
  const drawn = cases.filter(({ name }) => name.startsWith('random_')).flatMap(({ model }) => model.layers); // prettier-ignore
  const isDrawn = ({ kind }, field) => drawn.some((layer) => layer.kind === kind && layer[field] !== undefined); // prettier-ignore
  const missing = layers.flatMap((entry) => ['kind', ...entry.fields.map(({ name }) => name)].filter((field) => !isDrawn(entry, field)).map((field) => `${entry.kind} ${field}`)); // prettier-ignore
  assert.deepEqual(missing, []);
});

test('our programs run in Keras without a warning', () => {
  assert.ok(only || cases.length > randomModels + 3);
  broken((_, { warnings }) => warnings.join('; '));
});

test('Keras counts the same parameters and says the same shapes', () => {
  broken(({ summary }, { parameters, shapes }) => {
    if (parameters !== summary.total_parameters) return `${parameters} parameters, here ${summary.total_parameters}`; // prettier-ignore
    const own = JSON.stringify(summary.layers.map(({ output_shape }) => output_shape));
    return JSON.stringify(shapes) === own ? null : `${JSON.stringify(shapes)}, here ${own}`;
  });
});

test('our weights give our probabilities there, within 1e-5', () => {
  broken((one) => {
    return tooFar(one, 'probabilities', one.probabilities);
  });
});

test('two epochs from the same weights on the same batches have the same loss, within 1e-3', () => {
  broken(({ trains, losses }, { losses: theirs }) => {
    if (!trains) return null;
    const far = farthest(losses.map((loss, i) => loss / Math.max(1, theirs[i])), theirs.map((loss) => loss / Math.max(1, loss))); // prettier-ignore
    return far < 1e-3 ? null : `${losses}, there ${theirs}`;
  });
});

test("Keras's weights give Keras's probabilities here, from each of its formats", async () => {
  const { readWeights } = await pageCode('files/read_weights');
  const { session } = engine;
  const found = [];
  for (const { name, model, weights } of cases)
    for (const file of ['keras.weights.h5', 'keras.npz']) {
      const wanted = weights.map(({ name: own, shape }) => ({ name: own, shape }));
      const bytes = new Uint8Array(readFileSync(path.join(folder, name, file)));
      try {
        const read = await readWeights(file, bytes, wanted);
        valueOf(session.start(JSON.stringify(model), JSON.stringify(settings)));
        valueOf(session.setWeights(read));
        const far = tooFar({ name, model }, 'others', predict());
        if (far) found.push(`${name} ${file}: ${far}`);
      } catch (error) {
        found.push(`${name} ${file}: ${error.message} ${JSON.stringify(error.fault ?? '')}`);
      }
    }
  assert.deepEqual(found, []);
});
