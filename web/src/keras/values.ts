import type { SyntaxNode } from '@lezer/common';
import type { LayerSpec } from '../../../wasm/lab';
import type { ProgramData } from './program_data';
import { CodeError, finding, type Found, type Span } from './source';

/** A layer as the program makes it: what it is, and where each of its fields is written. */
export interface ReadLayer extends Span {
  spec: LayerSpec;
  /** Keras's class, and the arguments that are given to it, by Keras's names. */
  keras: string;
  given: Map<string, Located>;
  /** What the program calls it; its weights have that name in files. */
  name?: string;
  fields: Record<string, Span>;
  /** The statement `model.add(...)` that it stands in alone, if it does. */
  statement?: Span;
  /** Written once and used once: not from a loop, so that an edit can be made in its place. */
  alone: boolean;
}

export interface ReadModel extends Span {
  layers: ReadLayer[];
  /** Stands inside another model, as augmentation layers do. */
  inner: boolean;
  /** What the program calls it: the variable that it was first given to. */
  name?: string;
  /** Something in it was refused where it stands, so nothing else is said of it. */
  broken?: boolean;
}

/** A function of the program's own, with the names that it was made among. */
export interface ReadFunction {
  name: string;
  node: SyntaxNode;
  scope: Scope;
  /** Of a class: its class, for `super()`. */
  owner?: ReadClass;
  /** Written above it: `staticmethod`, `classmethod`, `property`. */
  kind?: string;
  /** Values of its parameters that have one, read where the function was made. */
  defaults: Map<string, Located>;
}

export interface ReadClass {
  name: string;
  node: SyntaxNode;
  bases: Value[];
  members: Map<string, Value>;
  /** The fields of a dataclass, in their order. */
  fields: string[] | null;
}

/** Names and what they stand for; those of a function are looked up in what is around it, too. */
export class Scope {
  readonly names = new Map<string, Value>();
  /** Named by `global` or `nonlocal`. */
  readonly outside = new Set<string>();

  constructor(readonly parent: Scope | null = null) {}

  get(name: string): Value | undefined {
    return this.names.get(name) ?? this.parent?.get(name);
  }

  set(name: string, value: Value): void {
    if (this.outside.has(name) && this.parent) this.parent.set(name, value);
    else this.names.set(name, value);
  }
}

/** What an expression stands for. Whatever is not followed is `unknown`, and only fails if used. */
export type Value =
  | { kind: 'number'; value: number; whole: boolean }
  | { kind: 'string'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'none' }
  | { kind: 'list'; items: Located[]; tuple: boolean }
  /** Keys are written as JSON, so that 1 and '1' differ. */
  | { kind: 'dict'; items: Map<string, Located> }
  | { kind: 'function'; made: ReadFunction }
  | { kind: 'class'; made: ReadClass }
  /** An object of a class of the program's own, or one that only holds attributes. */
  | { kind: 'object'; of: ReadClass | null; attributes: Map<string, Value>; model?: ReadModel }
  /** A function with its first arguments: a method with its object, or functools.partial. */
  | { kind: 'bound'; callee: Value; first: Located[]; named: Map<string, Located> }
  | { kind: 'super'; of: ReadClass; self: Value }
  /** Something in a module, by its full name: `keras.layers.Conv2D`. */
  | { kind: 'name'; path: string }
  | { kind: 'layer'; layer: ReadLayer }
  /** Keras's Input, or what layers make of it: the layers so far. */
  | { kind: 'tensor'; layers: (ReadLayer | ReadModel)[]; input: Span; broken?: boolean }
  | { kind: 'model'; model: ReadModel }
  /** What a class of Keras makes that is no layer: an optimizer, a loss, an initializer, a callback. */
  | { kind: 'made'; name: string; path: string; given: Map<string, Located>; at: Span; rest: Located[] } // prettier-ignore
  /** The data's pictures or labels, and what was done to them. */
  | { kind: 'pictures'; pictures: Pictures }
  /** Pictures with their labels: a tf.data pipeline, or a generator's flow. */
  | { kind: 'pipeline'; pipeline: Pipeline }
  | { kind: 'method'; of: Value; name: string }
  /** Refused where it stands: what uses it has nothing wrong with it. */
  | { kind: 'refused' }
  /** `first`: of arrays, how many of the first pictures a slice keeps; labels may be one-hot. */
  | {
      kind: 'unknown';
      what: string;
      first?: Located;
      oneHot?: boolean;
      /** What a call gives that was followed: nothing of it is passed over. */
      followed?: boolean;
    };

