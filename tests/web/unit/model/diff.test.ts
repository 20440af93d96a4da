import { describe, expect, test } from 'vitest';
import type { LayerSpec } from '../../../../wasm/lab';
import { diffLayers } from '../../../../web/src/model/diff';
import { presets } from '../../../../web/src/model/presets';

const model = (...kinds: string[]) => ({
  name: '',
  layers: kinds.map((kind): LayerSpec => ({ kind })),
});
const text = (a: string[], b: string[]) =>
  diffLayers(model(...a), model(...b))
    .map(({ layer, in: side }) => ({ both: ' ', first: '-', second: '+' })[side] + layer.kind)
    .join('');

describe('what differs between two models', () => {
  test('Model 2 is Model 1 with three layers more', () => {
    const rows = diffLayers(presets['model-1'], presets['model-2']);
    const added = rows.filter((row) => row.in === 'second');
    expect(added.map(({ layer }) => [layer.kind, layer.rate])).toEqual([
      ['dropout', 0.25],
      ['dropout', 0.25],
      ['dropout', 0.4],
    ]);
    expect(rows.filter((row) => row.in === 'first')).toEqual([]);
    expect(rows.filter((row) => row.in === 'both').map(({ layer }) => layer)).toEqual(
      presets['model-1'].layers,
    );
  });

  test.each([
    [[], [], ''],
    [['a'], [], '-a'],
    [[], ['a'], '+a'],
    [['a', 'b', 'c'], ['a', 'c'], ' a-b c'],
    [['a', 'b'], ['b', 'a'], '-a b+a'],
    [['a', 'a'], ['a', 'a', 'a'], ' a a+a'],
    [['x', 'a', 'y'], ['z', 'a'], '-x+z a-y'],
  ])('%j and %j', (a, b, expected) => {
    expect(text(a, b)).toBe(expected);
  });

  test('the same kind with other fields is another layer', () => {
    const [a, b] = [0.25, 0.5].map((rate) => ({ name: '', layers: [{ kind: 'dropout', rate }] }));
    expect(diffLayers(a!, b!).map((row) => row.in)).toEqual(['first', 'second']);
  });
});
