import { expect, test } from 'vitest';
import { cellsRaster, columnsFor, mapsRaster, type Ink } from '../../../../web/src/network/drawing';
import type { Raster } from '../../../../web/src/ui/raster';

const ink: Ink = { positive: [1, 2, 3], negative: [4, 5, 6] };
const pixel = ({ pixels, width }: Raster, row: number, column: number) =>
  Array.from(pixels.subarray(4 * (row * width + column), 4 * (row * width + column) + 4));

test('maps stand one above the other, on one scale, with what is 0 left blank', () => {
  // {H,W,C} = {1,2,3}: channels are interleaved. The third is not shown and sets no scale.
  const data = Float32Array.of(2, 0, 100, -1, 2, 100);
  const raster = mapsRaster({ shape: [1, 2, 3], data }, [0, 1], ink);
  expect([raster.width, raster.height]).toEqual([2, 3]);
  expect(pixel(raster, 0, 0)).toEqual([1, 2, 3, 255]);
  expect(pixel(raster, 0, 1)).toEqual([4, 5, 6, Math.round(255 * 0.5 ** 0.7)]);
  expect(pixel(raster, 1, 0)[3]).toBe(0); // between two maps
  expect(pixel(raster, 2, 0)[3]).toBe(0);
  expect(pixel(raster, 2, 1)).toEqual([1, 2, 3, 255]);
});

test('a layer that says nothing at all is blank, not undefined', () => {
  const raster = mapsRaster({ shape: [2, 2, 1], data: new Float32Array(4) }, [0], ink);
  for (let i = 3; i < raster.pixels.length; i += 4) expect(raster.pixels[i]).toBe(0);
});

test('units fill rows of cells; what is left of the last row is blank', () => {
  const raster = cellsRaster({ shape: [5], data: Float32Array.of(1, 1, 1, 1, -1) }, 3, ink);
  expect([raster.width, raster.height]).toEqual([3, 2]);
  expect(pixel(raster, 1, 1)).toEqual([4, 5, 6, 255]);
  expect(pixel(raster, 1, 2)[3]).toBe(0);
});

test('cells are as large as the place allows, and never higher than it', () => {
  expect(columnsFor(10, 32, 400)).toBe(1);
  // 128 cells in 4 columns of 8 pixels would be 256 pixels high.
  expect(columnsFor(128, 32, 256)).toBe(4);
  expect(columnsFor(128, 32, 255)).toBe(5);
});
