import type { LayerSpec } from '../../../wasm/lab';
import type { InsideMessages } from '../messages/en/inside';
import { dropoutRate, pairOf, poolingOf } from './layers';

/** How the output shape and the parameters of a layer come about, in words and sums. */
export interface Account {
  shape: string;
  /** `(3×3×3 + 1) × 32`; null without parameters. */
  sum: string | null;
  /** What that sum counts; why there is nothing to count. */
  parameters: string;
}

const times = (numbers: readonly number[]) => numbers.join('×');

/** `⌊(32 − 3) / 2⌋ + 1 = 15`, or `⌈32 / 2⌉ = 16` with same padding: one side of the output. */
function sideSum(size: number, window: number, stride: number, same: boolean): string {
  if (same) return stride === 1 ? `${size}` : `⌈${size} / ${stride}⌉ = ${Math.ceil(size / stride)}`;
  if (stride === 1) return `${size} − ${window} + 1 = ${size - window + 1}`;
  const outputs = Math.floor((size - window) / stride) + 1;
  return `⌊(${size} − ${window}) / ${stride}⌋ + 1 = ${outputs}`;
}

/** `input` and `output` are shapes {H,W,C} or {units}, as the engine reports them. */
export function accountOf(
  layer: LayerSpec,
  input: number[],
  output: number[],
  words: InsideMessages['account'],
): Account {
  const none = { sum: null, parameters: words.noParameters };
  const from = times(input);
  const to = times(output);
  const pooling = poolingOf(layer);
  if (pooling) {
    const { window, strides, kind, padding } = pooling;
    const tiled = times(window) === times(strides);
    const sum = sideSum(input[0]!, window[0], strides[0], padding === 'same');
    const exact =
      tiled && input[0]! % window[0] === 0 && input[1]! % window[1] === 0
        ? words.pooled(from, to, times(window), kind)
        : words.pooledBySteps(from, to, times(window), times(strides), kind, padding, sum);
    return { shape: exact, ...none };
  }
  const rate = dropoutRate(layer);
  if (rate !== null) return { shape: words.dropout(to, rate), ...none };

  switch (layer.kind) {
    case 'conv2d': {
      const window = pairOf(layer.kernel_size, [3, 3]);
      const strides = pairOf(layer.strides, [1, 1]);
      const same = layer.padding === 'same';
      const [channels, filters] = [input[2]!, output[2]!];
      const sums = [0, 1].map((i) => sideSum(input[i]!, window[i]!, strides[i]!, same));
      const sum = sums[0] === sums[1] ? sums[0]! : sums.join(', ');
      return {
        shape: words.convolved(from, to, times(window), same, strides[0] * strides[1] > 1, sum),
        sum: `(${times([...window, channels])} + 1) × ${filters}`,
        parameters: words.convolutionParameters(times([...window, channels]), filters),
      };
    }
    case 'dense':
      return {
        shape: words.dense(input[0]!, output[0]!),
        sum: `(${input[0]!} + 1) × ${output[0]!}`,
        parameters: words.denseParameters(input[0]!, output[0]!),
      };
    case 'batch_normalization':
      return {
        shape: words.sameShape(to),
        sum: `4 × ${output.at(-1)!}`,
        parameters: words.normalizationParameters,
      };
    case 'layer_normalization':
      return {
        shape: words.sameShape(to),
        sum: `2 × ${output.at(-1)!}`,
        parameters: words.scaleAndShift,
      };
    case 'p_re_lu':
      return { shape: words.sameShape(to), sum: to, parameters: words.slopes };
    case 'depthwise_conv2d':
      return {
        shape: words.otherShape(from, to),
        sum: `(${times(pairOf(layer.kernel_size, [3, 3]))} + 1) × ${output[2]!}`,
        parameters: words.depthwiseParameters,
      };
    case 'separable_conv2d': {
      const between = input[2]! * Number(layer.depth_multiplier ?? 1);
      return {
        shape: words.otherShape(from, to),
        sum: `${times(pairOf(layer.kernel_size, [3, 3]))} × ${between} + (${between} + 1) × ${output[2]!}`,
        parameters: words.separableParameters,
      };
    }
    case 'zero_padding2d':
    case 'cropping2d':
      return { shape: words.otherShape(from, to), ...none };
    case 'flatten':
      return { shape: words.flattened(from, output[0]!), ...none };
    case 'global_average_pooling2d':
    case 'global_max_pooling2d': {
      const kind = layer.kind === 'global_max_pooling2d' ? 'max' : 'average';
      return { shape: words.global(from, output[0]!, times(input.slice(0, 2)), kind), ...none };
    }
    default:
      return { shape: words.sameShape(to), ...none };
  }
}
