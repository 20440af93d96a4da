import { describe, expect, test } from 'vitest';
import {
  convolve,
  everyPlace,
  handKernel,
  isInside,
  largestInside,
  outputAt,
  outputSide,
  products,
  scaled,
  side,
  sumOf,
  trainedKernel,
  valueAt,
  windowStart,
} from '../../../../web/src/lesson/convolve';

describe('the convolution that is stepped through', () => {
  const ones = new Float32Array(side * side).fill(1);
  const sum = { weights: new Float32Array(9).fill(1), channels: 1, bias: 0 };

  test('ones over ones, same padding: 9 inside, 6 on an edge, 4 in a corner', () => {
    const output = convolve(ones, sum, everyPlace);
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
    const terms = products(image, kernel, everyPlace, 0, 1, 0);
    expect(terms.map(({ outside }) => outside)).toEqual(
      [true, true, true, false, false, false, false, false, false],
    ); // prettier-ignore
    expect(terms.map(({ pixel }) => pixel)).toEqual([0, 0, 0, 0, 1, 2, 32, 33, 34]);
    // 4·0 + 5·1 + 6·2 + 7·32 + 8·33 + 9·34
    expect(sumOf(terms)).toBe(811);
  });

  test('the bias is added to the sum', () => {
    const negative = { weights: new Float32Array(9).fill(-1), channels: 1, bias: 9.5 };
    expect(valueAt(ones, negative, everyPlace, 3, 3)).toBeCloseTo(0.5);
    expect(convolve(ones, { ...negative, bias: 8.5 }, everyPlace)[3 * side + 3]).toBe(-0.5);
  });

  test('kernels that add up to 0 say nothing on an even surface', () => {
    for (const name of ['vertical', 'horizontal', 'outline'] as const)
      expect(valueAt(ones, handKernel(name), everyPlace, 9, 9)).toBeCloseTo(0);
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

  // As real Keras has them: ceil(32 / stride) with same padding, floor((32 - 3) / stride) + 1 without.
  test.each([
    [1, 'same', 32, -1, 30],
    [2, 'same', 16, 0, 30],
    [1, 'valid', 30, 0, 29],
    [2, 'valid', 15, 0, 28],
  ] as const)(
    'with stride %d and %s padding there are %d outputs, from %d to %d',
    (stride, padding, size, begin, end) => {
      const steps = { stride, padding };
      expect(outputSide(steps)).toBe(size);
      expect(windowStart(steps, 0)).toBe(begin);
      expect(windowStart(steps, size - 1)).toBe(end);
      // The middle of a window is nearest to itself.
      for (let i = 0; i < size; ++i) expect(outputAt(steps, windowStart(steps, i) + 1)).toBe(i);
    },
  );

  test('with same padding and a stride of 2 all zeros are behind: 9 at the first place, 4 at the last', () => {
    const output = convolve(ones, sum, { stride: 2, padding: 'same' });
    expect(output[0]).toBe(9);
    expect(output[15]).toBe(6);
    expect(output[16 * 16 - 1]).toBe(4);
  });

  test('the scale is taken where no window meets the padding', () => {
    // Ones over ones: on the rim an outline's sum is 3 or 5, inside it is 0.
    const output = convolve(ones, handKernel('outline'), everyPlace);
    expect(Math.max(...output)).toBe(5);
    expect(largestInside(output, everyPlace)).toBe(0);
    expect(isInside(everyPlace, 0)).toBe(false);
    expect(isInside({ stride: 2, padding: 'same' }, 0)).toBe(true);
    expect(isInside({ stride: 2, padding: 'same' }, 15)).toBe(false);
  });
});
