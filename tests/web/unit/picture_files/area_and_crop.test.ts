import { describe, expect, test } from 'vitest';
import { areaAverage, type RgbPicture } from '../../../../web/src/picture_files/area_average';
import { boxOf, moved, resized, wholeCrop, within } from '../../../../web/src/picture_files/crop';

/** Grey picture from rows of bytes; green is the byte plus 1, blue its double. */
function picture(rows: number[][]): RgbPicture {
  const pixels = Uint8Array.from(rows.flat().flatMap((byte) => [byte, byte + 1, 2 * byte]));
  return { width: rows[0]!.length, height: rows.length, pixels };
}
const whole = ({ width, height }: RgbPicture) => ({ left: 0, top: 0, width, height });
const reds = ({ pixels }: RgbPicture) => [...pixels.filter((_, i) => i % 3 === 0)];

describe('the mean over areas', () => {
  test('of whole pixels is their mean, channel by channel', () => {
    const small = areaAverage(picture([[10, 20, 50, 70], [30, 40, 90, 110]]), { left: 0, top: 0, width: 4, height: 2 }, 2, 1); // prettier-ignore
    // (10 + 20 + 30 + 40) / 4 = 25, (50 + 70 + 90 + 110) / 4 = 80
    expect([...small.pixels]).toEqual([25, 26, 50, 80, 81, 160]);
  });

  test('gives a pixel that is cut its share', () => {
    // Three pixels to two: the first takes one and a half, (10·1 + 40·½) / 1½ = 20.
    const source = picture([[10, 40, 100]]);
    expect(reds(areaAverage(source, whole(source), 2, 1))).toEqual([20, 80]);
  });

  test('of a box begins and ends inside pixels', () => {
    // From ½ to 2½: half of 10, all of 40, half of 100 = 5 + 40 + 50 = 95, over 2.
    const source = picture([[10, 40, 100]]);
    const box = { left: 0.5, top: 0, width: 2, height: 1 };
    expect(reds(areaAverage(source, box, 1, 1))).toEqual([48]);
  });

  test('repeats pixels where there are too few', () => {
    const source = picture([[10, 40]]);
    expect(reds(areaAverage(source, whole(source), 4, 2))).toEqual([10, 10, 40, 40, 10, 10, 40, 40]); // prettier-ignore
  });
});

describe('the square that is cut out', () => {
  const wide = { width: 300, height: 100 };

  test('begins as the largest, in the middle', () => {
    expect(wholeCrop(wide)).toEqual({ left: 100, top: 0, size: 100 });
  });

  test('cannot leave the picture, nor be larger than it or tiny', () => {
    expect(moved(wide, { left: 250, top: 30, size: 40 }, 50, 50)).toEqual({ left: 260, top: 60, size: 40 }); // prettier-ignore
    expect(moved(wide, { left: 5, top: 5, size: 40 }, -9, -9)).toEqual({ left: 0, top: 0, size: 40 }); // prettier-ignore
    expect(within(wide, { left: 0, top: 0, size: 500 }).size).toBe(100);
    expect(within(wide, { left: 0, top: 0, size: 1 }).size).toBe(16);
  });

  test('is as wide for its height as the pictures of the data', () => {
    const high = wholeCrop(wide, 20 / 28);
    expect(high).toMatchObject({ top: 0, size: 100 });
    expect(boxOf(high, 20 / 28).width).toBeCloseTo(100 * (20 / 28));
    expect(high.left).toBeCloseTo((300 - 100 * (20 / 28)) / 2);
    // Four times as wide as high: the whole width, in the middle.
    const flat = wholeCrop(wide, 4);
    expect(boxOf(flat, 4)).toEqual({ left: 0, top: 12.5, width: 300, height: 75 });
    expect(moved(wide, flat, 10, 100, 4)).toEqual({ left: 0, top: 25, size: 300 });
    expect(resized(wide, flat, 100, 4)).toEqual({ left: 100, top: 37.5, size: 100 });
  });

  test('grows and shrinks around its middle', () => {
    expect(resized(wide, { left: 100, top: 20, size: 40 }, 20)).toEqual({ left: 110, top: 30, size: 20 }); // prettier-ignore
    expect(resized(wide, { left: 100, top: 30, size: 40 }, 100)).toEqual({ left: 70, top: 0, size: 100 }); // prettier-ignore
  });
});
