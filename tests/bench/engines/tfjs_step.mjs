/**
 * TensorFlow.js's training step on the lab's models, in Node on one of its CPU backends:
 * `node tfjs_step.mjs wasm|cpu THREADS`. JSON lines in and out as in pytorch_step.py.
 *
 * Its WASM backend has no kernel for the filter gradient of a convolution, so it cannot train a
 * CNN as published. To give it its best chance, that kernel is made here of nine of its own matrix
 * products, one for each cell of a 3x3 kernel with stride 1 and same padding.
 */
import path from 'node:path';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

const [backend, threads] = [process.argv[2], Number(process.argv[3])];

function filterGradient({ inputs: { x, dy }, attrs: { filterShape } }) {
  const [kernelHeight, kernelWidth, channels, filters] = filterShape;
  return tf.tidy(() => {
    const [batch, height, width] = x.shape;
    const top = Math.floor((kernelHeight - 1) / 2);
    const left = Math.floor((kernelWidth - 1) / 2);
    const padded = tf.pad(x, [
      [0, 0],
      [top, kernelHeight - 1 - top],
      [left, kernelWidth - 1 - left],
      [0, 0],
    ]);
    const rows = batch * height * width;
    const gradient = tf.reshape(dy, [rows, filters]);
    const cells = [];
    for (let i = 0; i < kernelHeight; ++i) {
      for (let j = 0; j < kernelWidth; ++j) {
        const seen = tf.slice(padded, [0, i, j, 0], [batch, height, width, channels]);
        cells.push(tf.matMul(tf.reshape(seen, [rows, channels]), gradient, true, false));
      }
    }
    return tf.reshape(tf.stack(cells), filterShape);
  });
}

if (backend === 'wasm') {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const require = createRequire(import.meta.url);
  wasm.setWasmPaths(
    `${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`,
  );
  if (threads > 1) wasm.setThreadsCount(threads);
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: filterGradient,
  });
} else {
  await import('@tensorflow/tfjs-backend-cpu');
}
await tf.setBackend(backend);
await tf.ready();

function layerOf(spec, index) {
  const first = index === 0 ? { inputShape: [32, 32, 3] } : {};
  switch (spec.kind) {
    case 'conv2d':
      return layers.layers.conv2d({
        ...first,
        filters: spec.filters,
        kernelSize: spec.kernel_size,
        padding: spec.padding,
        activation: spec.activation,
      });
    case 'max_pooling2d':
      return layers.layers.maxPooling2d({ poolSize: spec.pool_size });
    case 'dropout':
      return layers.layers.dropout({ rate: spec.rate });
    case 'flatten':
      return layers.layers.flatten(first);
    case 'dense':
      return layers.layers.dense({ units: spec.units, activation: spec.activation });
    default:
      throw new Error(`no layer ${spec.kind} here`);
  }
}

const trainers = new Map();
async function trainer(model, batch) {
  const key = JSON.stringify([model, batch]);
  if (!trainers.has(key)) {
    const network = layers.sequential({ layers: model.layers.map(layerOf) });
    network.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    const x = tf.randomUniform([batch, 32, 32, 3]);
    const labels = Array.from({ length: batch }, (_, i) => i % 10);
    const y = tf.oneHot(tf.tensor1d(labels, 'int32'), 10);
    await network.trainOnBatch(x, y);
    trainers.set(key, { network, x, y });
  }
  return trainers.get(key);
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    const { model, batch, steps } = JSON.parse(line);
    const { network, x, y } = await trainer(model, batch);
    const before = performance.now();
    for (let step = 0; step < steps; ++step) await network.trainOnBatch(x, y);
    console.log(JSON.stringify({ seconds: (performance.now() - before) / 1000 }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.message }));
  }
}
process.exit(0);
