import type { LayerSpec } from '../../../wasm/lab';
import { pairOf } from '../inside/layers';
import { familyOf } from '../model/catalog';

/** A part of a plane, in cells: rows from `top` on, columns from `left` on. */
export interface Region {
  top: number;
  left: number;
  height: number;
  width: number;
}

/** How a window goes over a plane. */
export interface Window {
  size: [number, number];
  strides: [number, number];
  /** From one cell of the window to its next. */
  dilation: [number, number];
  /** Cells of nothing before the first row and the first column. */
  padding: [number, number];
}

/** Keras's `same`: what is missing is divided, the larger half behind. */
function paddingBefore(input: number, output: number, size: number, stride: number): number {
  return Math.floor(Math.max(0, (output - 1) * stride + size - input) / 2);
}

/** Rows and columns from the window's first cell to its last. */
const spansOf = ({ size, dilation }: Pick<Window, 'size' | 'dilation'>): [number, number] => [
  (size[0] - 1) * dilation[0] + 1,
  (size[1] - 1) * dilation[1] + 1,
];

/** The window of a convolution or a pooling; null for other layers. Shapes are {H,W,C}. */
export function windowOf(layer: LayerSpec, input: number[], output: number[]): Window | null {
  const isPooling = familyOf(layer.kind) === 'pooling';
  if (!isPooling && familyOf(layer.kind) !== 'convolution') return null;
  if (input.length !== 3 || output.length !== 3) return null;
  const size = isPooling ? pairOf(layer.pool_size, [2, 2]) : pairOf(layer.kernel_size, [3, 3]);
  const strides = pairOf(layer.strides, isPooling ? size : [1, 1]);
  const dilation = pairOf(layer.dilation_rate, [1, 1]);
  const spans = spansOf({ size, dilation });
  const isSame = layer.padding === 'same';
  const before = (axis: 0 | 1) =>
    isSame ? paddingBefore(input[axis]!, output[axis]!, spans[axis], strides[axis]) : 0;
  return { size, strides, dilation, padding: [before(0), before(1)] };
}

const whole = ([height = 1, width = 1]: number[]): Region => ({ top: 0, left: 0, height, width });

function clipped(region: Region, [height = 1, width = 1]: number[]): Region {
  const top = Math.max(0, region.top);
  const left = Math.max(0, region.left);
  return {
    top,
    left,
    height: Math.max(0, Math.min(height, region.top + region.height) - top),
    width: Math.max(0, Math.min(width, region.left + region.width) - left),
  };
}

/** The part of a layer's input that a part of its output is computed from. */
export function regionBefore(
  layer: LayerSpec,
  input: number[],
  output: number[],
  region: Region,
): Region {
  if (input.length !== 3) return whole([1, 1]);
  if (output.length !== 3) return whole(input);
  const window = windowOf(layer, input, output);
  if (window) {
    const { strides, padding } = window;
    const spans = spansOf(window);
    return clipped(
      {
        top: region.top * strides[0] - padding[0],
        left: region.left * strides[1] - padding[1],
        height: (region.height - 1) * strides[0] + spans[0],
        width: (region.width - 1) * strides[1] + spans[1],
      },
      input,
    );
  }
  if (input[0] === output[0] && input[1] === output[1]) return region;
  // What pads or crops moves the part by half of what the plane has gained or lost.
  const moved = { ...region };
  moved.top -= Math.trunc((output[0]! - input[0]!) / 2);
  moved.left -= Math.trunc((output[1]! - input[1]!) / 2);
  return clipped(moved, input);
}

/**
 * The receptive field of a part of layer `at`'s output: its part of the picture first, then that of
 * every layer up to `at`. `shapes` are those of the picture and of every layer's output.
 */
export function receptiveField(
  layers: LayerSpec[],
  shapes: number[][],
  at: number,
  region: Region,
): Region[] {
  const fields: Region[] = [region];
  for (let i = at; i >= 0; --i)
    fields.unshift(regionBefore(layers[i]!, shapes[i]!, shapes[i + 1]!, fields[0]!));
  return fields;
}
