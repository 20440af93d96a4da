import { describe, expect, test } from 'vitest';
import {
  convolve,
  handKernel,
  products,
  scaled,
  side,
  sumOf,
  trainedKernel,
  valueAt,
} from '../../../../web/src/lesson/convolve';

describe('the convolution that is stepped through', () => {
  const ones = new Float32Array(side * side).fill(1);
  const sum = { weights: new Float32Array(9).fill(1), channels: 1, bias: 0 };

  test('ones over ones, same padding: 9 inside, 6 on an edge, 4 in a corner', () => {
    const output = convolve(ones, sum);
    expect(output[5 * side + 7]).toBe(9);
    expect(output[7]).toBe(6);
    expect(output[5 * side]).toBe(6);
    expect(output[0]).toBe(4);
    expect(output[side * side - 1]).toBe(4);
  });

  test('the products are laid out row by row, and are marked where the window hangs over', () => {
    const image = Float32Array.from({ length: side * side }, (_, i) => i);
    const kernel = {
      weights: Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]),
      channels: 1,
      bias: 0,
    };
    const terms = products(image, kernel, 0, 1, 0);
    expect(terms.map(({ outside }) => outside)).toEqual(
      [true, true, true, false, false, false, false, false, false],
    ); // prettier-ignore
    expect(terms.map(({ pixel }) => pixel)).toEqual([0, 0, 0, 0, 1, 2, 32, 33, 34]);
    // 4·0 + 5·1 + 6·2 + 7·32 + 8·33 + 9·34
    expect(sumOf(terms)).toBe(811);
  });

  test('ReLU cuts the negative half off; the bias comes before it', () => {
    const negative = { weights: new Float32Array(9).fill(-1), channels: 1, bias: 9.5 };
    expect(valueAt(ones, negative, 3, 3)).toBeCloseTo(0.5);
    expect(convolve(ones, { ...negative, bias: 8.5 })[3 * side + 3]).toBe(0);
  });

  test('kernels that add up to 0 say nothing on an even surface', () => {
    for (const name of ['vertical', 'horizontal', 'outline'] as const)
      expect(valueAt(ones, handKernel(name), 9, 9)).toBeCloseTo(0);
  });

  test('a filter is taken out of {3,3,C,O} with its own weights', () => {
    // Each weight names its place: row, column, channel, filter.
    const data = Float32Array.from({ length: 9 * 3 * 4 }, (_, i) => i);
    const { weights } = trainedKernel(data, 3, 4, 2);
    // Row 1, column 2, channel 1, filter 2: ((1·3 + 2)·3 + 1)·4 + 2.
    expect(weights[(1 * 3 + 2) * 3 + 1]).toBe(66);
    expect(weights.length).toBe(27);
  });

  test('pixels are divided by 255; grey is the mean of the three', () => {
    const pixels = new Uint8Array(3 * side * side);
    pixels.set([255, 51, 0], 0);
    expect(scaled(pixels, 3).subarray(0, 3)).toEqual(Float32Array.of(1, 0.2, 0));
    expect(scaled(pixels, 1)[0]).toBeCloseTo(0.4);
    // (100 + 0 + 0) / 765 is 0.1307…
    pixels.set([100, 0, 0], 0);
    expect(scaled(pixels, 1)[0]).toBe(Math.fround(0.13));
  });
});
