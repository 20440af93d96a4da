import type { CatalogEntry, LayerSpec } from '../../../wasm/lab';
import { codeMessages } from '../messages/code';
import type { Settings } from '../model/settings';
import { Context } from './context';
import { readL2 } from './regularizers';
import type { Remark, Span } from './source';
import { readBody } from './statements';
import { parse } from './syntax';
import type { ReadLayer } from './values';

/** What a Keras program says. */
export interface Program {
  /** Null: the program makes no model and means the one in the lab. */
  layers: LayerSpec[] | null;
  /** Only what the program says. */
  settings: Partial<Settings>;
}

export interface Reading {
  /** Null if there are mistakes. */
  program: Program | null;
  /** What keeps the program from being used, in the order of the text. */
  mistakes: Remark[];
  /** What was ignored, or is different in Keras. */
  notes: Remark[];
  /** Where the layers and settings stand in the text. */
  layers: ReadLayer[];
  model: Span | null;
  settings: Partial<Record<keyof Settings, Span>>;
}

/** A model that is a comment, as notebooks have the one that a lesson begins with. */
const commentedModel = /^[ \t]*#[ \t]*\w+ *= *[\w.]*Sequential\(/m;

/**
 * Reads a Keras program or a cell of a notebook: the layers of its Sequential model, what compile
 * and fit are called with. Nothing in it is run.
 */
export function readProgram(written: string, catalog: CatalogEntry[]): Reading {
  // A byte order mark in front of the text is no part of its first line; every offset stays.
  const text = written.replace(/^\ufeff/, '\n');
  const context = new Context(text, catalog);
  context.attempt(() => {
    const { tree } = parse(text);
    readBody(context, tree.topNode);
  });
  const asleep = commentedModel.exec(text);
  if (asleep && context.models.length === 0)
    context.note({ from: asleep.index, to: asleep.index + 1 }, codeMessages.commentedOut);
  const byPlace = (a: Span, b: Span) => a.from - b.from;
  const model = context.used ?? (context.usesLab ? null : (context.models.findLast(({ inner }) => !inner) ?? null)); // prettier-ignore
  if (model) readL2(context, model);
  context.mistakes.sort(byPlace);
  const layers = model?.layers ?? [];
  return {
    program:
      context.mistakes.length > 0
        ? null
        : { layers: model && layers.map(({ spec }) => spec), settings: context.settings },
    mistakes: context.mistakes,
    notes: context.notes.sort(byPlace),
    layers,
    model: model && { from: model.from, to: model.to },
    settings: context.settingSpans,
  };
}

/** A path of the engine, such as `layers[3].rate`, as a place in the text. */
export function placeOfPath(reading: Reading, path: string): Span {
  const [, index, field] = /^layers\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
  const layer = index === undefined ? undefined : reading.layers[Number(index)];
  if (layer) return (field ? layer.fields[field] : undefined) ?? layer;
  const [, setting] = /^settings\.(\w+)/.exec(path) ?? [];
  const span = setting ? reading.settings[setting as keyof Settings] : undefined;
  return span ?? reading.model ?? { from: 0, to: 0 };
}
