/** The sum that the page opens for a cell, beside what the engine computed, over the whole catalog. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { loadEngine, valueOf } from '../../tools/engine.mjs';
import { encodeShard } from '../../tools/pack.mjs';
import { pageCode } from '../../tools/page_code.mjs';
import { settings, test, training } from './made_up.mjs';

const indicesOf = (count) => Array.from({ length: count }, (_, i) => i);
const { catalog } = await pageCode('model/catalog');
const { newLayer } = await pageCode('model/edit');
const { cellSum } = await pageCode('network/cell');

const convolution = (fields = {}) => ({
  kind: 'conv2d',
  filters: 4,
  kernel_size: [3, 3],
  strides: [2, 2],
  padding: 'valid',
  activation: 'linear',
  ...fields,
});
const end = [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }];
const flat = ['reshape', 'flatten', 'dense', 'global_average_pooling2d', 'global_max_pooling2d'];

/** A network with that layer behind a convolution; what augments stands before it. */
function around(layer, entry) {
  // RandomCrop wants a network that takes pictures of two sizes.
  if (entry.augments) return [layer, convolution(), { kind: 'global_average_pooling2d' }, end[1]];
  if (layer.kind === 'dense') return [convolution(), { kind: 'flatten' }, layer, end[1]];
  return [convolution(), layer, ...(flat.includes(layer.kind) ? end.slice(1) : end)];
}

/** Fields that a form shows only when asked for more, where they change the sum. */
function rare(plain) {
  if (plain.kind === 'conv2d')
    return [
      { ...plain, use_bias: false, dilation_rate: [2, 1] },
      { ...plain, padding: 'same', dilation_rate: [2, 3] },
      { ...plain, filters: 6, groups: 2 },
    ];
  if (/conv2d$/.test(plain.kind))
    return [{ ...plain, use_bias: false, padding: 'same', dilation_rate: [2, 3] }];
  if (plain.kind === 'normalization')
    return [{ ...plain, mean: [0.1, 0.2, 0.3, 0.4], variance: [0.5, 1, 2, 0] }];
  return plain.kind === 'dense' ? [{ ...plain, use_bias: false }] : [];
}

/** The layer as the catalog begins it, and with each choice of each of its fields. */
function variants(entry) {
  const plain = newLayer(entry);
  if (plain.filters) plain.filters = 5;
  if (plain.units) plain.units = 12;
  if (plain.groups) plain.groups = 2;
  const chosen = entry.fields
    .filter(({ type }) => type === 'choice')
    .flatMap(({ name, choices }) => choices.map((choice) => ({ ...plain, [name]: choice })));
  const strided = entry.fields.some(({ name }) => name === 'strides')
    ? [{ ...plain, strides: [2, 1], padding: 'same' }]
    : [];
  return [plain, ...chosen, ...strided, ...rare(plain)].filter(
    // The engine has softmax over the channels at the end of a network only.
    ({ activation, units }) => activation !== 'softmax' || units === 10,
  );
}

describe('the sum of a cell', () => {
  let engine;
  let session;
  before(async () => {
    engine = await loadEngine('simd', 1);
    session = new engine.module.Session(1);
    valueOf(session.addShard('training', 0, 120, encodeShard(training, indicesOf(120))));
    valueOf(session.addShard('test', 0, 50, encodeShard(test, indicesOf(50))));
  });
  after(() => {
    session.delete();
    engine.close();
  });

  function check(layers, at) {
    const model = { name: 'cells', layers };
    valueOf(session.start(JSON.stringify(model), JSON.stringify(settings)));
    // So that the statistics of normalisation are not those of the beginning.
    valueOf(session.advance(3));
    const { pixels } = valueOf(session.pictures('test', Uint32Array.of(3)));
    const outputs = valueOf(session.activations(pixels));
    const { name } = valueOf(session.summary(JSON.stringify(model))).layers[at];
    const weights = valueOf(session.weights()).filter((one) => one.name.startsWith(`${name}/`));
    const picture = { shape: [32, 32, 3], data: Float32Array.from(pixels, (byte) => byte / 255) };
    const input = at === 0 ? picture : outputs[at - 1];
    const output = outputs[at];
    let largest = 0;
    for (const value of output.data) largest = Math.max(largest, Math.abs(value));
    // Every 37th cell, and the last: borders, corners and the inside.
    const cells = indicesOf(output.data.length).filter(
      (i) => i % 37 === 0 || i === output.data.length - 1,
    );
    for (const cell of cells) {
      const [, width, channels] = output.shape;
      const place =
        output.shape.length === 1
          ? [cell]
          : [Math.floor(cell / (width * channels)), Math.floor(cell / channels) % width, cell % channels]; // prettier-ignore
      const sum = cellSum(layers[at], weights, input, output.shape, place);
      const off = Math.abs(sum.value - output.data[cell]);
      assert.ok(
        off <= 1e-4 * Math.max(1, largest),
        `${JSON.stringify(layers[at])} at ${place}: ${sum.value} for ${output.data[cell]}`,
      );
    }
  }

  for (const entry of catalog)
    it(`of ${entry.keras} is what the engine computed`, () => {
      for (const layer of variants(entry)) {
        const layers = around(layer, entry);
        check(layers, layers.indexOf(layer));
      }
    });

  it('of the last layer is its probability', () => {
    const layers = [convolution(), ...end];
    check(layers, layers.length - 1);
  });
});
