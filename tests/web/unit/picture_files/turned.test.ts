import { expect, test } from 'vitest';
import { turned } from '../../../../web/src/picture_files/open_picture';

/** Three wide, two high: 1 2 3 over 4 5 6, each in all four bytes. */
const pixels = (...values: number[]) => Uint8Array.from(values.flatMap((value) => [value, value, value, value])); // prettier-ignore
const after = (rotation: number, flip: boolean) => {
  const { bytes, width, height } = turned(pixels(1, 2, 3, 4, 5, 6), 3, 2, rotation, flip);
  const rows = Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => bytes[4 * (y * width + x)])); // prettier-ignore
  return rows.map((row) => row.join('')).join(' ');
};

test('a frame is turned clockwise, then mirrored', () => {
  expect(after(0, false)).toBe('123 456');
  expect(after(90, false)).toBe('41 52 63');
  expect(after(180, false)).toBe('654 321');
  expect(after(270, false)).toBe('36 25 14');
  expect(after(0, true)).toBe('321 654');
  expect(after(90, true)).toBe('14 25 36');
});
