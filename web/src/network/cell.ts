import type { LayerSpec, WeightTensor } from '../../../wasm/lab';
import type { Activation } from '../engine/protocol';
import { familyOf } from '../model/catalog';
import { activationFunctions, elu, leakyRelu } from './activation_functions';
import { windowOf, type Region } from './receptive_field';

/** A product of the sum that made a number. */
export interface Term {
  /** Where the input stands in {H,W,C} or {units}, and how it is called there. */
  at: number[];
  input: number;
  weight: number;
}

/** How one number of a layer's output came about, from numbers of its input and its weights. */
export interface CellSum {
  /** `sum`: products, bias and total. `largest`, `mean`: of the inputs. `value`: one input, changed. */
  how: 'sum' | 'largest' | 'mean' | 'value';
  terms: Term[];
  bias: number | null;
  /** Of the products and the bias; the largest; the mean. */
  total: number;
  /** Name of the function that then makes the value; null where none does. */
  activation: string | null;
  value: number;
}

/** The layer's own weights, in Keras's order. */
type Weights = WeightTensor[];
/** {row, column, channel} or {unit}. */
export type Place = number[];

const inputAt = ({ shape, data }: Activation, place: Place): number =>
  shape.length === 3
    ? data[(place[0]! * shape[1]! + place[1]!) * shape[2]! + place[2]!]!
    : data[place[0]!]!;

/** Cells of the window over the input, those in the padding left out. */
function* cellsUnder(
  layer: LayerSpec,
  input: Activation,
  output: number[],
  [row, column]: Place,
): Generator<{ y: number; x: number; i: number; j: number }> {
  const { size, strides, dilation, padding } = windowOf(layer, input.shape, output)!;
  for (let i = 0; i < size[0]; ++i)
    for (let j = 0; j < size[1]; ++j) {
      const y = row! * strides[0] - padding[0] + i * dilation[0];
      const x = column! * strides[1] - padding[1] + j * dilation[1];
      if (y >= 0 && y < input.shape[0]! && x >= 0 && x < input.shape[1]!) yield { y, x, i, j };
    }
}

const sumOf = (terms: Term[], bias: number | null) =>
  terms.reduce((sum, { input, weight }) => sum + input * weight, bias ?? 0);

function activated(layer: LayerSpec, terms: Term[], bias: number | null): CellSum {
  const total = sumOf(terms, bias);
  const name = typeof layer.activation === 'string' ? layer.activation : 'linear';
  const value = name === 'softmax' ? NaN : (activationFunctions[name]?.(total) ?? NaN);
  return { how: 'sum', terms, bias, total, activation: name === 'linear' ? null : name, value };
}

const changed = (input: number, at: Place, value: number, activation: string): CellSum => ({
  how: 'value',
  terms: [{ at, input, weight: 1 }],
  bias: null,
  total: input,
  activation,
  value,
});

type Account = (
  layer: LayerSpec,
  weights: Weights,
  input: Activation,
  output: number[],
  place: Place,
) => CellSum;

