import type { SyntaxNode } from '@lezer/common';
import type { CatalogEntry } from '../../../wasm/lab';
import type { Settings } from '../model/settings';
import type { Compiled, Fit } from './fits';
import { cifar10Data, type ProgramData } from './program_data';
import { CodeError, isSame, type Finding, type Found, type Span } from './source';
import {
  Scope,
  type Located,
  type ReadClass,
  type ReadLayer,
  type ReadModel,
  type Value,
} from './values';

/** The arguments of a call, each read. */
export interface Arguments extends Span {
  positional: Located[];
  named: Map<string, Located & { name: Span }>;
}

/** A call: the whole of it, what is called, its arguments. */
export interface Call extends Span {
  callee: Span;
  /** The last name of what is called. */
  name: Span;
  args: Arguments;
  node: SyntaxNode | null;
}

/** What calls, attributes and signs mean beyond Python: Keras and the data's arrays. */
export interface Library {
  /** A name that means something without an import; null if it does not. */
  lookUp(context: Context, name: string): Value | null;
  /** A name of a module. */
  call(context: Context, path: string, call: Call): Value;
  /** A call of a layer, a model or the like. */
  apply(context: Context, callee: Value, call: Call): Value | null;
  method(context: Context, of: Value, name: string, call: Call): Value | null;
  attribute(context: Context, of: Value, name: string, span: Span): Value | null;
  /** `a[…]`, where every part is a value or a slice. */
  item(context: Context, of: Value, parts: Part[], span: Span): Value | null;
  operate(context: Context, operator: string, left: Value, right: Value, span: Span): Value | null;
  /** A value that came by a name: `model = …` gives a model its name. */
  given(context: Context, name: string, value: Value): void;
  /** `layer.trainable = False`; true if it was looked at. */
  assigned(context: Context, of: Value, name: string, value: Located, span: Span): boolean;
  /** `class Net(keras.Sequential)`: what `super().__init__()` makes of an object. */
  construct(context: Context, base: Value, object: Value & { kind: 'object' }, call: Call): boolean;
  /** Whether a statement that is not followed would change the model or the run. */
  matters(context: Context, node: SyntaxNode): boolean;
}

/** One part of what stands in the brackets behind a value. */
export type Part =
  | { slice: true; start: Located | null; stop: Located | null; step: Located | null; text: string }
  | { slice: false; value: Value; text: string };

/** How a program is read: the parts of the evaluator, which need each other. */
export interface Evaluator {
  evaluate(context: Context, node: SyntaxNode): Value;
  run(context: Context, body: SyntaxNode): void;
  call(context: Context, callee: Value, call: Call): Value;
}

/** A value is used that was refused where it stands: nothing more is said. */
export class Silent extends Error {}

/** What is known while a program is read from its top to its end. */
export class Context {
  readonly globals = new Scope();
  scope: Scope = this.globals;
  readonly models: ReadModel[] = [];
  /** Layers that stand in a model: no layer may stand in two places. */
  readonly placed = new Set<ReadLayer>();
  /** What was compiled, and trained, in that order. */
  readonly compiled: Compiled[] = [];
  readonly fits: Fit[] = [];
  /** The pictures that each `evaluate` was given. */
  readonly evaluated: { model: ReadModel | null; x: Located }[] = [];
  settings: Partial<Settings> = {};
  readonly settingSpans: Partial<Record<keyof Settings, Span>> = {};
  readonly mistakes: Found[] = [];
  readonly notes: Found[] = [];
  /** How deep in loops the statement being read is. */
  loops = 0;
  /** How deep in functions of the program's own. */
  depth = 0;
  statementsRead = 0;
  /** The class whose method is being read. */
  readonly owners: (ReadClass | null)[] = [];
  /** How often each layer's call was read: once for each that can be edited in its place. */
  readonly read = new Map<number, number>();
  /** Where names stand that a course left to be filled in. */
  blanks = new Map<number, string>();
  /** What the loops around a statement give their names, for telling models apart. */
  readonly turns: string[] = [];

  constructor(
    readonly text: string,
    readonly catalog: CatalogEntry[],
    readonly library: Library,
    readonly evaluator: Evaluator,
    readonly data: ProgramData = cifar10Data,
  ) {}

  evaluate(node: SyntaxNode): Value {
    return this.evaluator.evaluate(this, node);
  }

  run(body: SyntaxNode): void {
    this.evaluator.run(this, body);
  }

  call(callee: Value, call: Call): Value {
    return this.evaluator.call(this, callee, call);
  }

  source({ from, to }: Span): string {
    return this.text.slice(from, to);
  }

  note({ from, to }: Span, finding: Finding): void {
    if (!this.notes.some((note) => note.from === from && isSame(note.finding, finding)))
      this.notes.push({ from, to, finding });
  }

  /** Runs `act`; a mistake in it is kept, and reading goes on behind it. False if there was one. */
  attempt(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      if (error instanceof Silent) return false;
      if (!(error instanceof CodeError)) throw error;
      this.refuse(error);
      return false;
    }
  }

  refuse(error: CodeError): void {
    const { from, to } = error.span;
    // A loop makes the same mistake every time.
    if (this.mistakes.some((mistake) => mistake.from === from)) return;
    this.mistakes.push({ from, to, finding: error.finding });
  }

  set<Name extends keyof Settings>(name: Name, value: Settings[Name], span: Span): void {
    this.settings[name] = value;
    this.settingSpans[name] = { from: span.from, to: span.to };
  }
}
