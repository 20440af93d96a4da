import type { SyntaxNode } from '@lezer/common';
import type { CatalogEntry, CatalogField, LayerSpec } from '../../../wasm/lab';
import { messages } from '../messages';
import { codeMessages } from '../messages/code';
import { bind, type Arguments } from './arguments';
import type { Context } from './context';
import { aliases, foreign } from './names';
import { factorOf } from './regularizers';
import { callSignatures, common, fixed } from './signatures';
import { CodeError, nearest, type Span } from './source';
import { plain, show, type Located, type Value } from './values';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** `layers.X(…)` as a layer of the lab; throws a CodeError if the lab has no such thing. */
export function readLayer(
  context: Context,
  node: SyntaxNode,
  name: string,
  args: Arguments,
): Value {
  const bare = args.positional.length + args.named.size === 0;
  if ((name === 'ReLU' && bare) || name === 'Softmax')
    return activationLayer(context, node, name, args);
  if (name === 'Rescaling' && isOfPixels(args)) return rescaling(node, args);
  const keras = aliases[name] ?? name;
  const entry = context.catalog.find((row) => row.keras === keras);
  if (!entry) throw unknownLayer(context, node, name);

  const given = bind(args, entry.arguments, keras, common);
  const fields: Record<string, Span> = {};
  const spec: LayerSpec = { kind: entry.kind };
  for (const field of entry.fields) {
    const written = given.get(field.name);
    const value = written ? fieldValue(keras, field, written) : undefined;
    if (written) fields[field.name] = { from: written.from, to: written.to };
    if (value !== undefined && value !== null) spec[field.name] = value;
    else if (field.default_from) spec[field.name] = structuredClone(spec[field.default_from]);
    else if (field.default !== undefined) spec[field.name] = structuredClone(field.default);
    else if (!field.optional) throw missing(keras, entry.kind, field, written ?? node);
  }
  checkOthers(context, node, keras, entry, given);
  const { from, to } = node;
  const regularized = given.get('kernel_regularizer');
  const l2 = regularized && factorOf(regularized);
  const layer = { spec, fields, from, to, alone: context.loops === 0, ...(l2 ? { l2 } : {}) };
  const own = given.get('name')?.value;
  return { kind: 'layer', layer: own?.kind === 'string' ? { ...layer, name: own.value } : layer };
}

function missing(keras: string, kind: string, field: CatalogField, span: Span): CodeError {
  const help = messages.model.help(kind, field.name, field.help);
  return new CodeError(span, codeMessages.missing(keras, field.name, help));
}

/** What is written for a field, in the shape the engine wants it; its range is the engine's matter. */
export function fieldValue(keras: string, field: CatalogField, written: Located): unknown {
  const m = codeMessages;
  const { value } = written;
  const given = plain(value);
  const wrong = (wanted: string) =>
    new CodeError(written, m.wrongType(keras, field.name, show(value), wanted));
  if (value.kind === 'none') {
    // Keras's None: no activation, strides like the window, the width as the height.
    if (field.name === 'activation') return 'linear';
    if (field.optional || field.default_from) return null;
    throw wrong(
      field.type === 'choice' ? m.types.choice(field.choices ?? []) : m.types[field.type],
    );
  }
  if (value.kind === 'unknown') throw new CodeError(written, m.notKnown(value.what));
  switch (field.type) {
    case 'integer':
      if (value.kind !== 'number') throw wrong(m.types.integer);
      if (!value.whole) throw new CodeError(written, m.notWhole(field.name, show(value), value.value)); // prettier-ignore
      return given;
    case 'number': {
      if (value.kind === 'number') return given;
      // Keras takes (-0.1, 0.1) for "up to 0.1 either way".
      if (Array.isArray(given) && given.length === 2 && given[0] === -given[1]) return given[1];
      if (Array.isArray(given)) throw new CodeError(written, m.lopsided(field.name, show(value)));
      throw wrong(m.types.number);
    }
    case 'boolean':
      if (value.kind !== 'boolean') throw wrong(m.types.boolean);
      return given;
    case 'pair': {
      const whole = (item: Value) => item.kind === 'number' && item.whole;
      if (whole(value)) return [given, given];
      if (value.kind === 'list' && value.items.length === 2 && value.items.every((item) => whole(item.value))) return given; // prettier-ignore
      throw wrong(m.types.pair);
    }
    case 'choice': {
      const choices = field.choices ?? [];
      const text = value.kind === 'name' ? value.path.split('.').at(-1)! : given;
      if (typeof text !== 'string') throw wrong(m.types.choice(choices));
      if (choices.includes(text)) return text;
      if (field.aliases && Object.hasOwn(field.aliases, text)) return field.aliases[text];
      const lower = text.toLowerCase();
      const meant = choices.includes(lower) ? lower : nearest(text, choices);
      throw new CodeError(written, m.wrongChoice(field.name, text, meant, choices));
    }
  }
}

