import type { CatalogEntry, ModelSpec } from '../../../wasm/lab';
import { soundSettings, type Settings } from '../model/settings';
import { recall, remember } from '../base/remembered';
import { agrees, apply, patch } from './patch';
import { readProgram, type Reading } from './program';
import { cifar10Data, type ProgramData } from './program_data';
import { programText } from './write';

/** The program of the code view, which outlives it and the visit. */
class KeptProgram {
  /** Counts those that came with a file: a code view that is open takes each up. */
  brought = $state(0);
  /** What programs are read and written for: whoever shows one says so. */
  data: ProgramData = cifar10Data;

  get text(): string | null {
    return recall('code');
  }

  /** Which of its networks is meant, where it has several. */
  get choice(): string | null {
    return recall('code-network');
  }

  choose(name: string | null): void {
    remember('code-network', name);
  }

  read(text: string, catalog: CatalogEntry[]): Reading {
    return readProgram(text, catalog, this.choice, this.data);
  }

  /** A text with a mistake in it is somebody's work, and of no model: it stays until it is corrected. */
  isBroken(catalog: CatalogEntry[]): boolean {
    return this.text !== null && this.read(this.text, catalog).program === null;
  }

  bring(text: string): void {
    remember('code', text);
    this.brought += 1;
  }
}
export const keptProgram = new KeptProgram();

/** What a program and what is beside it make of the lab. */
export interface Shown {
  model: ModelSpec;
  settings: Settings;
  code: string;
}

/** A program of that model: the kept one, brought up to it. */
export function programOf(model: ModelSpec, settings: Settings, catalog: CatalogEntry[]): string {
  const { text } = keptProgram;
  if (text === null || keptProgram.isBroken(catalog))
    return programText(model, settings, catalog, keptProgram.data.description);
  const { choice, data } = keptProgram;
  return apply(text, patch(text, model, soundSettings(settings), catalog, choice, data));
}

/** What a program says in place of a model and settings; null where it says the same, or nothing. */
export function saidBy(
  code: string,
  { model, settings }: Shown,
  catalog: CatalogEntry[],
): Shown | null {
  const { program } = keptProgram.read(code, catalog);
  if (!program || agrees(program, model, settings)) return null;
  const said = program.layers ? { ...model, layers: program.layers } : model;
  return { model: said, settings: { ...settings, ...program.settings }, code };
}
