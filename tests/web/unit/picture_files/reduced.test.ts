import { describe, expect, test } from 'vitest';
import { greyOf, reduced } from '../../../../web/src/picture_files/reduced';

const whole = { left: 0, top: 0, size: 16 };
/** Left half one colour, right half another. */
const halves = (left: number[], right: number[]) => ({
  width: 16,
  height: 16,
  pixels: Uint8Array.from({ length: 16 * 16 * 3 }, (_, i) => (((i / 3) | 0) % 16 < 8 ? left : right)[i % 3]!), // prettier-ignore
});

describe('a picture of the learner’s own', () => {
  test('becomes as large as those of the data', () => {
    const picture = halves([200, 10, 30], [0, 100, 250]);
    const small = reduced(picture, whole, [8, 8, 3]);
    expect(small).toHaveLength(8 * 8 * 3);
    expect([...small.subarray(0, 3)]).toEqual([200, 10, 30]);
    expect([...small.subarray(7 * 3, 8 * 3)]).toEqual([0, 100, 250]);
  });

  test('and grey where they are: black, white and greys stay, green is brighter than blue', () => {
    const picture = halves([255, 255, 255], [0, 0, 0]);
    const small = reduced(picture, whole, [28, 28, 1]);
    expect(small).toHaveLength(28 * 28);
    expect([small[0], small[27]]).toEqual([255, 0]);
    // ITU-R BT.601: 0.299, 0.587 and 0.114 of 255.
    expect([...greyOf(Uint8Array.of(77, 77, 77, 255, 0, 0, 0, 255, 0, 0, 0, 255))]).toEqual([77, 76, 150, 29]); // prettier-ignore
  });
});
