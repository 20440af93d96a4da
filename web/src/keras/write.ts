import type { CatalogEntry, CatalogField, LayerSpec, ModelSpec, Spec } from '../../../wasm/lab';
import { rowOf, type SpecName } from '../model/catalog';
import { cifar10, type DataDescription } from '../model/data_description';
import { rowOfValue } from '../model/outside';
import { listOf, notableFields, usualValue, valueOf } from '../model/text';
import {
  limits,
  monitorOf,
  shortSpec,
  soundSettings,
  wrongFields,
  type NumberName,
  type Settings,
} from '../model/settings';
import { python } from './layers';
import { kernelRegularizer, withOneL2 } from './regularizers';

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
    const text = argumentText(field, valueOf(field, layer) ?? usualValue(field, layer));
    // The first arguments are known by their place, as in every notebook: filters, kernel, units.
    return i < 2 && entry.arguments[i] === field.name && isShort(field)
      ? text
      : `${field.name}=${text}`;
  });
  for (const [name, value] of Object.entries(entry.keras_arguments ?? {}))
    given.push(`${name}=${python(value)}`);
  const kernel = kernelRegularizer(entry);
  if (l2 > 0 && kernel && !given.some((text) => text.startsWith(`${kernel}=`)))
    given.push(`${kernel}=keras.regularizers.L2(${floatText(l2)})`);
  return `${module}.${entry.keras}(${given.join(', ')})`;
}

/** A field's value as Python writes it; an object of a kind as Keras's class, or by its name alone. */
function argumentText(field: CatalogField, value: unknown): string {
  if (field.type === 'numbers') {
    const list = listOf(field, value) as number[];
    return list.length === 1 && !field.whole ? python(list[0]) : python(list);
  }
  const row = field.type === 'spec' ? rowOfValue(field, value) : undefined;
  if (!row) return python(value);
  const spec = value as Spec;
  const given = row.fields
    .filter(
      ({ name, default: usual }) =>
        !same(spec[name] ?? null, usual ?? null) && spec[name] !== undefined,
    ) // prettier-ignore
    .map((one) => `${one.name}=${argumentText(one, spec[one.name])}`);
  if (given.length === 0 && field.rows === 'initializers') return `'${row.kind}'`;
  return `keras.${field.rows}.${row.keras}(${given.join(', ')})`;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A number as Python reads it back to the bit. */
export const numberText = (value: number) => String(value);

export function modelText(
  model: ModelSpec,
  settings: Settings,
  catalog: CatalogEntry[],
  { shape }: DataDescription = cifar10,
): string {
  const { layers, l2 } = withOneL2(model.layers, settings.l2);
  const lines = layers.map((layer) => `    ${layerText(layer, catalog, { l2 })},\n`);
  return `keras.Sequential([\n    keras.Input(shape=${python(shape)}),\n${lines.join('')}])`;
}

/** What Keras wants as a float, written as one: it refuses `learning_rate=1`. */
const floatText = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : numberText(value)); // prettier-ignore

export const settingText = (name: NumberName, value: number) =>
  limits[name].integer ? numberText(value) : floatText(value);

const listText = (values: number[], write: (value: number) => string) => `[${values.map(write).join(', ')}]`; // prettier-ignore

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

/** Schedules that Keras has as callbacks. */
const byCallback = ['by_epoch', 'reduce_on_plateau'];

function scheduleCallback({ learning_rate, schedule }: Settings): string | null {
  if (schedule.kind === 'reduce_on_plateau')
    return `ReduceLROnPlateau(${argumentsText('schedule', schedule).join(', ')})`;
  if (schedule.kind !== 'by_epoch') return null;
  const rates = [learning_rate, ...(schedule.rates as number[])];
  return `LearningRateScheduler(lambda epoch: ${listText(rates, floatText)}[min(epoch, ${rates.length - 1})])`; // prettier-ignore
}

