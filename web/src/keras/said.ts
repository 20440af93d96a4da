import type { CatalogEntry } from '../../../wasm/lab';
import { numberOf } from './arrays';
import { classes, required } from './classes';
import type { Fit } from './fits';
import { snake } from './layers';
import { classAliases } from './names';
import type { Said } from './program';
import { plain, show, type Located, type ReadLayer, type Value, type Pictures } from './values';

/** What a program says, in Keras's words, as JSON: for tools that compare it with Keras itself. */

type Made = Extract<Value, { kind: 'made' }>;
type Json = Record<string, unknown>;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A number as a row of text has it. */
const short = (value: unknown): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(6))) : Array.isArray(value) ? value.map(short).join('x') : String(value); // prettier-ignore

/** Names that Keras prints as classes: `he_uniform` is HeUniform. */
function className(value: Value): string {
  const name = value.kind === 'made' ? value.name : value.kind === 'string' ? value.value : show(value); // prettier-ignore
  if (classAliases[name]) return classAliases[name];
  for (const module of ['initializers', 'regularizers', 'constraints'])
    for (const known of Object.keys(classes[module]!))
      if (snake(known) === snake(name)) return known;
  return name;
}

/** `L2(0.01)`, `MaxNorm(max_value=3)`, `HeUniform`. */
function objectText(written: Located): string {
  const { value } = written;
  const name = className(value);
  if (value.kind !== 'made') return /^L[12]$/.test(name) ? `${name}(0.01)` : name;
  const [module] = value.path.split('.').slice(1);
  const given = [...value.given].filter(([key]) => key !== 'seed');
  if (given.length === 0 && module === 'initializers') return name;
  if (/^L[12]$/.test(name)) return `${name}(${short(plain(given[0]?.[1].value ?? { kind: 'number', value: 0.01, whole: false }))})`; // prettier-ignore
  return `${name}(${given.map(([key, { value: one }]) => `${key}=${short(plain(one))}`).join(', ')})`;
}

const isObject = (name: string) => /_(initializer|regularizer|constraint)$/.test(name);

/** A layer's arguments that are not Keras's defaults. */
export function configOf(layer: ReadLayer, catalog: CatalogEntry[]): Json {
  const entry = catalog.find((row) => row.keras === layer.keras);
  const config: Json = { class: layer.keras };
  for (const field of entry?.fields ?? []) {
    const value = layer.spec[field.name];
    const usual = field.default_from ? layer.spec[field.default_from] : field.default;
    const isPool = field.name === 'pool_size';
    if (value === undefined || value === null || (same(value, usual) && !isPool)) continue;
    const written = layer.given.get(field.name);
    // Keras tells both sides of each axis.
    const isSides = /^(ZeroPadding2D|Cropping2D)$/.test(layer.keras) && Array.isArray(value);
    config[field.name] = isObject(field.name) && written ? objectText(written) : isSides ? value.map((one: unknown) => [one, one]) : value; // prettier-ignore
  }
  // What has no field here is as it is written.
  for (const [name, written] of layer.given) {
    if (name in config || /^(name|dtype|input_shape|batch_input_shape|seed|autocast)$/.test(name)) continue; // prettier-ignore
    if (entry?.fields.some((field) => field.name === name)) continue;
    if (isObject(name)) {
      const text = objectText(written);
      if (!/^(GlorotUniform|Zeros|None)$/.test(text) && written.value.kind !== 'none') config[name] = text; // prettier-ignore
    } else if (!entry) config[name] = plain(written.value) ?? show(written.value);
  }
  return config;
}

/** `Conv2D(32, 3x3, same, relu)`. */
export function layerText(layer: ReadLayer, catalog: CatalogEntry[]): string {
  const { class: name, ...config } = configOf(layer, catalog);
  const keras = String(name);
  const parts: string[] = [];
  const told = new Set<string>();
  const take = (field: string, write: (value: unknown) => string = short) => {
    if (!(field in config) || told.has(field)) return;
    parts.push(write(config[field]));
    told.add(field);
  };
  if (keras === 'Softmax' || keras === 'ReLU') {
    if (Object.keys(config).length === 0) return `Activation(${keras.toLowerCase()})`;
  }
  for (const field of [
    'filters',
    'units',
    'rate',
    'stddev',
    'kernel_size',
    'pool_size',
    'mode',
    'height_factor',
    'width_factor',
    'factor',
    'scale',
  ])
    // prettier-ignore
    take(field, (value) => (Array.isArray(value) ? value.join('x') : short(value)));
  if (keras === 'Conv2D') {
    parts.push(short(config.padding ?? 'valid'));
    told.add('padding');
  }
  take('padding');
  take('activation');
  take('negative_slope');
  for (const [field, value] of Object.entries(config)) {
    if (told.has(field)) continue;
    parts.push(`${field}=${Array.isArray(value) ? value.join('x') : short(value)}`);
  }
  return `${keras}(${parts.join(', ')})`;
}

