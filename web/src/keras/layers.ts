import type { CatalogEntry, CatalogField, LayerSpec } from '../../../wasm/lab';
import { helpOfField } from '../model/help';
import { rowsOf } from '../model/outside';
import { bind } from './arguments';
import { Silent, type Arguments, type Call, type Context } from './context';
import { aliases, classAliases, foreign, formerArguments } from './names';
import { common, fixed } from './signatures';
import { CodeError, finding, nearest, type Span } from './source';
import { plain, show, type Located, type ReadLayer, type Value } from './values';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Layers of Keras that are other layers of the lab, where it has no row for them. */
const otherwise: Record<string, (given: Map<string, Located>) => LayerSpec | null> = {
  ReLU: (given) => ([...given.keys()].every((key) => key === 'name') ? { kind: 'activation', activation: 'relu' } : null), // prettier-ignore
  Softmax: (given) => ([...given.keys()].every((key) => key === 'name') ? { kind: 'activation', activation: 'softmax' } : null), // prettier-ignore
  Rescaling: (given) => {
    const scale = given.get('scale')?.value;
    const offset = given.get('offset')?.value;
    if (scale?.kind !== 'number' || (offset && offset.kind !== 'number')) return null;
    return { kind: 'rescaling', scale: scale.value, offset: offset?.kind === 'number' ? offset.value : 0 }; // prettier-ignore
  },
};
const otherSignatures: Record<string, string[]> = {
  ReLU: ['max_value', 'negative_slope', 'threshold'],
  Softmax: ['axis'],
  Rescaling: ['scale', 'offset'],
};

/** `layers.X(…)` as a layer of the lab; throws a CodeError if the lab has no such thing. */
export function readLayer(context: Context, call: Call, name: string): Value {
  const keras = aliases[name] ?? name;
  const entry = context.catalog.find((row) => row.keras === keras);
  refuseFormer(name, call, entry?.arguments ?? otherSignatures[name] ?? []);
  for (const { value } of [...call.args.positional, ...call.args.named.values()])
    if (value.kind === 'refused') throw new Silent();
  const { from, to } = call;
  context.read.set(from, (context.read.get(from) ?? 0) + 1);
  const layer: ReadLayer = { spec: { kind: '' }, keras, given: new Map(), fields: {}, from, to, alone: context.loops === 0 }; // prettier-ignore
  const bare = call.args.positional.length + call.args.named.size === 0;
  // ReLU() is the Activation layer; with arguments it is one of its own.
  if (entry && !(name === 'ReLU' && bare)) fill(context, layer, entry, call);
  else if (Object.hasOwn(otherwise, name)) {
    layer.given = bind(call.args, otherSignatures[name]!, keras, common);
    checkShapes(context, layer.given);
    const spec = otherwise[name]!(layer.given);
    if (!spec) throw new CodeError(call.args.positional[0] ?? call, name === 'Rescaling' ? finding('rescaling') : finding('plainActivation', name)); // prettier-ignore
    layer.spec = spec;
  } else throw unknownLayer(context, call.name, name);
  const own = layer.given.get('name')?.value;
  if (own?.kind === 'string') layer.name = own.value;
  return { kind: 'layer', layer };
}

/** A mistake of Keras 1: `Convolution2D(32, 3, 3)` has strides of 3 today. */
function refuseFormer(name: string, { args }: Call, signature: string[]): void {
  const [filters, rows, columns] = args.positional.map(({ value }) => value);
  const isFormer = /^(Convolution2D|Conv2D)$/.test(name) && args.positional.length === 3 && [filters, rows, columns].every((value) => value?.kind === 'number'); // prettier-ignore
  if (isFormer && name === 'Convolution2D')
    throw new CodeError(args.positional[1]!, finding('formerKernel', show(filters!), show(rows!), show(columns!))); // prettier-ignore
  for (const [key, value] of args.named) {
    const now = Object.hasOwn(formerArguments, key) ? formerArguments[key]! : null;
    if (now && !signature.includes(key) && signature.includes(now))
      throw new CodeError(value.name, finding('formerArgument', name, key, now));
  }
}

