import { extent, type Activation, type Colour, type Raster } from '../ui/raster';

/** What is positive and what is negative, as a theme has it. */
export interface Ink {
  positive: Colour;
  negative: Colour;
}

/** Small values are seen too: how strong a colour is goes with this power of the value. */
const gamma = 0.7;

/** The paper shows through where a value is near 0: so the same drawing serves light and dark. */
function put(pixels: Uint8ClampedArray, at: number, value: number, largest: number, ink: Ink) {
  const part = largest > 0 ? Math.min(1, Math.abs(value) / largest) : 0;
  pixels.set(value < 0 ? ink.negative : ink.positive, at);
  pixels[at + 3] = 255 * part ** gamma;
}

/**
 * These channels of {H,W,C}, one above the other, a transparent row between them: a pixel for each
 * value. All are on one scale, to `most`, or to the largest of them.
 */
export function mapsRaster(
  { shape, data }: Activation,
  shown: number[],
  ink: Ink,
  most = 0,
): Raster {
  const [height, width, channels] = shape as [number, number, number];
  const cells = height * width;
  let largest = most;
  for (const channel of shown)
    for (let cell = 0; cell < cells; ++cell)
      largest = Math.max(largest, Math.abs(data[cell * channels + channel]!));
  const pitch = (height + 1) * width;
  const pixels = new Uint8ClampedArray(4 * (shown.length * pitch - width));
  shown.forEach((channel, i) => {
    for (let cell = 0; cell < cells; ++cell)
      put(pixels, 4 * (i * pitch + cell), data[cell * channels + channel]!, largest, ink);
  });
  return { width, height: shown.length * (height + 1) - 1, pixels };
}

/** In how many columns so many units fill a place of this width and height with squares. */
export function columnsFor(units: number, width: number, height: number): number {
  let columns = 1;
  while (Math.ceil(units / columns) * (width / columns) > height) ++columns;
  return columns;
}

/** {units} as a grid of so many columns: a pixel for each unit. */
export function cellsRaster(output: Activation, columns: number, ink: Ink): Raster {
  const units = output.data.length;
  const rows = Math.ceil(units / columns);
  const pixels = new Uint8ClampedArray(4 * rows * columns);
  const largest = extent(output.data).largest;
  output.data.forEach((value, i) => put(pixels, 4 * i, value, largest, ink));
  return { width: columns, height: rows, pixels };
}
