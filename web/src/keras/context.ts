import type { CatalogEntry } from '../../../wasm/lab';
import type { Settings } from '../model/settings';
import type { Remark, Span } from './source';
import { CodeError } from './source';
import type { ReadLayer, ReadModel, Value } from './values';

/** What is known while a program is read from its top to its end. */
export class Context {
  readonly names = new Map<string, Value>();
  readonly models: ReadModel[] = [];
  /** Layers that stand in a model: no layer may stand in two places. */
  readonly placed = new Set<ReadLayer>();
  /** The model that was last compiled or trained. */
  used: ReadModel | null = null;
  /** Compiled or trained by a program that does not make it: the model in the lab. */
  usesLab = false;
  settings: Partial<Settings> = {};
  readonly settingSpans: Partial<Record<keyof Settings, Span>> = {};
  readonly mistakes: Remark[] = [];
  readonly notes: Remark[] = [];
  /** How deep in loops the statement being read is. */
  loops = 0;
  statementsRead = 0;

  constructor(
    readonly text: string,
    readonly catalog: CatalogEntry[],
  ) {}

  source({ from, to }: Span): string {
    return this.text.slice(from, to);
  }

  note({ from, to }: Span, message: string): void {
    if (!this.notes.some((note) => note.from === from)) this.notes.push({ from, to, message });
  }

  /** Runs `act`; a mistake in it is kept, and reading goes on behind it. */
  attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof CodeError)) throw error;
      const { from, to } = error.span;
      // A loop makes the same mistake every time.
      if (this.mistakes.some((mistake) => mistake.from === from)) return;
      this.mistakes.push({ from, to, message: error.message });
    }
  }

  set<Name extends keyof Settings>(name: Name, value: Settings[Name], span: Span): void {
    this.settings[name] = value;
    this.settingSpans[name] = { from: span.from, to: span.to };
  }
}
