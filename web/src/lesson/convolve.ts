/** A 3x3 convolution over a picture of 32x32, in plain loops: small enough to be checked by eye. */
import { windowsAlong } from '../inside/pooling';

export const side = 32;

/** Kernel {3,3,C} with its bias. */
export interface Kernel {
  weights: Float32Array;
  channels: number;
  bias: number;
}

/** Where the window stops. */
export interface Steps {
  stride: 1 | 2;
  padding: 'same' | 'valid';
}
export const everyPlace: Steps = { stride: 1, padding: 'same' };

const along = ({ stride, padding }: Steps) => windowsAlong(side, 3, stride, padding);

/** Height and width of the output. */
export const outputSide = (steps: Steps) => along(steps).outputs;

/** First row, or column, of a window: -1 where it hangs over the edge by one. */
export const windowStart = (steps: Steps, index: number) =>
  along(steps).begin + index * steps.stride;

/** The output whose window has a pixel's row, or column, nearest to its middle. */
export function outputAt(steps: Steps, pixel: number): number {
  const { begin, outputs } = along(steps);
  const nearest = Math.round((pixel - 1 - begin) / steps.stride);
  return Math.max(0, Math.min(outputs - 1, nearest));
}

/** Whether a window lies in the picture as a whole. */
export const isInside = (steps: Steps, index: number) =>
  windowStart(steps, index) >= 0 && windowStart(steps, index) + 2 < side;

export interface Product {
  /** 0 where the window hangs over the edge. */
  pixel: number;
  weight: number;
  outside: boolean;
}

/** The nine products of one channel that make the output at (row, column). */
export function products(
  image: Float32Array,
  kernel: Kernel,
  steps: Steps,
  row: number,
  column: number,
  channel: number,
): Product[] {
  const found: Product[] = [];
  const top = windowStart(steps, row);
  const left = windowStart(steps, column);
  for (let i = 0; i < 3; ++i) {
    for (let j = 0; j < 3; ++j) {
      const r = top + i;
      const c = left + j;
      const outside = r < 0 || r >= side || c < 0 || c >= side;
      found.push({
        pixel: outside ? 0 : image[(r * side + c) * kernel.channels + channel]!,
        weight: kernel.weights[(i * 3 + j) * kernel.channels + channel]!,
        outside,
      });
    }
  }
  return found;
}

export const sumOf = (terms: Product[]) =>
  terms.reduce((sum, { pixel, weight }) => sum + pixel * weight, 0);

/** The sum at one place, over all channels, with the bias and before ReLU. */
export function valueAt(
  image: Float32Array,
  kernel: Kernel,
  steps: Steps,
  row: number,
  column: number,
): number {
  let value = kernel.bias;
  for (let channel = 0; channel < kernel.channels; ++channel)
    value += sumOf(products(image, kernel, steps, row, column, channel));
  return value;
}

/** The whole output {side,side}, before ReLU. */
export function convolve(image: Float32Array, kernel: Kernel, steps: Steps): Float32Array {
  const size = outputSide(steps);
  return Float32Array.from({ length: size * size }, (_, i) =>
    valueAt(image, kernel, steps, Math.floor(i / size), i % size),
  );
}

/** The largest size of a number whose window met no padding: zeros beyond the edge are no edge. */
export function largestInside(output: Float32Array, steps: Steps): number {
  const size = outputSide(steps);
  let largest = 0;
  output.forEach((value, i) => {
    if (isInside(steps, Math.floor(i / size)) && isInside(steps, i % size))
      largest = Math.max(largest, Math.abs(value));
  });
  return largest;
}

/**
 * {32,32,3} bytes to [0, 1]; with one channel, the mean of the three in hundredths: two digits show
 * all of it, and a sum by hand comes to the same.
 */
export function scaled(pixels: Uint8Array, channels: number): Float32Array {
  if (channels === 3) return Float32Array.from(pixels, (byte) => byte / 255);
  return Float32Array.from({ length: side * side }, (_, i) => {
    const mean = (pixels[3 * i]! + pixels[3 * i + 1]! + pixels[3 * i + 2]!) / 765;
    return Math.round(100 * mean) / 100;
  });
}

const byHand = {
  vertical: [-1, 0, 1, -2, 0, 2, -1, 0, 1],
  horizontal: [-1, -2, -1, 0, 0, 0, 1, 2, 1],
  outline: [-1, -1, -1, -1, 8, -1, -1, -1, -1],
  blur: Array.from({ length: 9 }, () => 1 / 9),
  identity: [0, 0, 0, 0, 1, 0, 0, 0, 0],
};
export type KernelName = keyof typeof byHand;
export const kernelNames = Object.keys(byHand) as KernelName[];

export function handKernel(name: KernelName): Kernel {
  return { weights: Float32Array.from(byHand[name]), channels: 1, bias: 0 };
}

/** Filter number `filter` of a layer's kernel {3,3,C,O}. */
export function trainedKernel(
  data: Float32Array,
  channels: number,
  filters: number,
  filter: number,
) {
  const weights = Float32Array.from(
    { length: 9 * channels },
    (_, i) => data[i * filters + filter]!,
  );
  return { weights, channels };
}
