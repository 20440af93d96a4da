import type { Activation } from '../engine/protocol';

export type { Activation };

/** Facts about a list of numbers that a picture of it shows. */
export function extent(data: Float32Array) {
  let least = Infinity;
  let most = -Infinity;
  let zeros = 0;
  for (const value of data) {
    least = Math.min(least, value);
    most = Math.max(most, value);
    if (value === 0) ++zeros;
  }
  return { least, most, zeros, largest: Math.max(Math.abs(least), Math.abs(most)) };
}

/** Pixels that are ready to be drawn: RGBA, row by row. */
export interface Raster {
  width: number;
  height: number;
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

export type Colour = readonly [number, number, number];

/** 0 is black, positive goes to white, negative to blue; `largest` is as bright as it gets. */
export function shade(value: number, largest: number): Colour {
  const part = largest > 0 ? value / largest : 0;
  return part >= 0 ? [255 * part, 255 * part, 255 * part] : [-70 * part, -150 * part, -255 * part];
}

/** Both ends of the scale that shows a sign: on the same light ground in every theme. */
const signed = { positive: [20, 96, 125], negative: [189, 68, 21], zero: [246, 241, 231] } as const;

/** 0 is nearly white, positive goes to blue, negative to orange; beyond `largest` nothing changes. */
export function signedShade(value: number, largest: number): Colour {
  const part = largest > 0 ? Math.min(1, Math.abs(value) / largest) : 0;
  const end = value < 0 ? signed.negative : signed.positive;
  const mix = (i: 0 | 1 | 2) => signed.zero[i] + (end[i] - signed.zero[i]) * part;
  return [mix(0), mix(1), mix(2)];
}

/** Draws `height` x `width` cells, `scale` pixels wide, each as `colour` says of pixels in it. */
export function draw(
  height: number,
  width: number,
  scale: number,
  colour: (row: number, column: number, y: number, x: number) => Colour | null,
): Raster {
  const pixels = new Uint8ClampedArray(4 * height * width * scale * scale);
  for (let y = 0, at = 0; y < height * scale; ++y)
    for (let x = 0; x < width * scale; ++x, at += 4) {
      const rgb = colour(Math.floor(y / scale), Math.floor(x / scale), y % scale, x % scale);
      if (!rgb) continue; // transparent
      pixels.set(rgb, at);
      pixels[at + 3] = 255;
    }
  return { width: width * scale, height: height * scale, pixels };
}

/** How the channels of {H,W,C} are laid out side by side, a cell apart. */
export interface Sheet {
  columns: number;
  rows: number;
  /** Of the whole, in cells. */
  height: number;
  width: number;
}

/** About three times as wide as high, with the last row as full as that many rows allow. */
export function sheetOf([height, width, channels]: number[]): Sheet {
  const best = Math.ceil(Math.sqrt((3 * channels! * height!) / width!));
  const rows = Math.ceil(channels! / Math.min(channels!, best));
  const columns = Math.ceil(channels! / rows);
  return { columns, rows, height: rows * (height! + 1) - 1, width: columns * (width! + 1) - 1 };
}

/** What lies at a place of the sheet; null between channels and behind the last. */
export function placeOf(sheet: Sheet, [height, width, channels]: number[], y: number, x: number) {
  const [row, column] = [y % (height! + 1), x % (width! + 1)];
  const channel = Math.floor(y / (height! + 1)) * sheet.columns + Math.floor(x / (width! + 1));
  if (row === height || column === width || channel >= channels!) return null;
  return { row, column, channel };
}

/** All channels of {H,W,C} on one scale, so that they can be compared. */
export function channelSheet({ shape, data }: Activation): Raster {
  const sheet = sheetOf(shape);
  const { largest } = extent(data);
  const [, width, channels] = shape as [number, number, number];
  return draw(sheet.height, sheet.width, 1, (y, x) => {
    const at = placeOf(sheet, shape, y, x);
    if (!at) return null;
    return shade(data[(at.row * width + at.column) * channels + at.channel]!, largest);
  });
}

/** Filter number `filter` of a kernel {kH,kW,3,O} as a picture: middle grey is a weight of 0. */
export function filterPicture(kernel: Float32Array, shape: number[], filter: number): Raster {
  const [height, width, channels, filters] = shape as [number, number, number, number];
  const weight = (row: number, column: number, channel: number) =>
    kernel[((row * width + column) * channels + channel) * filters + filter]!;
  let largest = 0;
  for (let i = filter; i < kernel.length; i += filters)
    largest = Math.max(largest, Math.abs(kernel[i]!));
  const byte = (value: number) => 127.5 + (largest > 0 ? (127.5 * value) / largest : 0);
  return draw(height, width, 1, (row, column) => [
    byte(weight(row, column, 0)),
    byte(weight(row, column, channels === 3 ? 1 : 0)),
    byte(weight(row, column, channels === 3 ? 2 : 0)),
  ]);
}
