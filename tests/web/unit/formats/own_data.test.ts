/** What is taken out of the lab says how large the pictures were, and what the classes are called. */
import { describe, expect, test } from 'vitest';
import type { ModelSummary, WeightTensor } from '../../../../wasm/lab';
import { wantedTensors } from '../../../../web/src/files/read_weights';
import { writeOnnx } from '../../../../web/src/formats/onnx';
import { readSafetensors, writeSafetensors } from '../../../../web/src/formats/safetensors';
import { writeTfjs } from '../../../../web/src/formats/tfjs';
import type { DataDescription } from '../../../../web/src/model/data_description';
import { catalog } from '../../../../web/src/model/outside';

const data: DataDescription = {
  name: 'My desk',
  shape: [28, 20, 1],
  classes: ['taza', 'ñandú “x”', '匙'],
  sha256: 'a',
};
const model = {
  name: '',
  layers: [
    { kind: 'conv2d', filters: 2, kernel_size: [3, 3], strides: [1, 1], padding: 'same', activation: 'relu' }, // prettier-ignore
    { kind: 'flatten' },
    { kind: 'dense', units: 3, activation: 'softmax' },
  ],
};
const row = (kind: string, name: string, output_shape: number[]) => ({ kind, name, output_shape, parameters: 0, multiply_adds: 0, problem: null }); // prettier-ignore
const summary: ModelSummary = {
  layers: [
    row('conv2d', 'conv2d', [28, 20, 2]),
    row('flatten', 'flatten', [1120]),
    row('dense', 'dense', [3]),
  ],
  total_parameters: 0,
  multiply_adds: 0,
  problems: [],
};
const wanted = wantedTensors(model, summary, data.shape);
const weights: WeightTensor[] = wanted.map(({ name, shape }, n) => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i + n),
}));

describe('of grey pictures of 28×20 in three classes', () => {
  test('the weights that a file has to have are of one channel', () => {
    expect(wanted.map(({ shape }) => shape)).toEqual([[3, 3, 1, 2], [2], [1120, 3], [3]]);
  });

  test('a TensorFlow.js model takes such pictures, and names the classes', () => {
    const files = writeTfjs(model, summary, catalog, weights, data);
    const { modelTopology, userDefinedMetadata } = JSON.parse(
      new TextDecoder().decode(files['model.json']),
    ) as {
      modelTopology: { config: { layers: { config: { batch_input_shape?: unknown } }[] } };
      userDefinedMetadata: unknown;
    };
    expect(modelTopology.config.layers[0]!.config.batch_input_shape).toEqual([null, 28, 20, 1]);
    expect(userDefinedMetadata).toEqual({ classes: data.classes });
  });

  test('safetensors read back to their numbers, the names beside them', () => {
    const bytes = writeSafetensors(weights, data);
    const read = readSafetensors(bytes);
    expect(read.tensors.map(({ name, shape }) => ({ name, shape }))).toEqual(wanted.map(({ name, shape }) => ({ name, shape }))); // prettier-ignore
    read.tensors.forEach((tensor, i) => expect(tensor.numbers()).toEqual(weights[i]!.data));
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as {
      __metadata__: { classes: string };
    };
    expect(JSON.parse(header.__metadata__.classes)).toEqual(data.classes);
  });

  test('an ONNX model names the classes', () => {
    const text = new TextDecoder().decode(writeOnnx(model, summary, weights, data));
    expect(text).toContain(JSON.stringify(data.classes));
  });
});