/** An optimizer, a schedule, a loss: its class, and every argument that does not stand for nothing. */
function madeJson(made: Made, skip: string[] = []): Json {
  const [module] = /^keras\.(optimizers\.schedules|\w+)/.exec(made.path)?.slice(1) ?? [];
  const known = classes[module ?? '']?.[made.name] ?? {};
  const config: Json = {};
  for (const [name, usual] of Object.entries(known)) {
    const written = made.given.get(name);
    if (skip.includes(name)) continue;
    if (!written && (usual === null || usual === required)) continue;
    if (!written) config[name] = usual;
    else if (written.value.kind === 'made')
      config[name] = { class: written.value.name, ...madeJson(written.value, ['name']) }; // prettier-ignore
    else config[name] = plain(written.value) ?? show(written.value);
  }
  return config;
}

const averaged = ['use_ema', 'ema_momentum', 'ema_overwrite_frequency', 'loss_scale_factor', 'gradient_accumulation_steps', 'name']; // prettier-ignore

function optimizerJson(made: Made | null): Json | null {
  if (!made) return null;
  const config = madeJson(
    made,
    averaged.filter((name) => !made.given.has(name) || name === 'name'),
  );
  const decay = made.given.get('decay');
  const rate = config.learning_rate;
  if (decay && plain(decay.value) !== 0)
    config.learning_rate = { class: 'InverseTimeDecay', initial_learning_rate: rate, decay_steps: 1, decay_rate: plain(decay.value), staircase: false }; // prettier-ignore
  return { class: made.name, config };
}

function lossJson(made: Made | null): Json | null {
  if (!made) return null;
  return { class: made.name, from_logits: false, label_smoothing: 0, ...madeJson(made, ['name', 'dtype', 'reduction', 'axis', 'ignore_class']) }; // prettier-ignore
}

function partJson(pictures: Pictures | null): Json | null {
  if (!pictures) return null;
  const { split, from, to, drawn } = pictures;
  if (drawn) return { number: numberOf(pictures), from: `${split}: ${numberOf(pictures)} of them, drawn by chance` }; // prettier-ignore
  return { number: numberOf(pictures), from: `${split}[${from}:${to}]` };
}

function picturesJson(fit: Fit): Json | null {
  const { images, validation, labels } = fit;
  if (!images || images.trouble) return null;
  let train = partJson(images);
  let examined: Json | null = null;
  if (validation.kind === 'pictures') examined = partJson(validation.x);
  if (validation.kind === 'split') {
    const cut = images.from + Math.floor(numberOf(images) * (1 - validation.share) + 1e-9);
    train = partJson({ ...images, to: cut });
    examined = partJson({ ...images, from: cut });
  }
  return { train, validation: examined, labels: labels ? (labels.labels === 'one-hot' ? 'one-hot' : 'whole numbers') : null }; // prettier-ignore
}

function scalingJson(fit: Fit, layers: ReadLayer[]): Json | null {
  const { images } = fit;
  if (!images || images.trouble) return null;
  const one = (values: number[]) => (values.length === 1 ? Number(values[0]!.toPrecision(6)) : values.map((value) => Number(value.toPrecision(6)))); // prettier-ignore
  const own = layers.find(({ keras }) => keras === 'Rescaling');
  return { scale: one(images.scale), offset: one(images.offset), ...(own && { then_own_rescaling: Number(Number(own.spec.scale).toPrecision(6)) }) }; // prettier-ignore
}

function callbackJson(item: Located): Json {
  const { value } = item;
  if (value.kind === 'made') return { class: value.name, ...madeJson(value, ['verbose']) };
  return { class: value.kind === 'object' && value.of ? value.of.name : show(value) };
}

/** What one model is compiled and trained with. */
export function runJson({
  compiled,
  fit,
  model,
}: Pick<Said, 'compiled' | 'fit'> & { model: Said['model'] | null }): Json {
  // prettier-ignore
  const number = (written: Located | null, usual: number) => (written && written.value.kind !== 'none' ? (plain(written.value) ?? null) : usual); // prettier-ignore
  return {
    optimizer: optimizerJson(compiled?.optimizer ?? null),
    loss: lossJson(compiled?.loss ?? null),
    metrics: compiled ? compiled.metrics : null,
    batch_size: fit ? number(fit.batch, 32) : null,
    epochs: fit ? number(fit.epochs, 1) : null,
    validation_split: fit
      ? fit.validation.kind === 'split'
        ? fit.validation.share
        : fit.images
          ? 0
          : null
      : null,
    callbacks: fit ? fit.callbacks.filter(({ value }) => value.kind !== 'none').map(callbackJson) : null, // prettier-ignore
    scaling: fit ? scalingJson(fit, model?.layers ?? []) : null,
    pictures: fit ? picturesJson(fit) : null,
  };
}

/** A model's layers, in the form of Keras's own and in one line each. */
export function modelJson(said: Said, catalog: CatalogEntry[]): Json {
  const { layers } = said.model;
  return {
    name: said.name,
    layers: layers.map((layer) => layerText(layer, catalog)),
    configs: layers.map((layer) => configOf(layer, catalog)),
    front: said.front.map((layer) => layerText(layer, catalog)),
  };
}
