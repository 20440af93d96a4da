import type { ModelSummary, WeightTensor } from '../../../wasm/lab';
import { codeMessages } from '../messages/code';
import { readKerasH5 } from '../formats/keras_h5';
import { readNpz } from '../formats/npz';
import { readSafetensors } from '../formats/safetensors';
import { FormatError, matched } from '../formats/tensors';

/** Names and shapes of a model's weights, in Keras's order; shapes follow from the layers' outputs. */
export function wantedTensors(
  model: { layers: { kind: string; [field: string]: unknown }[] },
  summary: ModelSummary,
): { name: string; shape: number[] }[] {
  return model.layers.flatMap((layer, i) => {
    const { name, output_shape } = summary.layers[i]!;
    const before = i === 0 ? [32, 32, 3] : summary.layers[i - 1]!.output_shape!;
    const channels = before.at(-1)!;
    const outputs = output_shape!.at(-1)!;
    const tensor = (part: string, ...shape: number[]) => ({ name: `${name}/${part}`, shape });
    switch (layer.kind) {
      case 'conv2d': {
        const [height, width] = layer.kernel_size as [number, number];
        return [tensor('kernel', height, width, channels, outputs), tensor('bias', outputs)];
      }
      case 'dense':
        return [tensor('kernel', channels, outputs), tensor('bias', outputs)];
      case 'batch_normalization':
        return ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) => tensor(part, outputs)); // prettier-ignore
      default:
        return [];
    }
  });
}

/** The weights in a file whose name says its format; throws a FormatError. */
export async function readWeights(
  name: string,
  bytes: Uint8Array,
  wanted: { name: string; shape: number[] }[],
): Promise<WeightTensor[]> {
  if (name.endsWith('.npz')) return matched(readNpz(bytes), wanted);
  if (name.endsWith('.safetensors')) return matched(readSafetensors(bytes), wanted);
  if (name.endsWith('.h5')) return matched(await readKerasH5(bytes, wanted), wanted);
  throw new FormatError(codeMessages.files.unknownKind);
}
