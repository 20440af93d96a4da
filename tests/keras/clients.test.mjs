/**
 * What the lab writes, read by the programs it is for: ONNX Runtime and TensorFlow.js in Node, numpy,
 * h5py and nbformat in Debian's Python. None of them shares a line with the writers.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as layers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { unzipSync } from 'fflate';
import { valueOf } from '../../tools/engine.mjs';
import { writeExports } from '../../tools/export.mjs';
import { pageCode } from '../../tools/page_code.mjs';
import { centered, logitsOf, networks, openSession, settings, train } from './networks.mjs';

const pictures = 500;
const require = createRequire(import.meta.url);
const ort = createRequire(path.join(import.meta.dirname, 'clients/package.json'))(
  'onnxruntime-web',
);
ort.env.wasm.numThreads = 1;
setWasmPaths(
  `${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`,
);
await tf.setBackend('wasm');

/** Class of the largest of each ten numbers. */
const best = (rows) =>
  Array.from({ length: rows.length / 10 }, (_, i) => {
    const row = [...rows.subarray(10 * i, 10 * i + 10)];
    return row.indexOf(Math.max(...row));
  });
const farthest = (a, b) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

/** The same network has to give the same answers everywhere, but for rounding. */
function agree(given, wanted, what) {
  assert.equal(given.length, wanted.length);
  const difference = farthest(given, wanted);
  assert.ok(difference < 1e-4, `${what} differ by ${difference}`);
  assert.deepEqual(best(given), best(wanted));
}

const model1 = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../assets/presets/model-1.json'), 'utf8'),
).layers;

for (const [name, stack] of Object.entries({ ...networks, model1 }))
  describe(name, () => {
    const model = { name, layers: stack };
    const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-clients-'));
    const read = (file) => readFileSync(path.join(folder, file));
    let engine, logits, pixels, weights, python;

    before(async () => {
      engine = await openSession();
      const { session } = engine;
      const epochs = train(session, model);
      await writeExports(folder, { session, model, settings, epochs });
      weights = valueOf(session.weights());
      logits = logitsOf(session, pictures);
      const indices = Uint32Array.from({ length: pictures }, (_, i) => i);
      const bytes = valueOf(session.pictures('test', indices)).pixels;
      pixels = Float32Array.from(bytes, (byte) => byte / 255);
      writeFileSync(path.join(folder, 'pixels.bin'), bytes);
      writeFileSync(path.join(folder, 'logits.bin'), logits);
      const names = valueOf(session.summary(JSON.stringify(model))).layers.map((row) => row.name);
      const script = path.join(import.meta.dirname, 'read_exports.py');
      python = JSON.parse(execFileSync('/usr/bin/python3', [script, folder, ...names]));
    });
    after(() => {
      engine.session.delete();
      engine.close();
      rmSync(folder, { recursive: true });
    });

    test('ONNX Runtime gives the same logits', async () => {
      const session = await ort.InferenceSession.create(read('cnn-lab.onnx'));
      const input = new ort.Tensor('float32', pixels, [pictures, 32, 32, 3]);
      const output = await session.run({ pictures: input });
      agree(centered(output.logits.data), logits, 'logits');
      const sum = output.probabilities.data.subarray(0, 10).reduce((a, b) => a + b);
      assert.ok(Math.abs(sum - 1) < 1e-5);
    });

    test('TensorFlow.js gives the same logits', async () => {
      if (name === 'beyondTfjs' || name === 'groups') return assert.equal(existsSync(path.join(folder, 'cnn-lab-tfjs.zip')), false); // prettier-ignore
      const files = unzipSync(read('cnn-lab-tfjs.zip'));
      const { modelTopology, weightsManifest } = JSON.parse(
        Buffer.from(files['model.json']).toString(),
      );
      const loaded = await layers.loadLayersModel({
        load: async () => ({
          modelTopology,
          weightSpecs: weightsManifest[0].weights,
          weightData: files['weights.bin'].slice().buffer,
        }),
      });
      const probabilities = loaded.predict(tf.tensor4d(pixels, [pictures, 32, 32, 3])).dataSync();
      agree(centered(probabilities.map(Math.log)), logits, 'logits');
    });

    test('numpy alone, with the exported weights, gives the same logits', () => {
      assert.ok(python.largest_difference < 1e-4, `logits differ by ${python.largest_difference}`);
    });

    test('numpy, h5py and a reader of safetensors see the same weights', () => {
      const hash = createHash('sha256');
      for (const { data } of weights) hash.update(Buffer.from(data.buffer));
      const wanted = hash.digest('hex');
      assert.deepEqual(python.weights, { npz: wanted, safetensors: wanted, h5: wanted });
      assert.deepEqual(python.names, weights.map((tensor) => tensor.name)); // prettier-ignore
    });

    test('the notebook is valid, and each cell and the program are Python', () => {
      assert.equal(python.notebook, 'valid');
      assert.ok(python.cells >= 5);
    });

    test('the lab reads its own program, weights and project back', async () => {
      const { readProgram } = await pageCode('keras/program');
      const { session } = engine;
      const catalog = valueOf(session.catalog()).layers;
      for (const file of ['cnn-lab.py']) {
        const { program, mistakes } = readProgram(read(file).toString(), catalog);
        assert.deepEqual(mistakes, []);
        assert.deepEqual(program.layers, model.layers);
        assert.equal(program.settings.seed, settings.seed);
      }
      const { readNpz } = await pageCode('formats/npz');
      const { readSafetensors } = await pageCode('formats/safetensors');
      const { readKerasH5 } = await pageCode('formats/keras_h5');
      const { matched } = await pageCode('formats/matching');
      const { readProject } = await pageCode('formats/project');
      const files = [
        readNpz(read('cnn-lab-weights.npz')),
        readNpz(read('from-numpy.npz')),
        readNpz(read('from-numpy-packed.npz')),
        readSafetensors(read('cnn-lab.safetensors')),
        await readKerasH5(read('cnn-lab.weights.h5'), weights),
      ];
      const other = { ...settings, seed: 99 };
      for (const tensors of files) {
        // A network that has other weights, until it is given these.
        valueOf(session.start(JSON.stringify(model), JSON.stringify(other)));
        assert.notDeepEqual(valueOf(session.weights())[0].data, weights[0].data);
        valueOf(session.setWeights(matched(tensors, weights)));
        agree(logitsOf(session, 50), logits.subarray(0, 500), 'logits');
        assert.deepEqual(valueOf(session.weights()), weights);
      }
      const project = readProject(read('cnn-lab-project.zip'));
      assert.deepEqual(project.model, model);
      valueOf(session.restore(project.snapshot));
      assert.deepEqual(valueOf(session.weights()), weights);
    });
  });
