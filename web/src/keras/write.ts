import type { CatalogEntry, CatalogField, LayerSpec, ModelSpec } from '../../../wasm/lab';
import { notableFields, usualValue, valueOf } from '../model/text';
import type { Settings } from '../model/settings';
import { python } from './layers';

const isShort = ({ name, type }: CatalogField) => type !== 'choice' && name !== 'strides';

/** `layers.Conv2D(32, (3, 3), padding='same')`: the first fields by place, the unusual ones by name. */
export function layerText(layer: LayerSpec, catalog: CatalogEntry[], module = 'layers'): string {
  const entry = catalog.find(({ kind }) => kind === layer.kind);
  // Nobody's layer: the reader will say so, where it is written.
  if (!entry) return `${module}.${layer.kind.replace(/\W/g, '')}()`;
  const notable = notableFields(entry, layer);
  const given = notable.map((field, i) => {
    // What was emptied in the form is as usual for the engine, too.
    const text = python(valueOf(field, layer) ?? usualValue(field, layer));
    // The first arguments are known by their place, as in every notebook: filters, kernel, units.
    return i < 2 && entry.arguments[i] === field.name && isShort(field)
      ? text
      : `${field.name}=${text}`;
  });
  for (const [name, value] of Object.entries(entry.keras_arguments ?? {}))
    given.push(`${name}=${python(value)}`);
  return `${module}.${entry.keras}(${given.join(', ')})`;
}

/** A number as Python reads it back to the bit. */
export const numberText = (value: number) => String(value);

export function modelText(model: ModelSpec, catalog: CatalogEntry[]): string {
  const lines = model.layers.map((layer) => `    ${layerText(layer, catalog)},\n`);
  return `keras.Sequential([\n    keras.Input(shape=(32, 32, 3)),\n${lines.join('')}])`;
}

export const compileText = (settings: Settings) => `model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=${numberText(settings.learning_rate)}),
    loss='sparse_categorical_crossentropy',
    metrics=['accuracy'],
)`;

/** Early stopping, where there is any, as a line of fit. */
export const callbacksText = ({ early_stopping_patience: patience, keep_best }: Settings) =>
  patience > 0
    ? `    callbacks=[\n        keras.callbacks.EarlyStopping(patience=${patience}, restore_best_weights=${python(keep_best)}),\n    ],\n`
    : '';

const fitText = (settings: Settings) => `model.fit(
    train_images[:${settings.training_pictures}],
    train_labels[:${settings.training_pictures}],
    batch_size=${settings.batch_size},
    epochs=${settings.epochs},
    validation_data=(test_images[:${settings.test_pictures}], test_labels[:${settings.test_pictures}]),
${callbacksText(settings)})`;

/** What is in the lab, as the code view shows it: model, compile and fit. */
export function programText(model: ModelSpec, settings: Settings, catalog: CatalogEntry[]): string {
  return `import keras
from keras import layers

keras.utils.set_random_seed(${settings.seed})

model = ${modelText(model, catalog)}

${compileText(settings)}

${fitText(settings)}
`;
}