function fill(context: Context, layer: ReadLayer, entry: CatalogEntry, call: Call): void {
  const { keras } = layer;
  const args = renamed(context, entry, call.args);
  const given = bind(args, entry.arguments, keras, common);
  layer.given = given;
  layer.spec = { kind: entry.kind };
  for (const field of entry.fields) {
    const written = given.get(field.name);
    const value = written ? fieldValue(keras, field, written) : undefined;
    if (written) layer.fields[field.name] = { from: written.from, to: written.to };
    // What forms show only when asked for more is there only where it says something.
    if (field.rare && (value === undefined || value === null || same(value, field.default))) continue; // prettier-ignore
    if (value !== undefined && value !== null) layer.spec[field.name] = value;
    else if (keras === 'AveragePooling2D' && field.name === 'pool_size')
      throw missing(keras, entry.kind, field, written ?? call);
    else if (field.default_from)
      layer.spec[field.name] = structuredClone(layer.spec[field.default_from]); // prettier-ignore
    else if (field.default !== undefined) layer.spec[field.name] = structuredClone(field.default);
    else if (!field.optional) throw missing(keras, entry.kind, field, written ?? call);
  }
  const fillMode = given.get('fill_mode');
  if (fillMode && plain(fillMode.value) === 'wrap') context.note(fillMode, finding('wrapped'));
  checkOthers(context, call, keras, entry, given);
}

/** Names that Keras 2 had and Keras 3 still takes: LeakyReLU's alpha. */
function renamed(context: Context, entry: CatalogEntry, args: Arguments): Arguments {
  const old = args.named.get('alpha');
  if (!old || !entry.arguments.includes('negative_slope')) return args;
  context.note(old.name, finding('oldName', 'alpha', 'negative_slope'));
  const named = new Map(args.named);
  named.delete('alpha');
  named.set('negative_slope', old);
  return { ...args, named };
}

function missing(keras: string, kind: string, field: CatalogField, span: Span): CodeError {
  return new CodeError(
    span,
    finding('missing', keras, kind, field.name, helpOfField(kind, field.name)),
  );
}

/** What is written for a field, in the shape the engine wants it; its range is the engine's matter. */
export function fieldValue(keras: string, field: CatalogField, written: Located): unknown {
  const { value } = written;
  const given = plain(value);
  const wrong = () => new CodeError(written, finding('wrongType', keras, field.name, show(value), field.type, field.choices ?? [])); // prettier-ignore
  if (value.kind === 'none') {
    // Keras's None: no activation, strides like the window, the width as the height.
    if (field.name === 'activation') return 'linear';
    if (field.optional || field.default_from) return null;
    if (field.type === 'choice' && field.choices?.includes('none')) return 'none';
    throw wrong();
  }
  if (value.kind === 'refused') throw new Silent();
  if (value.kind === 'unknown' || value.kind === 'method') throw new CodeError(written, finding('notKnown', show(value))); // prettier-ignore
  switch (field.type as string) {
    case 'integer':
      if (value.kind !== 'number') throw wrong();
      if (!value.whole) throw new CodeError(written, finding('notWhole', field.name, show(value), value.value)); // prettier-ignore
      return given;
    case 'number': {
      if (value.kind === 'number') return given;
      // Keras takes (-0.1, 0.1) for "up to 0.1 either way".
      if (Array.isArray(given) && given.length === 2 && given[0] === -given[1]) return given[1];
      if (Array.isArray(given))
        throw new CodeError(written, finding('lopsided', field.name, show(value)));
      throw wrong();
    }
    case 'boolean':
      if (value.kind === 'boolean') return value.value;
      if (value.kind === 'number') return value.value !== 0;
      throw wrong();
    case 'pair': {
      const whole = (item: Value) => item.kind === 'number' && item.whole;
      if (whole(value)) return [given, given];
      if (value.kind === 'list' && value.items.length === 2 && value.items.every((item) => whole(item.value))) return given; // prettier-ignore
      // ((1, 1), (2, 2)): the same before and behind.
      const sides = Array.isArray(given) && /^(ZeroPadding2D|Cropping2D)$/.test(keras) ? given : [];
      const isEven = sides.length === 2 && sides.every((one) => Array.isArray(one) && one.length === 2 && Number.isInteger(one[0]) && one[0] === one[1]); // prettier-ignore
      if (isEven) return sides.map(([one]: number[]) => one);
      throw wrong();
    }
    case 'choice':
      return choiceOf(keras, field, written);
    case 'numbers':
      return numbersOf(keras, field, written);
    case 'spec':
      return objectOf(keras, field, written);
    default:
      // A kind of field that came after this was written is given as it is.
      if (given === undefined) throw wrong();
      return given;
  }
}

