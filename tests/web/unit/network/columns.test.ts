import { describe, expect, test } from 'vitest';
import type { LayerSpec } from '../../../../wasm/lab';
import type { DataDescription } from '../../../../web/src/model/data_description';
import { presets } from '../../../../web/src/model/presets';
import { columnsOf, endWidth, lookOf } from '../../../../web/src/network/columns';

const layer = (kind: string): LayerSpec => ({ kind });

test('every family of layers has its look', () => {
  expect(lookOf(layer('conv2d'), [32, 32, 8], false)).toBe('maps');
  expect(lookOf(layer('max_pooling2d'), [16, 16, 8], false)).toBe('maps');
  expect(lookOf(layer('global_average_pooling2d'), [64], false)).toBe('cells');
  expect(lookOf(layer('dense'), [128], false)).toBe('cells');
  expect(lookOf(layer('dense'), [10], false)).toBe('cells');
  expect(lookOf(layer('dense'), [10], true)).toBe('answer');
  // Of data of five classes.
  expect(lookOf(layer('dense'), [10], true, 5)).toBe('cells');
  expect(lookOf(layer('dense'), [5], true, 5)).toBe('answer');
  for (const kind of ['dropout', 'batch_normalization', 'activation', 'flatten', 'random_flip'])
    expect(lookOf(layer(kind), [16, 16, 8], false)).toBe('slim');
  // A shape that is not known yet: the maps are to come.
  expect(lookOf(layer('conv2d'), null, false)).toBe('maps');
});

test('no map is higher than its part of the strip, however high the pictures are', () => {
  for (const [rows, across] of [[64, 8], [28, 20], [8, 64]]) {
    const data = { name: 'Desk', shape: [rows, across, 1], classes: ['cup', 'pen'] } as unknown as DataDescription;
    const { columns: [column] } = columnsOf([layer('conv2d')], [[rows!, across!, 4]], { width: 823, height: 187 }, data);
    const { side, gap, shown } = column!;
    expect(side * (rows! / across!)).toBeLessThanOrEqual(0.3 * 187);
    expect(gap * (shown * (rows! + 1) - 1)).toBeLessThanOrEqual(187);
  }
}); // prettier-ignore

/** In pixels, of the whole strip's content. */
function taken({ spacing, columns }: ReturnType<typeof columnsOf>): number {
  const { gap, picture } = spacing;
  return columns.reduce((sum, { width }) => sum + width + gap, picture + gap + endWidth);
}

/** Model 1's shapes, layer by layer. */
const shapes = [
  [32, 32, 32],
  [32, 32, 32],
  [16, 16, 32],
  [16, 16, 64],
  [16, 16, 64],
  [8, 8, 64],
  [8, 8, 128],
  [8, 8, 128],
  [4, 4, 128],
  [2048],
  [128],
  [10],
];

describe('Model 1', () => {
  const { layers } = presets['model-1'];
  const strip = { width: 823, height: 187 };
  const { columns } = columnsOf(layers, shapes, strip);

  test('fits beside a lesson of a window of 1,280 pixels', () => {
    expect(layers).toHaveLength(shapes.length);
    expect(taken(columnsOf(layers, shapes, strip))).toBeLessThanOrEqual(strip.width);
  });

  test.each([790, 823, 900, 1300])('fits into a strip of %i pixels, however high', (width) => {
    for (const height of [150, 187, 272]) {
      expect(taken(columnsOf(layers, shapes, { width, height }))).toBeLessThanOrEqual(width);
    }
  });

  test('shows higher resolutions larger, and as many maps as stand below each other', () => {
    const sides = columns.filter(({ look }) => look === 'maps').map(({ side }) => side);
    expect(sides).toEqual(sides.toSorted((a, b) => b - a));
    expect(new Set(sides).size).toBe(4); // 32, 16, 8 and 4 pixels
    for (const [i, { look, side, shown }] of columns.entries()) {
      if (look !== 'maps') continue;
      // Drawn in one picture as wide as a map, with a row of pixels between two.
      const [rows, across] = shapes[i] as [number, number];
      const pixels = shown * (rows + 1) - 1;
      expect(pixels * (side / across)).toBeLessThanOrEqual(strip.height);
    }
  });

  test('no column shows more maps than its layer has channels', () => {
    const { columns } = columnsOf([layer('conv2d')], [[4, 4, 2]], strip);
    expect(columns[0]!.shown).toBe(2);
  });
});

test('Model 2 fits too, as closely as it has to, down to a window of 1,024 pixels; no way on a phone', () => {
  const { layers } = presets['model-2'];
  const known = shapes.flatMap((shape, i) => ([2, 5, 8].includes(i) ? [shape, shape] : [shape]));
  expect(layers).toHaveLength(known.length);
  const lines = (width: number) => {
    const laidOut = columnsOf(layers, known, { width, height: 187 });
    if (width > 358) expect(taken(laidOut)).toBeLessThanOrEqual(width);
    return laidOut.spacing.lines;
  };
  for (const width of [823, 834, 899]) expect(lines(width)).toEqual({ shape: 2, name: 1 });
  for (const width of [640, 700]) expect(lines(width)).toEqual({ shape: 2, name: 2 });
  for (const width of [1200, 358]) expect(lines(width)).toEqual({ shape: 1, name: 1 });
});

test('a long network keeps its columns legible: it becomes wider than its strip', () => {
  const long = Array.from({ length: 30 }, () => layer('conv2d'));
  const { columns } = columnsOf(long, long.map(() => [32, 32, 16]), { width: 800, height: 187 }); // prettier-ignore
  for (const { width } of columns) expect(width).toBeGreaterThanOrEqual(38);
});
