import type { CatalogEntry, ModelSpec, ModelSummary, WeightTensor } from '../../../wasm/lab';
import { badFile, type Refused } from '../base/fault';
import { readProgram } from '../keras/program';
import { cifar10Data } from '../keras/program_data';
import { cifar10, type PictureShape } from '../model/data_description';
import { sameLayers } from '../model/edit';
import { readKerasH5 } from '../formats/keras_h5';
import { npyMagic, readNpy, readNpz } from '../formats/npz';
import { readSafetensors } from '../formats/safetensors';
import { matched } from '../formats/matching';
import { hdf5Signature } from '../formats/keras_h5';
import type { FileTensors, WantedTensor } from '../formats/tensors';
import { namesInZip, readZip } from '../formats/zip';

/** Names and shapes of a model's weights, in Keras's order; shapes follow from the layers' outputs. */
export function wantedTensors(
  model: { layers: { kind: string; [field: string]: unknown }[] },
  summary: ModelSummary,
  picture: PictureShape = cifar10.shape,
): WantedTensor[] {
  return model.layers.flatMap((layer, i) => {
    const { name, output_shape } = summary.layers[i]!;
    const before = i === 0 ? [...picture] : summary.layers[i - 1]!.output_shape!;
    const channels = before.at(-1)!;
    const outputs = output_shape!.at(-1)!;
    const tensor = (part: string, ...shape: number[]) => ({ name: `${name}/${part}`, shape });
    const bias = layer.use_bias === false ? [] : [tensor('bias', outputs)];
    const window = [layer.kernel_size ?? []].flat() as number[];
    const multiplier = Number(layer.depth_multiplier ?? 1);
    switch (layer.kind) {
      case 'conv2d':
        return [
          tensor('kernel', ...window, channels / Number(layer.groups ?? 1), outputs),
          ...bias,
        ];
      case 'depthwise_conv2d':
        return [tensor('kernel', ...window, channels, multiplier), ...bias];
      case 'separable_conv2d':
        return [
          tensor('depthwise_kernel', ...window, channels, multiplier),
          tensor('pointwise_kernel', 1, 1, channels * multiplier, outputs),
          ...bias,
        ];
      case 'dense':
        return [tensor('kernel', channels, outputs), ...bias];
      case 'p_re_lu':
        return [tensor('alpha', ...before)];
      case 'layer_normalization':
      case 'group_normalization':
        return ['gamma', 'beta'].map((part) => tensor(part, outputs));
      case 'batch_normalization':
        return ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) => tensor(part, outputs)); // prettier-ignore
      default:
        return [];
    }
  });
}

/**
 * The names of the model's layers in the program that made it, by the lab's own; empty where the
 * program gives none. Keras numbers only those that are given no name: dense, dense_1, ….
 */
export function ownNames(
  code: string | null,
  model: ModelSpec,
  summary: ModelSummary,
  catalog: CatalogEntry[],
  choice: string | null = null,
  data = cifar10Data,
): Record<string, string> {
  const { program, layers } = readProgram(code ?? '', catalog, choice, data);
  if (!program || !layers.some(({ name }) => name)) return {};
  if (!sameLayers({ ...model, layers: layers.map(({ spec }) => spec) }, model)) return {};
  const seen = new Map<string, number>();
  const names = layers.map(({ name, spec }, i) => {
    if (name) return [summary.layers[i]!.name, name] as const;
    const number = seen.get(spec.kind) ?? 0;
    seen.set(spec.kind, number + 1);
    return [summary.layers[i]!.name, number === 0 ? spec.kind : `${spec.kind}_${number}`] as const;
  });
  return Object.fromEntries(names);
}

type Kind = 'npz' | 'npy' | 'safetensors' | 'h5' | 'keras' | 'index' | 'pytorch';

/** What a file is: its first bytes say it under any name, and its name where they are damaged. */
export function weightsKind(name: string, bytes: Uint8Array): Kind | null {
  const beginsWith = (...wanted: number[]) => wanted.every((byte, i) => bytes[i] === byte);
  if (beginsWith(...hdf5Signature)) return 'h5';
  if (beginsWith(...npyMagic)) return 'npy';
  const entries = beginsWith(0x50, 0x4b) ? namesInZip(bytes) : null;
  if (entries?.includes('project.json')) return null;
  if (entries?.includes('model.weights.h5')) return 'keras';
  if (entries?.some((entry) => /(^|\/)data\.pkl$/.test(entry))) return 'pytorch';
  if (entries?.some((entry) => entry.endsWith('.npy'))) return 'npz';
  // Eight bytes of length, and JSON.
  if (bytes[8] === 0x7b && (bytes[7] ?? 1) === 0) return 'safetensors';
  const [, ending] = /\.(\w+)$/.exec(name.toLowerCase()) ?? [];
  if (ending === 'npz' || ending === 'npy' || ending === 'safetensors' || ending === 'h5') return ending; // prettier-ignore
  if (ending === 'keras') return 'keras';
  if (ending === 'json') return 'index';
  return ending === 'hdf5' ? 'h5' : null;
}

/** The weights in a file, for the model that wants these; throws Refused. */
export async function readWeights(
  name: string,
  bytes: Uint8Array,
  wanted: WantedTensor[],
  own?: Record<string, string>,
): Promise<WeightTensor[]> {
  return matched(await read(weightsKind(name, bytes), bytes, wanted), wanted, own);
}

async function read(
  kind: Kind | null,
  bytes: Uint8Array,
  wanted: WantedTensor[],
): Promise<FileTensors> {
  switch (kind) {
    case 'npz':
      return readNpz(bytes);
    case 'safetensors':
      return readSafetensors(bytes);
    case 'h5':
      return readKerasH5(bytes, wanted);
    case 'keras': {
      const weights = readZip(bytes).get('model.weights.h5');
      if (!weights) throw badFile('keras_without_weights', {});
      return readKerasH5(weights, wanted);
    }
    case 'npy':
      readNpy('', bytes);
      throw badFile('npy_alone', { wanted: wanted.length });
    case 'index':
      throw shardsOf(bytes);
    case 'pytorch':
      throw badFile('pytorch_file', {});
    case null:
      throw badFile('file_unknown', {});
  }
}

/** What to say of the .weights.json that Keras writes where weights are in several files. */
function shardsOf(bytes: Uint8Array): Refused {
  const none = badFile('file_unknown', {});
  try {
    const { weight_map } = JSON.parse(new TextDecoder().decode(bytes)) as { weight_map: object };
    const files = Object.values(weight_map).flat().filter((file) => typeof file === 'string'); // prettier-ignore
    return files.length > 0 ? badFile('weights_elsewhere', { files: [...new Set(files)] }) : none;
  } catch {
    return none;
  }
}