function rateText({ learning_rate, schedule }: Settings): string {
  const keras = rowOf('schedule', schedule)?.keras;
  if (!keras || byCallback.includes(schedule.kind)) return floatText(learning_rate);
  if (schedule.kind === 'piecewise_constant_decay') {
    const { boundaries, values } = schedule as unknown as {
      boundaries: number[];
      values: number[];
    };
    return `keras.optimizers.schedules.${keras}(${listText(boundaries, numberText)}, ${listText([learning_rate, ...values], floatText)})`; // prettier-ignore
  }
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

/**
 * Settings as a program of them says them, where it has two ways to the same run: Keep the best
 * without early stopping has a patience of all epochs, and no rate is said for epochs that are none.
 */
export function asWritten(settings: Settings): Settings {
  const {
    early_stopping_patience: patience,
    keep_best,
    epochs,
    learning_rate,
    schedule,
  } = settings;
  const keepsOnly = keep_best && patience === epochs;
  return {
    ...settings,
    early_stopping_patience: keepsOnly ? 0 : patience,
    schedule: shortSchedule(schedule, learning_rate, epochs),
  };
}

function shortSchedule(schedule: Spec, first: number, epochs: number): Spec {
  if (wrongFields('schedule', schedule).length > 0) return schedule;
  if (schedule.kind === 'piecewise_constant_decay') {
    const { boundaries, values } = schedule as unknown as {
      boundaries: number[];
      values: number[];
    };
    return { ...schedule, values: boundaries.map((_, i) => values[i] ?? values.at(-1)!) };
  }
  if (schedule.kind !== 'by_epoch') return schedule;
  const rates = [first, ...(schedule.rates as number[])].slice(0, Math.max(1, epochs));
  while (rates.length > 1 && rates.at(-1) === rates.at(-2)) rates.pop();
  return rates.length > 1 ? { kind: 'by_epoch', rates: rates.slice(1) } : { kind: 'constant' };
}

/** With smoothed labels the loss takes them one-hot. */
const lossText = ({ label_smoothing }: Settings) =>
  label_smoothing > 0
    ? `keras.losses.CategoricalCrossentropy(label_smoothing=${floatText(label_smoothing)})`
    : "'sparse_categorical_crossentropy'";

/** Labels as the loss takes them. */
export const labelsText = (
  { label_smoothing }: Settings,
  labels: string,
  { classes }: DataDescription = cifar10,
) => (label_smoothing > 0 ? `keras.utils.to_categorical(${labels}, ${classes.length})` : labels);

export const compileText = (settings: Settings) => `model.compile(
    optimizer=${optimizerText(settings)},
    loss=${lossText(settings)},
    metrics=['accuracy'],
)`;

/** Early stopping, or Keep the best without it: a patience of all epochs ends no run. */
function stoppingText(settings: Settings): string | null {
  const { early_stopping_patience: patience, keep_best, epochs, min_delta } = settings;
  if (patience === 0 && !keep_best) return null;
  const monitor = monitorOf(settings);
  const given = [
    ...(monitor === 'val_loss' ? [] : [`monitor=${python(monitor)}`]),
    ...(min_delta === 0 ? [] : [`min_delta=${floatText(min_delta)}`]),
    `patience=${patience || epochs}`,
    `restore_best_weights=${python(keep_best)}`,
  ];
  return `EarlyStopping(${given.join(', ')})`;
}

/** The callbacks, where there are any, as a line of fit. */
export function callbacksText(settings: Settings): string {
  const lines = [stoppingText(settings), scheduleCallback(settings)].filter((line) => line !== null); // prettier-ignore
  if (lines.length === 0) return '';
  return `    callbacks=[\n${lines.map((line) => `        keras.callbacks.${line},\n`).join('')}    ],\n`; // prettier-ignore
}

/** What fit is given to examine after each epoch: the last of its own pictures, or the test's. */
export const validationText = (
  settings: Settings,
  images: string,
  labels: string,
  data = cifar10,
) =>
  settings.validation_split > 0
    ? `    validation_split=${floatText(settings.validation_split)},\n`
    : `    validation_data=(${images}, ${labelsText(settings, labels, data)}),\n`;

function fitText(settings: Settings, data: DataDescription): string {
  const { training_pictures: trained, test_pictures: tested } = settings;
  const test = [`test_images[:${tested}]`, `test_labels[:${tested}]`] as const;
  const fit = `model.fit(
    train_images[:${trained}],
    ${labelsText(settings, `train_labels[:${trained}]`, data)},
    batch_size=${settings.batch_size},
    epochs=${settings.epochs},
${validationText(settings, ...test, data)}${callbacksText(settings)})`;
  if (settings.validation_split === 0) return fit;
  return `${fit}\n\nmodel.evaluate(${test[0]}, ${labelsText(settings, test[1], data)})`;
}

/** What is in the lab, as the code view shows it: model, compile and fit. */
export function programText(
  model: ModelSpec,
  run: Settings,
  catalog: CatalogEntry[],
  data = cifar10,
): string {
  const settings = asWritten(soundSettings(run));
  return `import keras
from keras import layers

keras.utils.set_random_seed(${settings.seed})

model = ${modelText(model, settings, catalog, data)}

${compileText(settings)}

${fitText(settings, data)}
`;
}