/** A list of numbers, or one; of a random amount Keras has bounds of its own for one. */
function numbersOf(keras: string, field: CatalogField, written: Located): unknown {
  const given = plain(written.value);
  const wrong = () => new CodeError(written, finding('wrongType', keras, field.name, show(written.value), field.type, [])); // prettier-ignore
  if (typeof given === 'number') {
    if (keras === 'RandomContrast') return [0, given];
    if (keras === 'RandomBrightness') return [-Math.abs(given), Math.abs(given)];
    return [given];
  }
  if (!Array.isArray(given) || !given.every((one) => typeof one === 'number')) throw wrong();
  const list = given;
  return field.name === 'factor' ? [...list].sort((a, b) => a - b) : list;
}

/** An initializer, a regularizer or a constraint: by its class, its function's name or a text. */
function objectOf(layer: string, field: CatalogField, written: Located): unknown {
  const { value } = written;
  const rows = rowsOf(field);
  const names = rows.map(({ keras }) => keras);
  const text = value.kind === 'made' ? value.name : value.kind === 'name' ? value.path.split('.').at(-1) : plain(value); // prettier-ignore
  if (typeof text !== 'string') throw new CodeError(written, finding('wrongType', layer, field.name, show(value), 'choice', names)); // prettier-ignore
  const keras = Object.hasOwn(classAliases, text) ? classAliases[text] : text;
  const row = rows.find((one) => one.keras === keras || one.kind === text || one.kind === `${text}s`); // prettier-ignore
  if (!row) throw new CodeError(written, finding('wrongChoice', field.name, text, nearest(text, names), names)); // prettier-ignore
  const spec: Record<string, unknown> = { kind: row.kind };
  // Keras 3 has no text for both; what it was in Keras 2 is meant.
  if (value.kind === 'string' && text === 'l1_l2') return { ...spec, l1: 0.01, l2: 0.01 };
  if (value.kind !== 'made') return spec;
  for (const one of row.fields) {
    const given = value.given.get(one.name);
    if (!given || given.value.kind === 'none') continue;
    const read = fieldValue(row.keras, one, given);
    if (!same(read, one.default)) spec[one.name] = read;
  }
  for (const [name, given] of value.given) {
    if (row.fields.some((one) => one.name === name)) continue;
    const allowed = row.fixed?.[name];
    if (!allowed?.some((one) => same(one, plain(given.value)))) throw new CodeError(given, finding('fixedArgument', name, show(given.value), python(allowed?.[0] ?? null))); // prettier-ignore
  }
  return spec;
}

/** One of a field's choices: a text, a function or a class of Keras by that name. */
function choiceOf(keras: string, field: CatalogField, written: Located): string {
  const { value } = written;
  const choices = field.choices ?? [];
  let text: unknown = plain(value);
  if (value.kind === 'name') text = value.path.split('.').at(-1)!;
  if (value.kind === 'made') {
    const [odd] = [...value.given.keys()].filter((key) => key !== 'seed');
    if (odd) throw new CodeError(written, finding('choiceWithArguments', field.name, value.name));
    text = value.name;
  }
  if (typeof text !== 'string')
    throw new CodeError(written, finding('wrongType', keras, field.name, show(value), 'choice', choices)); // prettier-ignore
  const name = text;
  if (field.aliases && Object.hasOwn(field.aliases, name)) return field.aliases[name]!;
  // Keras takes padding in any letters, and a class in place of its name.
  const found = choices.find((choice) => choice === name || (field.name !== 'activation' && snake(choice) === snake(name))); // prettier-ignore
  if (found) return found;
  const meant = choices.find((choice) => snake(choice) === snake(name)) ?? nearest(name, choices);
  throw new CodeError(written, finding('wrongChoice', field.name, name, meant, choices));
}

