import type { CatalogEntry, CatalogField, LayerSpec, ModelSpec, Spec } from '../../../wasm/lab';
import { rowOf, type SpecName } from '../model/catalog';
import { notableFields, usualValue, valueOf } from '../model/text';
import { limits, shortSpec, type NumberName, type Settings } from '../model/settings';
import { python } from './layers';
import { hasKernel } from './regularizers';

const isShort = ({ name, type }: CatalogField) => type !== 'choice' && name !== 'strides';

/** `layers.Conv2D(32, (3, 3), padding='same')`: the first fields by place, the unusual ones by name. */
export function layerText(
  layer: LayerSpec,
  catalog: CatalogEntry[],
  { l2 }: Pick<Settings, 'l2'> = { l2: 0 },
  module = 'layers',
): string {
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
  if (l2 > 0 && hasKernel(entry.kind))
    given.push(`kernel_regularizer=keras.regularizers.L2(${floatText(l2)})`);
  return `${module}.${entry.keras}(${given.join(', ')})`;
}

/** A number as Python reads it back to the bit. */
export const numberText = (value: number) => String(value);

export function modelText(model: ModelSpec, settings: Settings, catalog: CatalogEntry[]): string {
  const lines = model.layers.map((layer) => `    ${layerText(layer, catalog, settings)},\n`);
  return `keras.Sequential([\n    keras.Input(shape=(32, 32, 3)),\n${lines.join('')}])`;
}

/** What Keras wants as a float, written as one: it refuses `learning_rate=1`. */
const floatText = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : numberText(value)); // prettier-ignore

export const settingText = (name: NumberName, value: number) =>
  limits[name].integer ? numberText(value) : floatText(value);

/** What is not as usual of an optimizer or a schedule, as arguments with their names. */
function argumentsText(name: SpecName, spec: Spec): string[] {
  const said = shortSpec(name, spec);
  return (rowOf(name, spec)?.fields ?? [])
    .filter((field) => field.name in said)
    .map(({ name: field, type }) => {
      const value = said[field];
      return `${field}=${type === 'number' ? floatText(value as number) : python(value)}`;
    });
}

function rateText({ learning_rate, schedule }: Settings): string {
  const keras = rowOf('schedule', schedule)?.keras;
  if (!keras) return floatText(learning_rate);
  const given = [floatText(learning_rate), ...argumentsText('schedule', schedule)];
  return `keras.optimizers.schedules.${keras}(${given.join(', ')})`;
}

function optimizerText(settings: Settings): string {
  const { optimizer } = settings;
  const given = [`learning_rate=${rateText(settings)}`, ...argumentsText('optimizer', optimizer)];
  const line = `keras.optimizers.${rowOf('optimizer', optimizer)!.keras}(${given.join(', ')})`;
  if (line.length <= 80) return line;
  const callee = line.slice(0, line.indexOf('(') + 1);
  return `${callee}\n${given.map((one) => `        ${one},\n`).join('')}    )`;
}

export const compileText = (settings: Settings) => `model.compile(
    optimizer=${optimizerText(settings)},
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

model = ${modelText(model, settings, catalog)}

${compileText(settings)}

${fitText(settings)}
`;
}
