/**
 * What a room needs to know of a layer stands in its row of the catalog, so that a new layer is its
 * row. These few files name kinds all the same, each for what no row says; another one has to be
 * worth a line here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { catalog } from '../../../web/src/model/catalog';

const reasons: Record<string, string> = {
  'exercises/mistakes.ts': 'mistakes that many make with one certain layer',
  'files/read_weights.ts': 'files of before the engine named its tensors',
  'formats/tfjs.ts': 'what TensorFlow.js lacks of one layer',
  'inside/account.ts': 'a sum of parameters in words, a formula for each kind that has one',
  'inside/inside.svelte':
    'whose kernels the engine shows as pictures: a Conv2D that sees the picture',
  'inside/layers.ts': 'pools that can be stepped through, and dropout of whole channels',
  'inside/tail.ts': 'the sums of dense layers, for numbers that the engine is not given',
  'keras/carry.ts': 'logits: a last Dense layer without softmax',
  'keras/layers.ts': 'layers of Keras that are other layers here',
  'keras/said.ts': 'an activation as a layer, or in one',
  'keras/data.ts': 'not a layer: a method of NumPy of that name',
  'model/edit.ts': 'what “Add a block” puts together',
  'model/settings.ts': 'not a layer: a family of that name',
  'network/activation_functions.ts': 'not layers: activations of that name',
  'network/columns.ts': 'not a layer: a family of that name',
  'network/cell.ts': 'a sum for each kind that has one',
  'network/cell_view.svelte': 'whose products are of channels that it made itself',
  'network/insert_menu.svelte': 'which layer the form for a new one begins with',
  'network/layer_list.svelte': 'which layer the form for a new one begins with',
  'formats/onnx.ts': 'not a layer: an activation of that name',
};
/** These speak of kinds in words. */
const words = /^(messages|model\/help)/;

const source = path.resolve(import.meta.dirname, '../../../web/src');
const kinds = catalog.map(({ kind }) => kind);
const named = new RegExp(`(['"\`])(?:${kinds.join('|')})\\1|\\b(?:${kinds.filter((kind) => kind.includes('_')).join('|')}):`); // prettier-ignore
const naming = (text: string) =>
  named.test(
    text.replace(/\/\*[^]*?\*\/|\/\/.*|\b(?:id|class)="[^"]*"|\bfamilyOf\(.*?\) [!=]== '\w+'/g, ''),
  );

test('a room that names a kind of layer is one of the few that have to', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /\.(ts|svelte)$/.test(file) && !words.test(file))
    .filter((file) => naming(readFileSync(path.join(source, file), 'utf8')));
  expect(files.sort()).toEqual(Object.keys(reasons).sort());
});

test('such a name is found', () => {
  expect(naming("if (layer.kind === 'conv2d') return;")).toBe(true);
  expect(naming('const factors = { random_zoom: 0.4 };')).toBe(true);
  expect(naming("if (familyOf(layer.kind) === 'dropout') return;")).toBe(false);
  expect(naming('<div class="dropout"> // dropout')).toBe(false);
});
