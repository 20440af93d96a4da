import type { Span } from './source';
import type { Located, ReadModel, Value, Pictures } from './values';

type Made = Extract<Value, { kind: 'made' }>;

/** What compile was called with: Keras's objects, whichever way they were written. */
export interface Compiled {
  model: ReadModel | null;
  at: Span;
  /** Null where it was refused. */
  optimizer: (Made & { at: Span }) | null;
  loss: (Made & { at: Span }) | null;
  metrics: string[];
}

/** Which pictures a run is examined on after each epoch. */
export type Validation =
  | { kind: 'none' }
  | { kind: 'split'; share: number; at: Located }
  | { kind: 'pictures'; x: Pictures; y: Pictures | null; at: Span }
  | { kind: 'unknown'; at: Span; items: Located[] };

/** One call of fit. */
export interface Fit {
  model: ReadModel | null;
  compiled: Compiled | null;
  /** The call, and where it stands for what it does not say. */
  at: Span;
  x: Located;
  y: Located | null;
  images: Pictures | null;
  labels: Pictures | null;
  batch: Located | null;
  epochs: Located | null;
  validation: Validation;
  callbacks: Located[];
  stepsPerEpoch: number | null;
  kind: 'arrays' | 'tf.data' | 'generator';
  /** The values of the loops that it stands in, for a name: `activation=relu`. */
  turn: string;
}
