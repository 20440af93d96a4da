import type { CatalogEntry, ModelSpec, ModelSummary, WeightTensor } from '../../../wasm/lab';
import { join } from './protobuf';
import { bytesOf } from '../base/bytes';

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
): Record<'model.json' | 'weights.bin', Uint8Array> {
  const layers = model.layers
    .map((layer, i) => ({
      layer,
      name: summary.layers[i]!.name,
      entry: catalog.find(({ kind }) => kind === layer.kind)!,
    })) // prettier-ignore
    .filter(({ layer, entry }, i) => {
      const flat = summary.layers[i - 1]?.output_shape?.length === 1;
      // TensorFlow.js refuses to flatten what is flat.
      if (layer.kind === 'flatten' && flat) return false;
      return entry.tfjs !== undefined;
    })
    .map(({ layer, name, entry }, i) => {
      const { kind: _, ...fields } = layer;
      const named = Object.entries(fields).map(([field, value]) => [entry.tfjs!.fields[field] ?? field, value]); // prettier-ignore
      const config: Record<string, unknown> = {
        name,
        trainable: true,
        dtype: 'float32',
        ...(Object.fromEntries(named) as Record<string, unknown>),
        ...entry.tfjs!.config,
      };
      if (i === 0) config.batch_input_shape = [null, 32, 32, 3];
      return { class_name: entry.keras, config };
    });
  const json = {
    format: 'layers-model',
    generatedBy: 'CNN Lab',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'sequential', layers },
      keras_version: '2.15.0',
      backend: 'tensorflow',
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
  };
  return {
    'model.json': new TextEncoder().encode(JSON.stringify(json)),
    'weights.bin': join(weights.map(({ data }) => bytesOf(data))),
  };
}
