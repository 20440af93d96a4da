/** What becomes of a convolution's output, and of a dense neuron's sum, when the picture is shifted. */
import { seeded } from '../base/seeded';
import {
  convolve,
  isInside,
  outputSide,
  side,
  valueAt,
  windowStart,
  type Kernel,
  type Steps,
} from './convolve';

export interface Shift {
  down: number;
  right: number;
}

/** {32,32,C}, shifted; what comes in at an edge repeats the edge. */
export function shifted(image: Float32Array, { down, right }: Shift): Float32Array {
  const channels = image.length / (side * side);
  const within = (n: number) => Math.max(0, Math.min(side - 1, n));
  return Float32Array.from(image, (_, i) => {
    const cell = Math.floor(i / channels);
    const row = within(Math.floor(cell / side) - down);
    const column = within((cell % side) - right);
    return image[(row * side + column) * channels + (i % channels)]!;
  });
}

/** How many of the outputs that are still in view have gone along with the picture, unchanged. */
export function wentAlong(image: Float32Array, kernel: Kernel, steps: Steps, by: Shift) {
  const size = outputSide(steps);
  const before = convolve(image, kernel, steps);
  const after = convolve(shifted(image, by), kernel, steps);
  const [rows, columns] = [by.down / steps.stride, by.right / steps.stride];
  const isIn = (row: number, column: number) =>
    [row, column].every((index) => index >= 0 && index < size && isInside(steps, index));
  let same = 0;
  let all = 0;
  for (let row = 0; row < size; ++row)
    for (let column = 0; column < size; ++column) {
      // With a stride of 2, an odd shift puts outputs between two places: none is the same.
      const [to, at] = [Math.round(row + rows), Math.round(column + columns)];
      if (!isIn(row, column) || !isIn(to, at)) continue;
      all += 1;
      if (before[row * size + column] === after[to * size + at]) same += 1;
    }
  return { same, all };
}

/**
 * The output whose window has gone along with the picture from `start`, where its first row and
 * column were; null where no window stops there, or one that meets the padding.
 */
export function followed(
  image: Float32Array,
  kernel: Kernel,
  steps: Steps,
  start: { row: number; column: number },
  by: Shift,
): number | null {
  const [row, column] = [start.row + by.down, start.column + by.right].map((first) => {
    const index = (first - windowStart(steps, 0)) / steps.stride;
    const isThere = Number.isInteger(index) && index >= 0 && index < outputSide(steps);
    return isThere && isInside(steps, index) ? index : null;
  }) as [number | null, number | null];
  if (row === null || column === null) return null;
  return valueAt(shifted(image, by), kernel, steps, row, column);
}

/** Of Model 0's first layer. */
const neurons = 128;

/** A neuron's weights as training begins with them (Glorot), one for each number of the picture. */
export function neuronWeights(inputs: number, seed: number): Float32Array {
  const random = seeded(seed);
  const most = Math.sqrt(6 / (inputs + neurons));
  return Float32Array.from({ length: inputs }, () => (2 * random() - 1) * most);
}

export const neuronSum = (image: Float32Array, weights: Float32Array) =>
  image.reduce((sum, pixel, i) => sum + pixel * weights[i]!, 0);
