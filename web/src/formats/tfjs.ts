import type {
  CatalogEntry,
  LayerSpec,
  ModelSpec,
  ModelSummary,
  WeightTensor,
} from '../../../wasm/lab';
import { join } from './protobuf';
import { bytesOf } from '../base/bytes';
import { badFile } from '../base/fault';
import { cifar10, type DataDescription } from '../model/data_description';
import { seenShape } from '../model/text';

interface TfjsLayer {
  class_name: string;
  config: Record<string, unknown>;
}

/** Activations that TensorFlow.js calls otherwise. */
const renamed: Record<string, string> = { silu: 'swish' };

/** Activations that it has not, or not with Keras's numbers, as layers that do the same. */
const composed: Record<string, (name: string) => TfjsLayer[]> = {
  leaky_relu: (name) => [
    { class_name: 'LeakyReLU', config: { name: `${name}_activation`, alpha: 0.2 } },
  ],
  // Its own is 0.2 x + 0.5 where Keras's is x / 6 + 0.5.
  hard_sigmoid: (name) => [
    { class_name: 'Rescaling', config: { name: `${name}_scaling`, scale: 5 / 6, offset: 0 } },
    { class_name: 'Activation', config: { name: `${name}_activation`, activation: 'hard_sigmoid' } }, // prettier-ignore
  ],
};
const missing = ['hard_silu', 'exponential'];

function withActivation(layer: TfjsLayer): TfjsLayer[] {
  const activation = layer.config.activation;
  if (typeof activation !== 'string') return [layer];
  if (missing.includes(activation)) throw badFile('tfjs_lacks', { activation });
  const behind = composed[activation];
  if (behind) layer.config.activation = 'linear';
  else layer.config.activation = renamed[activation] ?? activation;
  return [layer, ...(behind?.(String(layer.config.name)) ?? [])];
}

/** A pair of a window's sizes or steps: a number stands for both. */
const pair = (value: unknown) => [value ?? 1, value ?? 1].flat().slice(0, 2) as [number, number];

/**
 * Where a window's steps pass over pixels, padding "same" may add nothing and even have pixels left:
 * TensorFlow.js's WebAssembly backend then takes them off the other side, and computes another
 * output. There "valid" says the same. Null where one direction needs padding and the other has
 * pixels left: neither word says that.
 */
function samePadding(layer: LayerSpec, input: readonly number[]): 'same' | 'valid' | null {
  const [kernel, strides] = [pair(layer.kernel_size), pair(layer.strides)];
  const added = [0, 1].map((axis) => {
    const size = input[axis]!;
    return (Math.ceil(size / strides[axis]!) - 1) * strides[axis]! + kernel[axis]! - size;
  });
  if (added.every((pixels) => pixels >= 0)) return 'same';
  return added.every((pixels) => pixels <= 0) ? 'valid' : null;
}

/**
 * A TensorFlow.js layers model: model.json (Keras's topology and the weights manifest) and
 * weights.bin beside it, for tf.loadLayersModel. What TensorFlow.js has not, augmentation and
 * channel dropout, does nothing at inference and is left out.
 */
export function writeTfjs(
  model: ModelSpec,
  summary: ModelSummary,
  catalog: CatalogEntry[],
  weights: WeightTensor[],
  { shape: picture, classes }: DataDescription = cifar10,
): Record<'model.json' | 'weights.bin', Uint8Array> {
  const layers = model.layers
    .map((layer, i) => ({
      layer,
      name: summary.layers[i]!.name,
      shape: seenShape(summary.layers[i]),
      input: seenShape(summary.layers[i - 1]) ?? [...picture],
      entry: catalog.find(({ kind }) => kind === layer.kind)!,
    })) // prettier-ignore
    .filter(({ layer, entry }, i) => {
      const flat = summary.layers[i - 1]?.output_shape?.length === 1;
      // TensorFlow.js refuses to flatten what is flat.
      if (layer.kind === 'flatten' && flat) return false;
      // What does something at inference cannot be left out.
      if (entry.onnx && !entry.tfjs) throw badFile('tfjs_lacks', { activation: entry.keras });
      return entry.tfjs !== undefined;
    })
    .flatMap(({ layer, name, shape, input, entry }) => {
      const { kind: _, ...fields } = layer;
      // How weights begin and what holds them is of training.
      const isOfTraining = (field: string) =>
        entry.fields.some(({ name: known, type }) => known === field && type === 'spec');
      const named = Object.entries(fields)
        .filter(([field]) => !isOfTraining(field))
        .map(([field, value]): [string, unknown] => [entry.tfjs!.fields[field] ?? field, value]);
      const own: Record<string, unknown> = Object.fromEntries(named);
      const config: Record<string, unknown> = { name, ...own, ...entry.tfjs!.config };
      // It does not work out what -1 stands for.
      if (layer.kind === 'reshape') config.target_shape = shape;
      if (layer.padding === 'same' && layer.kernel_size) {
        config.padding = samePadding(layer, input);
        if (!config.padding) throw badFile('tfjs_lacks', { activation: `${entry.keras}(strides)` });
      }
      if (Number(layer.groups ?? 1) > 1)
        throw badFile('tfjs_lacks', { activation: `${entry.keras}(groups)` });
      // What it makes of such a rate is another output than Keras’s.
      if (
        layer.kind === 'depthwise_conv2d' &&
        [layer.dilation_rate ?? 1].flat().some((rate) => rate !== 1)
      )
        throw badFile('tfjs_lacks', { activation: 'DepthwiseConv2D(dilation_rate)' });
      if (layer.kind === 'elu' && (layer.alpha ?? 1) !== 1)
        throw badFile('tfjs_lacks', { activation: 'ELU(alpha)' });
      if (layer.kind === 're_lu' && (layer.negative_slope || layer.threshold))
        throw badFile('tfjs_lacks', { activation: 'ReLU(negative_slope, threshold)' });
      return withActivation({ class_name: entry.keras, config });
    })
    .map(({ class_name, config }, i) => ({
      class_name,
      config: {
        trainable: true,
        dtype: 'float32',
        ...config,
        ...(i === 0 ? { batch_input_shape: [null, ...picture] } : {}),
      },
    }));
  /** TensorFlow.js calls some weights otherwise: depthwise_conv2d/depthwise_kernel. */
  const weightName = (name: string) => {
    const [own, part] = name.split('/') as [string, string];
    const kind = summary.layers.find((row) => row.name === own)?.kind;
    return `${own}/${catalog.find((row) => row.kind === kind)?.tfjs?.fields[part] ?? part}`;
  };
  const json = {
    format: 'layers-model',
    generatedBy: 'CNN Lab',
    convertedBy: null,
    userDefinedMetadata: { classes },
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'sequential', layers },
      keras_version: '2.15.0',
      backend: 'tensorflow',
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weights.map(({ name, shape }) => ({
          name: weightName(name),
          shape,
          dtype: 'float32',
        })),
      },
    ],
  };
  return {
    'model.json': new TextEncoder().encode(JSON.stringify(json)),
    'weights.bin': join(weights.map(({ data }) => bytesOf(data))),
  };
}