/** `HeUniform` is `he_uniform` where a text is wanted. */
export const snake = (name: string) => name.replace(/(?<=[a-z0-9])([A-Z])/g, '_$1').toLowerCase();

/** The arguments that are not fields here: they have to say what the lab does anyway. */
function checkOthers(
  context: Context,
  call: Call,
  keras: string,
  entry: CatalogEntry,
  given: Map<string, Located>,
): void {
  // prettier-ignore
  const own = new Set(entry.fields.map((field) => field.name));
  checkShapes(context, given);
  for (const [name, written] of given) {
    if (own.has(name) || /^(batch_)?input_shape$/.test(name)) continue;
    if (written.value.kind === 'refused') throw new Silent();
    if (entry.keras_arguments && name in entry.keras_arguments) {
      const wanted = entry.keras_arguments[name];
      if (!same(plain(written.value), wanted))
        throw new CodeError(written, finding('fixedArgument', name, show(written.value), python(wanted))); // prettier-ignore
    } else if (name === 'seed') {
      context.note(written, finding('layerSeed', keras));
    } else if (name === 'trainable' && plain(written.value) === false) {
      throw new CodeError(written, finding('frozen'));
    } else {
      const allowed = entry.fixed?.[name] ?? fixed[name];
      if (!allowed || allowed.some((value) => isSame(value, written.value))) continue;
      const regularizer = /regularizer|constraint/.test(name);
      throw new CodeError(
        written,
        regularizer
          ? finding('noRegularizer', name)
          : finding('fixedArgument', name, show(written.value), python(allowed[0])),
      );
    }
  }
  for (const [name, wanted] of Object.entries(entry.keras_arguments ?? {}))
    if (!given.has(name)) context.note(call, finding('needsArgument', keras, name, python(wanted))); // prettier-ignore
}

/** Whether a value says one that is allowed: 1 is (1, 1), GlorotUniform() is 'glorot_uniform'. */
function isSame(allowed: unknown, value: Value): boolean {
  if (same(allowed, plain(value))) return true;
  if (typeof allowed !== 'string') return false;
  const [odd] =
    value.kind === 'made' ? [...value.given.keys()].filter((key) => key !== 'seed') : [];
  if (odd) return false;
  const name = value.kind === 'made' ? value.name : value.kind === 'name' ? value.path.split('.').at(-1)! : plain(value); // prettier-ignore
  return typeof name === 'string' && snake(name) === allowed;
}

function checkShapes(context: Context, given: Map<string, Located>): void {
  const shape = given.get('input_shape');
  if (shape) inputShape(context, shape);
  const whole = given.get('batch_input_shape');
  if (whole?.value.kind === 'list')
    inputShape(context, {
      ...whole,
      value: { ...whole.value, items: whole.value.items.slice(1) },
    });
}

/** A plain value as Python writes it. */
export function python(value: unknown): string {
  if (Array.isArray(value)) return `(${value.map(python).join(', ')}${value.length === 1 ? ',' : ''})`; // prettier-ignore
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value.replace(/[\\'\n]/g, '')}'`;
  return (value as number).toString();
}

/** Holds a written input shape to the pictures of the lab; grey ones may be without their channel. */
export function inputShape({ data }: Context, written: Located): void {
  if (/^(unknown|method|refused)$/.test(written.value.kind)) return;
  const shape = plain(written.value);
  if (shape === undefined && written.value.kind === 'list') return;
  // Batches may have any size; so may pictures, where None stands for it.
  const wanted = data.description.shape;
  const isRank = (axes: unknown[]) => axes.length === 3 || (axes.length === 2 && wanted[2] === 1);
  const known = Array.isArray(shape) && isRank(shape) && shape.every((axis, i) => axis === null || axis === wanted[i]); // prettier-ignore
  if (!known)
    throw new CodeError(written, finding('inputShape', show(written.value), python(wanted)));
}

function unknownLayer(context: Context, span: Span, name: string): CodeError {
  if (Object.hasOwn(foreign, name))
    return new CodeError(span, finding('foreignLayer', name, foreign[name]!));
  const names = context.catalog.map(({ keras }) => keras);
  const meant = nearest(name, [...names, ...Object.keys(aliases)]);
  return new CodeError(span, finding('unknownLayer', name, meant, names));
}