/**
 * The data's arrays as a program sees them, without a picture in memory: which pictures, and what
 * was done to their numbers since they were loaded.
 */
export interface Pictures {
  of: 'images' | 'labels';
  data: ProgramData;
  /** Grey pictures {n,H,W}, without the axis of their one channel. */
  isFlat?: boolean;
  split: 'train' | 'test';
  /** The pictures from number `from` to before number `to`, in the order of keras.datasets. */
  from: number;
  to: number;
  /** Where a slice says how many. */
  count?: Located;
  /** Numbers of 0..255 became scale * pixel + offset: one number, or one for each channel. */
  scale: number[];
  offset: number[];
  /** Where the scaling is written, for a note. */
  scaledAt?: Span;
  /** How labels are written. */
  labels: 'column' | 'row' | 'one-hot';
  /** Layers that change the training pictures as they come, in their order. */
  front: ReadLayer[];
  /** Drawn by chance from the training pictures: which part, and what for. */
  drawn?: { share: number; part: 'rest' | 'part'; at: Span };
  /** What cannot be carried, said where these pictures are trained on. */
  trouble?: Found;
  /** One picture, as a function of `map` gets it, has no axis of pictures. */
  single?: boolean;
  /** What the program calls them, for whether it is the lab's own name of a slice. */
  whole: boolean;
}

export interface Pipeline {
  x: Pictures;
  y: Pictures | null;
  /** Null: not in batches yet. */
  batch: Located | null;
  /** How it was made: `tf.data` or an ImageDataGenerator. */
  kind: 'tf.data' | 'generator';
  at: Span;
  /** Shuffled at all. */
  shuffled: boolean;
  repeats?: boolean;
  /** Its elements are dictionaries, of 'image' and 'label'. */
  keyed?: boolean;
}

export interface Located extends Span {
  value: Value;
}

export const none: Value = { kind: 'none' };
export const refused: Value = { kind: 'refused' };
export const unknown = (what: string): Value => ({ kind: 'unknown', what });
export const numberValue = (value: number, whole = Number.isInteger(value)): Value => ({
  kind: 'number',
  value,
  whole,
});
export const text = (value: string): Value => ({ kind: 'string', value });
export const truth = (value: boolean): Value => ({ kind: 'boolean', value });

export const tupleOf = (span: Span, ...values: Value[]): Value => ({
  kind: 'list',
  tuple: true,
  items: values.map((value) => ({ value, from: span.from, to: span.to })),
});

/** A list may not grow beyond this. */
export const mostItems = 1000;

/** Two lists as one. Lists that are joined to themselves grow fast. */
export function joined(span: Span, left: Located[], right: Located[]): Located[] {
  if (left.length + right.length > mostItems)
    throw new CodeError(span, finding('tooManyItems', mostItems));
  return [...left, ...right];
}

/** The value as JSON would have it; undefined if it is none. Python's None is null. */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case 'number':
    case 'string':
    case 'boolean':
      return value.value;
    case 'none':
      return null;
    case 'list': {
      const items = value.items.map((item) => plain(item.value));
      return items.includes(undefined) ? undefined : items;
    }
    default:
      return undefined;
  }
}

/** The value as it would be written, or the name of Python's type, for sentences of any language. */
export function show(value: Value): string {
  switch (value.kind) {
    case 'number':
      return value.whole || !Number.isInteger(value.value)
        ? String(value.value)
        : `${value.value}.0`;
    case 'string':
      return `'${value.value.slice(0, 40)}'`;
    case 'boolean':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'list': {
      const items = value.items.slice(0, 4).map((item) => show(item.value));
      if (value.items.length > 4) items.push('…');
      if (value.tuple) return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
      return `[${items.join(', ')}]`;
    }
    case 'name':
      return value.path.split('.').at(-1)!;
    case 'layer':
      return value.layer.keras;
    case 'made':
      return value.name;
    case 'dict':
      return 'dict';
    case 'object':
      return value.of?.name ?? 'object';
    case 'bound':
      return show(value.callee);
    case 'super':
      return 'super()';
    case 'tensor':
      return 'KerasTensor';
    case 'model':
      return value.model.name ?? 'Sequential';
    case 'pictures':
      return 'ndarray';
    case 'pipeline':
      return 'Dataset';
    case 'refused':
      return '…';
    case 'function':
    case 'class':
      return value.made.name;
    case 'unknown':
      return value.what.slice(0, 40);
    case 'method':
      return `${show(value.of)}.${value.name}`;
  }
}
