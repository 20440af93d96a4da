import type { LayerSpec, Spec } from '../../../wasm/lab';
import type { Span } from './source';

/** A layer as the program makes it: what it is, and where each of its fields is written. */
export interface ReadLayer extends Span {
  spec: LayerSpec;
  /** What the program calls it; its weights have that name in files. */
  name?: string;
  fields: Record<string, Span>;
  /** Of its kernel_regularizer, if there is one. */
  l2?: number;
  /** The statement `model.add(...)` that it stands in alone, if it does. */
  statement?: Span;
  /** Written once and used once: not from a loop, so that an edit can be made in its place. */
  alone: boolean;
}

export interface ReadModel extends Span {
  layers: ReadLayer[];
  /** Stands inside another model, as augmentation layers do. */
  inner: boolean;
}

/** What an expression stands for. Whatever is not followed is `unknown`, and only fails if used. */
export type Value =
  | { kind: 'number'; value: number; whole: boolean }
  | { kind: 'string'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'none' }
  | { kind: 'list'; items: Located[]; tuple: boolean }
  /** Something in a module, by its full name: `keras.layers.Conv2D`. */
  | { kind: 'name'; path: string }
  | { kind: 'layer'; layer: ReadLayer }
  /** Keras's Input: says a shape, computes nothing. */
  | { kind: 'input' }
  /** Rescaling by 1/255, which the lab has done already. */
  | { kind: 'scaling' }
  | { kind: 'model'; model: ReadModel }
  /** `rate` is a number or a schedule; null is the optimizer's own of Keras. */
  | { kind: 'optimizer'; spec: Spec; rate: Located | null; decay: Spec | null }
  | { kind: 'schedule'; spec: Spec; rate: Located }
  /** EarlyStopping on the test loss. */
  | { kind: 'stopping'; patience: Located; best: boolean }
  /** A regularizer: a factor of the squares of a kernel. */
  | { kind: 'l2'; factor: number }
  | { kind: 'method'; of: Value; name: string }
  /** `first`: of arrays, how many of the first pictures a slice keeps. */
  | { kind: 'unknown'; what: string; first?: Located };

export interface Located extends Span {
  value: Value;
}

export const none: Value = { kind: 'none' };
export const numberValue = (value: number, whole: boolean): Value => ({
  kind: 'number',
  value,
  whole,
});

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

/** The value as it would be written, for sentences. */
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
      return value.tuple ? `(${items.join(', ')})` : `[${items.join(', ')}]`;
    }
    case 'name':
      return value.path.split('.').at(-1)!;
    case 'layer':
      return value.layer.spec.kind;
    case 'unknown':
      return value.what.slice(0, 40);
    case 'method':
      return `${show(value.of)}.${value.name}`;
    default:
      return value.kind;
  }
}
