import type { LayerSpec, WeightTensor } from '../../../wasm/lab';
import { familyOf } from '../model/catalog';

/**
 * The end of a network where it is nothing but dense layers, in plain loops: what it answers to
 * numbers that the engine would not be given, such as those that one draw of dropout leaves.
 */

/** From the numbers of the layer before the tail to the answer. */
export type Tail = (input: Float32Array) => Float32Array;

const activations: Record<string, (sums: Float32Array) => Float32Array> = {
  linear: (sums) => sums,
  relu: (sums) => sums.map((sum) => Math.max(0, sum)),
  softmax(sums) {
    const most = Math.max(...sums);
    const powers = sums.map((sum) => Math.exp(sum - most));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / total);
  },
};

/** Layers that leave numbers as they are when nothing is trained. */
const passes = ({ kind }: LayerSpec) => kind === 'flatten' || familyOf(kind) === 'dropout';

/** Null where another layer than these is among `layers`; `weights` are the whole network's. */
export function tailOf(
  layers: readonly LayerSpec[],
  weights: readonly WeightTensor[],
): Tail | null {
  const steps: Tail[] = [];
  let end = weights.length;
  for (const layer of layers.toReversed()) {
    if (passes(layer)) continue;
    const activate = activations[(layer.activation as string | undefined) ?? 'linear'];
    if (layer.kind !== 'dense' || !activate) return null;
    const bias = layer.use_bias === false ? null : weights[--end];
    const kernel = weights[--end];
    if (!kernel || kernel.shape.length !== 2 || bias === undefined) return null;
    steps.unshift((input) => activate(dense(input, kernel, bias)));
  }
  return (input) => steps.reduce((numbers, step) => step(numbers), input);
}

/** `kernel` {in,out} */
function dense(input: Float32Array, kernel: WeightTensor, bias: WeightTensor | null): Float32Array {
  const units = kernel.shape[1]!;
  const sums = bias ? bias.data.slice() : new Float32Array(units);
  input.forEach((value, i) => {
    if (value !== 0)
      for (let o = 0; o < units; ++o) sums[o]! += value * kernel.data[i * units + o]!;
  });
  return sums;
}

/** What a draw of dropout leaves of numbers, scaled up as in training. */
export const thinned = (numbers: Float32Array, off: Uint8Array, rate: number): Float32Array =>
  numbers.map((value, i) => (off[i] ? 0 : value / (1 - rate)));
