import { describe, expect, test } from 'vitest';
import { catalog, entryOf } from '../../../../web/src/model/catalog';
import {
  addBlock,
  applyFix,
  duplicate,
  insert,
  move,
  newLayer,
  placeFor,
  remove,
  sameLayers,
  setField,
} from '../../../../web/src/model/edit';
import { presetOf, presets } from '../../../../web/src/model/presets';

const entry = (kind: string) => entryOf(kind)!;
const model = presets['model-1'];
const kinds = (m: typeof model) => m.layers.map(({ kind }) => kind);

describe('changing a model', () => {
  test('leaves the model it began with as it was', () => {
    const before = JSON.stringify(model);
    setField(model, 0, 'filters', 7);
    insert(model, 3, { kind: 'flatten' });
    remove(model, 0);
    move(model, 0, 5);
    duplicate(model, 2);
    addBlock(model);
    expect(JSON.stringify(model)).toBe(before);
  });

  test('a field is set in one layer only', () => {
    const changed = setField(model, 1, 'filters', 7);
    expect(changed.layers.map((layer) => layer.filters).slice(0, 2)).toEqual([32, 7]);
  });

  test('a move and its way back make the model again', () => {
    for (const [from, to] of [
      [0, 3],
      [5, 2],
      [11, 0],
      [4, 5],
    ] as const)
      // prettier-ignore
      expect(sameLayers(move(move(model, from, to), to, from), model)).toBe(true);
  });

  test('moving first up or last down does nothing', () => {
    expect(move(model, 0, -1)).toBe(model);
    expect(move(model, model.layers.length - 1, model.layers.length)).toBe(model);
  });

  test('a copy stands behind its layer and is its own', () => {
    const copied = duplicate(model, 0);
    expect(copied.layers[1]).toEqual(copied.layers[0]);
    expect(copied.layers[1]).not.toBe(copied.layers[0]);
    expect(copied.layers.length).toBe(model.layers.length + 1);
  });
});

describe('a block', () => {
  test('goes in before Flatten, with twice the filters', () => {
    const { model: deeper, at } = addBlock(model);
    expect(at).toBe(9);
    expect(kinds(deeper).slice(9, 13)).toEqual(['conv2d', 'conv2d', 'max_pooling2d', 'flatten']);
    expect(deeper.layers[9]!.filters).toBe(256);
    expect(deeper.layers[10]).toEqual(deeper.layers[9]);
  });

  test('never has more than 256 filters', () => {
    const { model: twice } = addBlock(addBlock(model).model);
    expect(twice.layers[12]!.filters).toBe(256);
  });

  test('begins an empty model with 32', () => {
    expect(addBlock({ name: '', layers: [] }).model.layers[0]!.filters).toBe(32);
  });
});

test('a new layer has a value in every field', () => {
  const pooling = { kind: 'max_pooling2d', pool_size: [2, 2], strides: [2, 2], padding: 'valid' };
  expect(newLayer(entry('max_pooling2d'))).toEqual(pooling);
  expect(newLayer(entry('dropout'))).toEqual({ kind: 'dropout', rate: 0.25 });
  for (const row of catalog) {
    const layer = newLayer(row);
    for (const { name, optional } of row.fields)
      if (!optional) expect(layer[name], `${row.kind}.${name}`).toBeDefined();
  }
});

test('a new layer shares nothing with the next', () => {
  const first = newLayer(entry('max_pooling2d'));
  (first.pool_size as number[])[0] = 9;
  expect(newLayer(entry('max_pooling2d')).pool_size).toEqual([2, 2]);
});

describe('a fix', () => {
  const broken = presets['model-2'];

  test('sets a field', () => {
    const at = broken.layers.findIndex(({ kind }) => kind === 'dropout');
    const fixed = applyFix(broken, { action: 'set', layer: at, field: 'rate', value: 0.25 });
    expect(fixed.layers[at]!.rate).toBe(0.25);
  });

  test('puts a layer in, takes one out, or adds one at the end as it was asked for', () => {
    expect(applyFix(broken, { action: 'insert', layer: 2, kind: 'flatten' }).layers[2]).toEqual({
      kind: 'flatten',
    });
    expect(kinds(applyFix(broken, { action: 'remove', layer: 0 }))).toEqual(kinds(broken).slice(1));
    const fields = { units: 10, activation: 'softmax' };
    expect(applyFix(broken, { action: 'append', kind: 'dense', fields }).layers.at(-1)).toEqual({
      kind: 'dense',
      ...fields,
    });
  });
});

test('a preset is known by its layers, whatever it is called', () => {
  expect(presetOf({ ...model, name: 'mine' })).toBe('model-1');
  expect(presetOf(setField(model, 0, 'filters', 31))).toBeNull();
  expect(presetOf(presets['model-2'])).toBe('model-2');
});

describe('the place of a new layer', () => {
  const [flip, dropout] = [entry('random_flip'), entry('dropout')];

  test('is below the open layer, or before the dense head', () => {
    expect(placeFor(model, dropout, 2)).toBe(3);
    expect(placeFor(model, dropout, null)).toBe(9);
  });

  test('of an augmentation layer is before all that do not augment, and of others behind', () => {
    expect(placeFor(model, flip, 5)).toBe(0);
    const flipped = insert(model, 0, { kind: 'random_flip' });
    expect(placeFor(flipped, flip, 6)).toBe(1);
    expect(placeFor(flipped, flip, 0)).toBe(1);
    expect(placeFor(flipped, dropout, 0)).toBe(1);
  });
});
