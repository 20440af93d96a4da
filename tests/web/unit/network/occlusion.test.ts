import { describe, expect, test } from 'vitest';
import type { PictureShape } from '../../../../web/src/model/data_description';
import { coveredPictures, occlusionOf, squareOf } from '../../../../web/src/network/occlusion';

const shape = [32, 32, 3] as const;
const bytes = 3 * 32 * 32;
/** Red, except where it is covered. */
const picture = new Uint8Array(bytes).map((_, i) => (i % 3 === 0 ? 200 : 0));
const pixel = (of: Uint8Array, row: number, column: number) => [
  ...of.subarray(3 * (32 * row + column), 3 * (32 * row + column) + 3),
];
const all = coveredPictures(picture, shape);
const each = Array.from({ length: all.length / bytes }, (_, i) =>
  all.subarray(i * bytes, (i + 1) * bytes),
);

describe('covering a picture', () => {
  test('the first is the picture itself; in each of the others 64 pixels are grey', () => {
    expect(each.length).toBe(1 + 7 * 7);
    expect(each[0]).toEqual(picture);
    for (const one of each.slice(1)) {
      const grey = one.filter((byte, i) => byte === 128 && i % 3 === 0).length;
      expect(grey).toBe(64);
    }
  });

  test('every pixel is covered at least once', () => {
    for (const row of [0, 3, 15, 31])
      for (const column of [0, 4, 16, 31])
        expect(each.some((one) => pixel(one, row, column).join() === '128,128,128')).toBe(true);
  });

  test('an answer that hangs on one pixel loses all of itself there, and nothing far away', () => {
    // Class 1 is certain where the pixel in row 5 and column 6 is red; else both are equal.
    const said = each.flatMap((one) => (pixel(one, 5, 6)[0] === 200 ? [0, 1] : [0.5, 0.5]));
    const { answer, share, loss } = occlusionOf(Float32Array.from(said), 2, shape);
    expect([answer, share]).toEqual([1, 1]);
    expect(loss[32 * 5 + 6]).toBe(0.5);
    expect(loss[32 * 31 + 31]).toBe(0);
    // The squares at 0 and 4 cover both pixels' rows; of those over column 9 (at 4 and 8) one covers 6.
    expect(loss[32 * 5 + 9]).toBe(0.25);
  });

  test.each<PictureShape>([
    [8, 8, 1],
    [28, 28, 1],
    [9, 12, 3],
    [64, 64, 3],
  ])('of %i×%i×%i pixels goes as far as its edges', (...other) => {
    const [height, width, channels] = other;
    const pixels = height * width;
    const black = new Uint8Array(pixels * channels);
    const shown = coveredPictures(black, other);
    const count = shown.length / black.length;
    const covered = new Set<number>();
    for (let n = 1; n < count; ++n) {
      const one = shown.subarray(n * black.length, (n + 1) * black.length);
      const grey = Array.from({ length: pixels }, (_, i) => i).filter((i) => one[channels * i] === 128); // prettier-ignore
      expect(grey).toHaveLength(squareOf(other) ** 2);
      for (const i of grey) covered.add(i);
    }
    expect(covered.size).toBe(pixels);
    const { loss } = occlusionOf(new Float32Array(2 * count).fill(0.5), 2, other);
    expect(loss).toEqual(new Float32Array(pixels));
  });
});