/** The arguments that are not fields here: they have to say what the lab does anyway. */
function checkOthers(
  context: Context,
  node: SyntaxNode,
  keras: string,
  entry: CatalogEntry,
  given: Map<string, Located>,
): void {
  const own = new Set(entry.fields.map((field) => field.name));
  for (const [name, written] of given) {
    if (own.has(name)) continue;
    if (name === 'kernel_regularizer' && factorOf(written) !== null) continue;
    if (name === 'input_shape') {
      inputShape(written);
    } else if (entry.keras_arguments && name in entry.keras_arguments) {
      const wanted = entry.keras_arguments[name];
      if (!same(plain(written.value), wanted))
        throw new CodeError(written, codeMessages.fixedArgument(name, show(written.value), python(wanted))); // prettier-ignore
    } else if (name === 'seed') {
      context.note(written, codeMessages.layerSeed(keras));
    } else {
      const allowed = entry.fixed?.[name] ?? fixed[name];
      if (allowed && !allowed.some((value) => same(value, plain(written.value)))) {
        const regularizer = /regularizer|constraint/.test(name);
        throw new CodeError(
          written,
          regularizer
            ? codeMessages.noRegularizer(name)
            : codeMessages.fixedArgument(name, show(written.value), python(allowed[0])),
        );
      }
    }
  }
  for (const [name, wanted] of Object.entries(entry.keras_arguments ?? {}))
    if (!given.has(name)) context.note(node, codeMessages.needsArgument(keras, name, python(wanted))); // prettier-ignore
}

/** A plain value as Python writes it. */
export function python(value: unknown): string {
  if (Array.isArray(value)) return `(${value.map(python).join(', ')})`;
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value.replace(/[\\'\n]/g, '')}'`;
  return (value as number).toString();
}

/** Holds a written input shape to the pictures of the lab, which are {32,32,3}. */
export function inputShape(written: Located): void {
  if (written.value.kind === 'unknown') return;
  const shape = plain(written.value);
  if (!same(shape, [32, 32, 3]))
    throw new CodeError(written, codeMessages.inputShape(show(written.value)));
}

function unknownLayer(context: Context, node: SyntaxNode, name: string): CodeError {
  const at = node.firstChild!;
  const span = { from: at.to - name.length, to: at.to };
  if (Object.hasOwn(foreign, name))
    return new CodeError(span, codeMessages.foreignLayer(name, foreign[name]!));
  const names = context.catalog.map(({ keras }) => keras);
  const meant = nearest(name, [...names, ...Object.keys(aliases)]);
  return new CodeError(span, codeMessages.unknownLayer(name, meant, names));
}

/** ReLU() and Softmax() are Activation layers under names of their own. */
function activationLayer(context: Context, node: SyntaxNode, name: string, args: Arguments): Value {
  for (const written of [...args.positional, ...args.named.values()])
    throw new CodeError(written, codeMessages.plainActivation(name));
  const { from, to } = node;
  const spec = { kind: 'activation', activation: name.toLowerCase() };
  return { kind: 'layer', layer: { spec, fields: {}, from, to, alone: context.loops === 0 } };
}

/** Whether so small a scale is for pixels from 0 to 255: a layer of the lab has larger ones. */
function isOfPixels(args: Arguments): boolean {
  const scale = (args.named.get('scale') ?? args.positional[0])?.value;
  return scale?.kind !== 'number' || Math.abs(scale.value) < 0.02;
}

/** The pictures of the lab are already from 0 to 1; of pixels no other scaling is there. */
function rescaling(node: SyntaxNode, args: Arguments): Value {
  const given = bind(args, callSignatures.Rescaling, 'Rescaling', common);
  const scale = given.get('scale');
  const offset = given.get('offset');
  const usual = scale?.value.kind === 'number' && Math.abs(scale.value.value * 255 - 1) < 1e-6;
  if (!usual || (offset && plain(offset.value) !== 0))
    throw new CodeError(scale ?? node, codeMessages.rescaling);
  return { kind: 'scaling' };
}
