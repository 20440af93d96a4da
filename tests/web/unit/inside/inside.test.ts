import { describe, expect, test } from 'vitest';
import { dropped } from '../../../../web/src/inside/dropout';
import { channelOf, poolingOf, strongest } from '../../../../web/src/inside/layers';
import {
  channelSheet,
  extent,
  filterPicture,
  placeOf,
  sheetOf,
} from '../../../../web/src/ui/raster';
import {
  outputOf,
  pool,
  pooledSize,
  windowOf,
  type Plane,
  type Pooling,
} from '../../../../web/src/inside/pooling';

/** 0, 1, 2, … row by row. */
const counting = (height: number, width: number): Plane => ({
  height,
  width,
  data: Float32Array.from({ length: height * width }, (_, i) => i),
});
const max: Pooling = { kind: 'max', window: [2, 2], strides: [2, 2], padding: 'valid' };

describe('pooling', () => {
  test('keeps the largest number of each square, or the mean', () => {
    // 0 1 2 3 | 4 5 6 7: the squares are 0 1 4 5 and 2 3 6 7.
    const plane = counting(2, 4);
    expect([...pool(plane, max).data]).toEqual([5, 7]);
    expect([...pool(plane, { ...max, kind: 'average' }).data]).toEqual([2.5, 4.5]);
  });

  test('leaves an odd row and column out with valid padding', () => {
    expect(pooledSize(counting(5, 7), max)).toEqual([2, 3]);
  });

  test('takes it with same padding, as a window with fewer cells', () => {
    const same: Pooling = { ...max, kind: 'average', padding: 'same' };
    const plane = counting(3, 3);
    // 0 1 3 4, 2 5, 6 7, 8: one missing row and column, put behind.
    expect([...pool(plane, same).data]).toEqual([2, 3.5, 6.5, 8]);
    expect(windowOf(plane, same, { row: 1, column: 1 }).cells).toEqual([{ row: 2, column: 2 }]);
  });

  test('puts the odd missing row behind and the other half in front', () => {
    // 4 rows, window 4, stride 1: 4 outputs, 3 missing rows, one of them in front.
    const wide: Pooling = { kind: 'max', window: [4, 1], strides: [1, 1], padding: 'same' };
    expect(windowOf(counting(4, 1), wide, { row: 0, column: 0 }).top).toBe(-1);
    expect([...pool(counting(4, 1), wide).data]).toEqual([2, 3, 3, 3]);
  });

  test('finds the output that a cell goes into', () => {
    expect(outputOf(counting(8, 6), max, { row: 5, column: 2 })).toEqual({ row: 2, column: 1 });
    // The last row and column of an odd plane go nowhere: the nearest output is shown.
    expect(outputOf(counting(5, 5), max, { row: 4, column: 4 })).toEqual({ row: 1, column: 1 });
  });

  test('is read from a layer as Keras writes it', () => {
    expect(poolingOf({ kind: 'max_pooling2d' })).toEqual(max);
    expect(poolingOf({ kind: 'average_pooling2d', pool_size: 3, padding: 'same' })).toEqual({
      kind: 'average',
      window: [3, 3],
      strides: [3, 3],
      padding: 'same',
    });
    expect(poolingOf({ kind: 'max_pooling2d', pool_size: [3, 2], strides: [1, 2] })).toEqual({
      ...max,
      window: [3, 2],
      strides: [1, 2],
    });
    expect(poolingOf({ kind: 'conv2d' })).toBeNull();
  });
});

describe('a layer’s numbers', () => {
  // {2,3,2}: channel 1 is 100 more than channel 0.
  const shape = [2, 3, 2];
  const data = Float32Array.from({ length: 12 }, (_, i) => Math.floor(i / 2) + 100 * (i % 2));

  test('are taken apart by channel', () => {
    expect([...channelOf({ shape, data }, 1).data]).toEqual([100, 101, 102, 103, 104, 105]);
    expect(extent(Float32Array.of(0, -3, 2, 0))).toEqual({
      least: -3,
      most: 2,
      zeros: 2,
      largest: 3,
    });
  });

  test('tell which channels are the strongest', () => {
    // Sums by channel: 2, 9, 5.
    const three = { shape: [1, 2, 3], data: Float32Array.of(1, -5, 2, 1, 4, 3) };
    expect(strongest(three, 2)).toEqual([1, 2]);
  });

  test('are drawn channel beside channel, a transparent line between them', () => {
    const sheet = sheetOf(shape);
    expect(sheet).toEqual({ columns: 2, rows: 1, height: 2, width: 7 });
    expect(placeOf(sheet, shape, 1, 5)).toEqual({ row: 1, column: 1, channel: 1 });
    expect(placeOf(sheet, shape, 1, 3)).toBeNull();
    const { pixels, width } = channelSheet({ shape, data });
    const at = (y: number, x: number) => [...pixels.subarray(4 * (y * width + x)).subarray(0, 4)];
    expect(at(1, 6)).toEqual([255, 255, 255, 255]); // 105, the largest
    expect(at(0, 0)).toEqual([0, 0, 0, 255]);
    expect(at(0, 3)).toEqual([0, 0, 0, 0]);
  });

  test('below zero are blue, not grey', () => {
    const one = { shape: [1, 2, 1], data: Float32Array.of(-2, 1) };
    const { pixels, width } = channelSheet({ ...one, shape: [1, 1, 2] });
    expect(width).toBe(3);
    expect(pixels[2]).toBe(255);
    expect(pixels[0]).toBeLessThan(100);
  });

  test('channels that do not fill the last row leave it empty', () => {
    const many = [1, 1, 5];
    const sheet = sheetOf(many);
    expect(sheet).toMatchObject({ columns: 3, rows: 2 });
    expect(placeOf(sheet, many, 2, 2)).toMatchObject({ channel: 4 });
    expect(placeOf(sheet, many, 2, 4)).toBeNull();
  });

  test('of a filter become a picture in which grey is 0', () => {
    // {1,2,3,2}; filter 1 has red 1 at the left, and blue -1 at the right.
    const kernel = new Float32Array(12);
    kernel[1] = 1;
    kernel[(1 * 3 + 2) * 2 + 1] = -1;
    const { pixels } = filterPicture(kernel, [1, 2, 3, 2], 1);
    expect([...pixels]).toEqual([255, 128, 128, 255, 128, 128, 0, 255]);
  });
});

describe('dropout', () => {
  const count = (mask: Uint8Array) => mask.reduce((sum, bit) => sum + bit, 0);

  test('switches off about the share that it says, the same for the same seed', () => {
    const mask = dropped([16, 16, 32], 0.2, false, 5);
    // 8,192 draws at 0.2: 1,638 with a deviation of 36.
    expect(Math.abs(count(mask) - 1638)).toBeLessThan(4 * 36);
    expect(dropped([16, 16, 32], 0.2, false, 5)).toEqual(mask);
    expect(dropped([16, 16, 32], 0.2, false, 6)).not.toEqual(mask);
    expect(count(dropped([7, 7, 3], 0, false, 5))).toBe(0);
  });

  test('takes whole channels when it is spatial', () => {
    const mask = dropped([3, 4, 50], 0.4, true, 9);
    const first = mask.subarray(0, 50);
    expect(count(first)).toBeGreaterThan(5);
    expect(count(first)).toBeLessThan(35);
    for (let pixel = 1; pixel < 12; ++pixel)
      expect(mask.subarray(50 * pixel, 50 * (pixel + 1))).toEqual(first);
  });
});
