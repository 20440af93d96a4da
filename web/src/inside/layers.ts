import type { LayerSpec, Pair } from '../../../wasm/lab';
import { familyOf } from '../model/catalog';
import type { Activation } from '../ui/raster';
import type { Plane, Pooling } from './pooling';

/** A pair as the model may write it: Keras takes 3 for (3, 3). */
export function pairOf(value: unknown, usual: Pair): Pair {
  if (typeof value === 'number') return [value, value];
  return Array.isArray(value) ? (value as Pair) : usual;
}

/** How a layer pools; null when it does not, or not by windows. */
export function poolingOf(layer: LayerSpec): Pooling | null {
  const kind = { max_pooling2d: 'max', average_pooling2d: 'average' }[layer.kind];
  if (!kind) return null;
  const window = pairOf(layer.pool_size, [2, 2]);
  return {
    kind: kind as Pooling['kind'],
    window,
    strides: pairOf(layer.strides, window),
    padding: layer.padding === 'same' ? 'same' : 'valid',
  };
}

/** The share that a layer switches off in training; null when it is not a dropout layer. */
export const dropoutRate = (layer: LayerSpec): number | null =>
  familyOf(layer.kind) === 'dropout' ? Number(layer.rate ?? 0) : null;

/** Whether it switches off whole channels. */
export const dropsChannels = ({ kind }: LayerSpec) => kind === 'spatial_dropout2d';

export const isPicture = (shape: number[]) => shape.length === 3;

/** One channel of {H,W,C}. */
export function channelOf({ shape, data }: Activation, channel: number): Plane {
  const [height, width, channels] = shape as [number, number, number];
  const plane = Float32Array.from(
    { length: height * width },
    (_, i) => data[i * channels + channel]!,
  );
  return { height, width, data: plane };
}

/** The channels of {H,W,C} with the largest sums, strongest first. */
export function strongest({ shape, data }: Activation, count: number): number[] {
  const channels = shape.at(-1)!;
  const sums = new Float64Array(channels);
  data.forEach((value, i) => (sums[i % channels]! += Math.abs(value)));
  return Array.from(sums.keys())
    .sort((a, b) => sums[b]! - sums[a]!)
    .slice(0, count);
}
