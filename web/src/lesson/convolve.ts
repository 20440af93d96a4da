/** A 3x3 convolution with same padding, in plain loops: small enough to be checked by eye. */

export const side = 32;

/** Kernel {3,3,C} with its bias. */
export interface Kernel {
  weights: Float32Array;
  channels: number;
  bias: number;
}

export interface Product {
  /** 0 where the window hangs over the edge. */
  pixel: number;
  weight: number;
  outside: boolean;
}

/** The nine products of one channel when the window's centre is at (row, column). */
export function products(
  image: Float32Array,
  kernel: Kernel,
  row: number,
  column: number,
  channel: number,
): Product[] {
  const found: Product[] = [];
  for (let i = -1; i <= 1; ++i) {
    for (let j = -1; j <= 1; ++j) {
      const r = row + i;
      const c = column + j;
      const outside = r < 0 || r >= side || c < 0 || c >= side;
      found.push({
        pixel: outside ? 0 : image[(r * side + c) * kernel.channels + channel]!,
        weight: kernel.weights[((i + 1) * 3 + (j + 1)) * kernel.channels + channel]!,
        outside,
      });
    }
  }
  return found;
}

export const sumOf = (terms: Product[]) =>
  terms.reduce((sum, { pixel, weight }) => sum + pixel * weight, 0);

/** The sum at one place, over all channels, with the bias and before ReLU. */
export function valueAt(image: Float32Array, kernel: Kernel, row: number, column: number): number {
  let value = kernel.bias;
  for (let channel = 0; channel < kernel.channels; ++channel)
    value += sumOf(products(image, kernel, row, column, channel));
  return value;
}

/** The whole output {32,32} after ReLU. */
export function convolve(image: Float32Array, kernel: Kernel): Float32Array {
  return Float32Array.from({ length: side * side }, (_, i) =>
    Math.max(0, valueAt(image, kernel, Math.floor(i / side), i % side)),
  );
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