/** `channels` of the input under the window, each with the weight that `weightAt` finds for it. */
function windowTerms(
  layer: LayerSpec,
  input: Activation,
  output: number[],
  place: Place,
  channels: number[],
  weightAt: (i: number, j: number, channel: number) => number,
): Term[] {
  const terms: Term[] = [];
  for (const { y, x, i, j } of cellsUnder(layer, input, output, place))
    for (const channel of channels)
      terms.push({
        at: [y, x, channel],
        input: inputAt(input, [y, x, channel]),
        weight: weightAt(i, j, channel),
      });
  return terms;
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const biasAt = (bias: WeightTensor | undefined, i: number) => bias?.data[i] ?? null;

/** Kernel {kH,kW,C,O}, or {kH,kW,C/groups,O}: a filter sees the channels of its own group alone. */
const convolution: Account = (layer, [kernel, bias], input, output, place) => {
  const [, width, channels, filters] = kernel!.shape as [number, number, number, number];
  const filter = place[2]!;
  const groups = input.shape[2]! / channels;
  const first = Math.floor(filter / (filters / groups)) * channels;
  const weightAt = (i: number, j: number, channel: number) =>
    kernel!.data[((i * width + j) * channels + channel - first) * filters + filter]!;
  const seen = range(channels).map((channel) => first + channel);
  const terms = windowTerms(layer, input, output, place, seen, weightAt);
  return activated(layer, terms, biasAt(bias, filter));
};

/** Kernel {kH,kW,C,M}: output channel c·M + m sees input channel c alone. */
function depthwiseTerms(
  layer: LayerSpec,
  kernel: WeightTensor,
  input: Activation,
  output: number[],
  place: Place,
): Term[] {
  const [, width, channels, multiplier] = kernel.shape as [number, number, number, number];
  const channel = Math.floor(place[2]! / multiplier);
  const which = place[2]! % multiplier;
  return windowTerms(layer, input, output, place, [channel], (i, j) =>
    kernel.data[((i * width + j) * channels + channel) * multiplier + which]!); // prettier-ignore
}

const depthwise: Account = (layer, [kernel, bias], input, output, place) =>
  activated(layer, depthwiseTerms(layer, kernel!, input, output, place), biasAt(bias, place[2]!));

/** Its terms are those of the second step: channels that the first has made, by their weights. */
const separable: Account = (layer, [first, second, bias], input, output, [row, column, filter]) => {
  const [, , middle, filters] = second!.shape as [number, number, number, number];
  const terms = range(middle).map((channel): Term => {
    const place = [row!, column!, channel];
    const made = sumOf(depthwiseTerms(layer, first!, input, output, place), null);
    return { at: place, input: made, weight: second!.data[channel * filters + filter!]! };
  });
  return activated(layer, terms, biasAt(bias, filter!));
};

const dense: Account = (layer, [kernel, bias], input, _, [unit]) => {
  const units = kernel!.shape[1]!;
  const termsOf = (unit: number) =>
    range(kernel!.shape[0]!).map((i): Term => {
      return { at: [i], input: input.data[i]!, weight: kernel!.data[i * units + unit]! };
    });
  const sum = activated(layer, termsOf(unit!), biasAt(bias, unit!));
  if (layer.activation !== 'softmax') return sum;
  const totals = range(units).map((other) => sumOf(termsOf(other), biasAt(bias, other)));
  return { ...sum, value: softmaxAt(totals, unit!) };
};

function softmaxAt(totals: number[], at: number): number {
  const most = Math.max(...totals);
  const shares = totals.map((total) => Math.exp(total - most));
  return shares[at]! / shares.reduce((sum, share) => sum + share, 0);
}

function pooled(terms: Term[], isMean: boolean): CellSum {
  const inputs = terms.map(({ input }) => input);
  const total = isMean
    ? inputs.reduce((sum, input) => sum + input, 0) / inputs.length
    : Math.max(...inputs);
  const how = isMean ? 'mean' : 'largest';
  return { how, terms, bias: null, total, activation: null, value: total };
}

const pooling =
  (isMean: boolean): Account =>
  (layer, _, input, output, place) =>
    pooled(
      windowTerms(layer, input, output, place, [place[2]!], () => 1),
      isMean,
    );

const globalPooling =
  (isMean: boolean): Account =>
  (_, __, input, ___, [channel]) => {
    const [height, width] = input.shape as [number, number];
    const terms = range(height * width).map((i): Term => {
      const at = [Math.floor(i / width), i % width, channel!];
      return { at, input: inputAt(input, at), weight: 1 };
    });
    return pooled(terms, isMean);
  };

/** Ioffe and Szegedy, 2015, at inference: gamma · (x − mean) / √(variance + epsilon) + beta. */
const batchNormalization: Account = (layer, weights, input, _, place) => {
  const [gamma, beta, mean, variance] = weights.map(({ data }) => data[place.at(-1)!]!) as [number, number, number, number]; // prettier-ignore
  const scale = gamma / Math.sqrt(variance + Number(layer.epsilon ?? 0.001));
  const bias = beta - mean * scale;
  const terms = [{ at: place, input: inputAt(input, place), weight: scale }];
  const total = sumOf(terms, bias);
  return { how: 'sum', terms, bias, total, activation: null, value: total };
};

/** Ba, Kiros and Hinton, 2016: the mean and the variance of this place's channels. */
const layerNormalization: Account = (layer, [gamma, beta], input, _, place) => {
  const channels = input.shape.at(-1)!;
  const values = range(channels).map((c) => inputAt(input, [...place.slice(0, -1), c]));
  const mean = values.reduce((sum, value) => sum + value, 0) / channels;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / channels;
  const channel = place.at(-1)!;
  const scale = gamma!.data[channel]! / Math.sqrt(variance + Number(layer.epsilon ?? 0.001));
  const bias = beta!.data[channel]! - mean * scale;
  const terms = [{ at: place, input: values[channel]!, weight: scale }];
  const total = sumOf(terms, bias);
  return { how: 'sum', terms, bias, total, activation: null, value: total };
};

/** Mean and variance of each group of an output, which every cell of the group asks for. */
const spreads = new WeakMap<Float32Array, Map<string, { mean: number; variance: number }>>();

function spreadOf({ shape, data }: Activation, size: number, group: number) {
  const known = spreads.get(data) ?? new Map<string, { mean: number; variance: number }>();
  spreads.set(data, known);
  const key = `${size} ${group}`;
  const before = known.get(key);
  if (before) return before;
  const channels = shape.at(-1)!;
  const count = (data.length / channels) * size;
  const summed = (of: (value: number) => number) => {
    let sum = 0;
    for (let row = group * size; row < data.length; row += channels)
      for (let i = row; i < row + size; i += 1) sum += of(data[i]!);
    return sum;
  };
  const mean = summed((value) => value) / count;
  const spread = { mean, variance: summed((value) => (value - mean) ** 2) / count };
  known.set(key, spread);
  return spread;
}

/** Wu and He, 2018: the mean and the variance of the channel's group, over the whole picture. */
const groupNormalization: Account = (layer, [gamma, beta], input, _, place) => {
  const channels = input.shape.at(-1)!;
  const groups = Number(layer.groups ?? 32);
  const size = groups === -1 ? 1 : channels / groups;
  const channel = place.at(-1)!;
  const { mean, variance } = spreadOf(input, size, Math.floor(channel / size));
  const scale = gamma!.data[channel]! / Math.sqrt(variance + Number(layer.epsilon ?? 0.001));
  const bias = beta!.data[channel]! - mean * scale;
  const terms = [{ at: place, input: inputAt(input, place), weight: scale }];
  const total = sumOf(terms, bias);
  return { how: 'sum', terms, bias, total, activation: null, value: total };
};

/** (x - mean) / deviation, with a mean and a variance that are given: one for all, or each channel's. */
const normalization: Account = ({ mean, variance }, _, input, __, place) => {
  const given = (numbers: unknown) => {
    const list = Array.isArray(numbers) ? (numbers as number[]) : [Number(numbers)];
    return list.length === 1 ? list[0]! : list[place.at(-1)!]!;
  };
  const scale = 1 / Math.max(Math.sqrt(given(variance)), 1e-7);
  const bias = -given(mean) * scale;
  const terms = [{ at: place, input: inputAt(input, place), weight: scale }];
  const total = sumOf(terms, bias);
  return { how: 'sum', terms, bias, total, activation: null, value: total };
};

const rescaling: Account = (layer, _, input, __, place) => {
  const terms = [{ at: place, input: inputAt(input, place), weight: Number(layer.scale) }];
  const bias = Number(layer.offset ?? 0);
  const total = sumOf(terms, bias);
  return { how: 'sum', terms, bias, total, activation: null, value: total };
};

/** One input, through a function of one number. */
const through =
  (
    name: string,
    makeValue: (x: number, layer: LayerSpec, weights: Weights, place: Place) => number,
  ): Account =>
  // prettier-ignore
  (layer, weights, input, _, place) => {
    const x = inputAt(input, place);
    return changed(x, place, makeValue(x, layer, weights, place), name);
  };

const activationLayer: Account = (layer, _, input, __, place) => {
  const name = String(layer.activation);
  const x = inputAt(input, place);
  if (name !== 'softmax') return changed(x, place, activationFunctions[name]?.(x) ?? NaN, name);
  const channels = range(input.shape.at(-1)!).map((c) =>
    inputAt(input, [...place.slice(0, -1), c]),
  );
  return changed(x, place, softmaxAt(channels, place.at(-1)!), name);
};

/** Keras's ReLU layer with all its arguments. */
function rectified(x: number, { max_value, negative_slope, threshold }: LayerSpec): number {
  const least = Number(threshold ?? 0);
  const most = max_value === null || max_value === undefined ? Infinity : Number(max_value);
  return x < least ? Number(negative_slope ?? 0) * (x - least) : Math.min(x, most);
}

const same: Account = (_, __, input, ___, place) => {
  const x = inputAt(input, place);
  return { how: 'value', terms: [{ at: place, input: x, weight: 1 }], bias: null, total: x, activation: null, value: x }; // prettier-ignore
};

/** The same numbers in the same order, row by row: Flatten and Reshape. */
const reshaped: Account = (layer, weights, input, output, place) => {
  const at = place.reduce((index, step, axis) => index * output[axis]! + step, 0);
  const [, width, channels] = input.shape as [number, number, number];
  const from =
    input.shape.length === 3
      ? [Math.floor(at / (width * channels)), Math.floor(at / channels) % width, at % channels]
      : [at];
  return same(layer, weights, input, output, from);
};

/** A plane that is padded (by more than 0) or cropped (by less). */
const moved =
  (rows: (layer: LayerSpec) => [number, number]): Account =>
  (layer, weights, input, output, [row, column, channel]) => {
    const [down, right] = rows(layer);
    const place = [row! - down, column! - right, channel!];
    const isInside = place[0]! >= 0 && place[0]! < input.shape[0]! && place[1]! >= 0 && place[1]! < input.shape[1]!; // prettier-ignore
    if (isInside) return same(layer, weights, input, output, place);
    return { how: 'value', terms: [], bias: null, total: 0, activation: null, value: 0 };
  };
const pair = (value: unknown, sign: number): [number, number] => {
  const [down, right] = Array.isArray(value) ? (value as unknown[]) : [value, value];
  return [sign * Number(down), sign * Number(right)];
};

const accounts: Record<string, Account> = {
  conv2d: convolution,
  depthwise_conv2d: depthwise,
  separable_conv2d: separable,
  dense,
  max_pooling2d: pooling(false),
  average_pooling2d: pooling(true),
  global_max_pooling2d: globalPooling(false),
  global_average_pooling2d: globalPooling(true),
  batch_normalization: batchNormalization,
  layer_normalization: layerNormalization,
  group_normalization: groupNormalization,
  normalization,
  rescaling,
  activation: activationLayer,
  re_lu: through('ReLU', (x, layer) => rectified(x, layer)),
  leaky_relu: through('LeakyReLU', (x, { negative_slope }) => leakyRelu(x, Number(negative_slope ?? 0.3))), // prettier-ignore
  elu: through('ELU', (x, { alpha }) => elu(x, Number(alpha ?? 1))),
  p_re_lu: through('PReLU', (x, _, [alpha], place) =>
    leakyRelu(x, inputAt({ shape: alpha!.shape, data: alpha!.data }, place)),
  ),
  flatten: reshaped,
  reshape: reshaped,
  zero_padding2d: moved(({ padding }) => pair(padding ?? 1, 1)),
  cropping2d: moved(({ cropping }) => pair(cropping ?? 0, -1)),
};

/** Between training steps these let everything through as it is. */
const idle = ['dropout', 'noise', 'augmentation'];

/** Null for a layer that this page has no account of. */
export function cellSum(
  layer: LayerSpec,
  weights: Weights,
  input: Activation,
  output: number[],
  place: Place,
): CellSum | null {
  const account = idle.includes(familyOf(layer.kind)) ? same : accounts[layer.kind];
  return account?.(layer, weights, input, output, place) ?? null;
}

/** The part of the output that a place is, as a region of one cell. */
export const regionOf = ([top = 0, left = 0]: Place): Region => ({
  top,
  left,
  height: 1,
  width: 1,
});
