import type { CatalogEntry, LayerSpec } from '../../../wasm/lab';
import type { Settings } from '../model/settings';
import { carryCompiled, carryFit, carryLayers } from './carry';
import { clean } from './clean';
import { Context } from './context';
import { evaluator } from './evaluator';
import type { Compiled, Fit } from './fits';
import { Returned } from './functions';
import { library } from './library';
import { readL2 } from './regularizers';
import { holdToLength } from './scan';
import { CodeError, finding, type Found, type Span } from './source';
import { runBody } from './statements';
import { parse } from './syntax';
import { cifar10Data, type ProgramData } from './program_data';
import { refused, type ReadLayer, type ReadModel } from './values';

/** What a Keras program says. */
export interface Program {
  /** Null: the program makes no model and means the one in the lab. */
  layers: LayerSpec[] | null;
  /** Only what the program says. */
  settings: Partial<Settings>;
}

/** A model of a program, in Keras's words, with what it is compiled and trained with. */
export interface Said {
  name: string;
  model: ReadModel;
  compiled: Compiled | null;
  fit: Fit | null;
  /** The layers that the lab puts before it. */
  front: ReadLayer[];
}

export interface Reading {
  /** Null if there are mistakes. */
  program: Program | null;
  /** What keeps the program from being used, in the order of the text. */
  mistakes: Found[];
  /** What was ignored, or is different in Keras. */
  notes: Found[];
  /** Where the layers and settings stand in the text. */
  layers: ReadLayer[];
  model: Span | null;
  settings: Partial<Record<keyof Settings, Span>>;
  /** The models of the program: those that it trains or, where it trains none, the one it means. */
  said: Said[];
  /** Where a program has several networks, all of them; else empty. */
  choices: Choice[];
  /** Which of them is meant; null: none, before one is chosen. */
  chosen: number | null;
}

/** One of several networks of a program. */
export interface Choice {
  name: string;
  layers: LayerSpec[];
}

/** A model that is a comment, as notebooks have the one that a lesson begins with. */
const commentedModel = /^[ \t]*#[ \t]*\w+ *= *[\w.]*Sequential\(/m;

/**
 * Reads a Keras program or a cell of a notebook: the layers of its Sequential model, what compile
 * and fit are called with. Nothing in it is run. Of a program with several networks, `choice` names
 * the one that is meant. What it says of pictures is held to the `data` that are in the lab.
 */
export function readProgram(
  written: string,
  catalog: CatalogEntry[],
  choice: string | null = null,
  data: ProgramData = cifar10Data,
): Reading {
  const found = follow(written, catalog, choice, data);
  const { context } = found;
  const model = found.said.length > 0 || context.mistakes.length === 0 ? (found.said.at(-1)?.model ?? null) : null; // prettier-ignore
  const layers = found.layers;
  const back = found.back;
  const place = <S extends Span>(span: S): S => ({ ...span, from: back(span.from), to: Math.max(back(span.from), back(span.to)) }); // prettier-ignore
  const byPlace = (a: Span, b: Span) => a.from - b.from;
  const told = layers.map((layer) => placed(layer, place, context));
  const spans = Object.entries(context.settingSpans).map(([name, span]) => [name, place(span)]);
  return {
    program:
      context.mistakes.length > 0
        ? null
        : { layers: model && layers.map(({ spec }) => spec), settings: context.settings },
    mistakes: context.mistakes.map(place).sort(byPlace),
    notes: context.notes.map(place).sort(byPlace),
    layers: told,
    model: model && place({ from: model.from, to: model.to }),
    settings: Object.fromEntries(spans) as Reading['settings'],
    said: found.said,
    choices: found.choices,
    chosen: found.chosen,
  };
}

/** A layer with its places in the text as it came; of one that is read twice no edit is made in place. */
function placed(
  layer: ReadLayer,
  place: <S extends Span>(span: S) => S,
  context: Context,
): ReadLayer {
  const fields = Object.fromEntries(Object.entries(layer.fields).map(([name, span]) => [name, place(span)])); // prettier-ignore
  const alone = layer.alone && (context.read.get(layer.from) ?? 0) <= 1;
  const moved = { ...place(layer), fields, alone };
  return layer.statement ? { ...moved, statement: place(layer.statement) } : moved;
}

interface Followed {
  context: Context;
  said: Said[];
  layers: ReadLayer[];
  choices: Choice[];
  chosen: number | null;
  back: (offset: number) => number;
}

function follow(
  raw: string,
  catalog: CatalogEntry[],
  choice: string | null,
  data: ProgramData,
): Followed {
  const empty = new Context(raw, catalog, library, evaluator, data);
  const nothing = {
    context: empty,
    said: [],
    layers: [],
    choices: [],
    chosen: null,
    back: (offset: number) => offset,
  };
  let cleaned: ReturnType<typeof clean> | null = null;
  empty.attempt(() => {
    holdToLength(raw);
    cleaned = clean(raw);
  });
  if (!cleaned) return nothing;
  const { text, blanks, back } = cleaned as ReturnType<typeof clean>;
  const context = new Context(text, catalog, library, evaluator, data);
  context.attempt(() => {
    const { tree, unread } = parse(text);
    for (const { error, names } of unread) {
      context.refuse(error);
      for (const name of names) context.globals.set(name, refused);
    }
    for (const blank of blanks) context.refuse(new CodeError(blank, finding('blank', blank.name)));
    context.blanks = new Map(blanks.map(({ from, name }) => [from, name]));
    try {
      runBody(context, tree.topNode);
    } catch (error) {
      if (!(error instanceof Returned)) throw error;
    }
  });
  const asleep = commentedModel.exec(raw);
  if (asleep && context.models.length === 0)
    context.note({ from: asleep.index, to: asleep.index + 1 }, finding('commentedOut'));
  refuseOwnLoop(context);
  refuseUncalled(context);
  return { context, ...carry(context, choice), back };
}

/** What a GradientTape is for is a training loop of the program's own. */
function refuseOwnLoop(context: Context): void {
  if (context.fits.length > 0 || context.mistakes.length > 0) return;
  const tape = /\bGradientTape\s*\(/.exec(context.text);
  if (!tape || !context.globals.names.size) return;
  const at = { from: tape.index, to: tape.index + 'GradientTape'.length };
  context.refuse(new CodeError(at, finding('ownLoop')));
}

/** A function that makes a model does nothing until it is called. */
function refuseUncalled(context: Context): void {
  if (context.models.length > 0 || context.mistakes.length > 0 || context.compiled.length > 0 || context.fits.length > 0) return; // prettier-ignore
  for (const value of context.globals.names.values()) {
    if (value.kind !== 'function' && value.kind !== 'class') continue;
    const { node, name } = value.made;
    if (!/\b(Sequential|Model)\s*\(/.test(context.source(node))) continue;
    const at = { from: node.from, to: node.from + (node.name === 'ClassDefinition' ? 5 : 3) };
    return context.refuse(new CodeError(at, finding('neverCalled', name)));
  }
}

/** The networks of a program that has several: those that it trains, else compiles, else makes. */
function severalOf({ fits, compiled, models }: Context): ReadModel[] {
  const once = (of: { model: ReadModel | null }[]) =>
    [...new Set(of.map(({ model }) => model))].filter((model) => model !== null);
  const made = models.filter((model) => !model.inner && model.layers.length > 0);
  const [trained, compiledOnes] = [once(fits), once(compiled)];
  const meant = trained.length > 0 ? trained : compiledOnes.length > 0 ? compiledOnes : made;
  return meant.length > 1 ? meant : [];
}

/**
 * Which model is meant: the one that is chosen, or trained, else the last that is compiled, else the
 * last.
 */
function carry(
  context: Context,
  choice: string | null,
): Pick<Followed, 'said' | 'layers' | 'choices' | 'chosen'> {
  const { fits, compiled, models } = context;
  const several = severalOf(context);
  const saidOf = (model: ReadModel, i: number): Said => {
    const own = fits.filter((fit) => fit.model === model);
    return { name: model.name ?? (i === 0 ? 'sequential' : `sequential_${i}`), model, compiled: own.at(-1)?.compiled ?? compiled.findLast((one) => one.model === model) ?? null, fit: own.at(-1) ?? null, front: [] }; // prettier-ignore
  };
  const offered = several.map(saidOf);
  nameApart(offered);
  const picked = offered.find(({ name }) => name === choice);
  const all = [...new Set(fits.map(({ model }) => model))].filter((model) => model !== null);
  const trained = picked ? all.filter((model) => model === picked.model) : all;
  const lastCompiled = compiled.at(-1) ?? null;
  const usesLab = fits.some(({ model }) => model === null) || (fits.length === 0 && lastCompiled !== null && lastCompiled.model === null); // prettier-ignore
  const fallback = usesLab ? null : (lastCompiled?.model ?? models.findLast(({ inner }) => !inner) ?? null); // prettier-ignore
  const meant = trained.length > 0 ? trained : fallback ? [fallback] : [];
  const said = picked ? [picked] : trained.length > 1 ? offered : meant.map(saidOf);
  if (trained.length > 1) {
    const second = fits.find(({ model }) => model === trained[1])!;
    context.refuse(
      new CodeError(
        second.at,
        finding(
          'severalModels',
          said.map(({ name }) => name),
        ),
      ),
    );
  }
  const last = said.at(-1) ?? null;
  const run = last ? last.fit : (fits.at(-1) ?? null);
  const built = last ? last.compiled : (run?.compiled ?? lastCompiled);
  // Of several, nothing more is said before one is chosen.
  const isOne = trained.length <= 1;
  if (built && isOne) carryCompiled(context, built, run);
  if (run && isOne) {
    const times = fits.filter((fit) => fit.model === run.model && trained.length <= 1);
    const goesOn = isGoingOn(times);
    if (!goesOn) context.refuse(new CodeError(times[1]!.at, finding('trainedTwice')));
    carryFit(context, run, goesOn ? times : [run]);
  }
  let layers = last?.model.layers ?? [];
  if (last) {
    readL2(context, last.model.layers);
    context.attempt(() => (layers = carryLayers(context, last.model, run, built)));
    for (const one of said)
      one.front = layers.filter(
        (layer) => !last.model.layers.some(({ from }) => from === layer.from),
      );
  }
  const at = said.length === 1 ? offered.findIndex(({ model }) => model === said[0]!.model) : -1;
  const choices = offered.map(({ name, model }) => ({ name, layers: model.layers.map(({ spec }) => spec) })); // prettier-ignore
  return { said, layers, choices, chosen: at < 0 ? null : at };
}

/** Whether a model that is trained again goes on as it began: one run of more epochs. */
function isGoingOn(times: Fit[]): boolean {
  const [first, ...others] = times;
  const key = (fit: Fit) => JSON.stringify([fit.batch?.value, fit.images?.from, fit.images?.to, fit.images?.scale, fit.callbacks.length]); // prettier-ignore
  return others.every((fit) => fit.compiled === first!.compiled && key(fit) === key(first!));
}

/** Models of one name are told apart by what the loop around them gives. */
function nameApart(said: Said[]): void {
  const names = new Map<string, number>();
  for (const one of said) {
    const { turn } = one.fit ?? { turn: '' };
    const name = turn ? `${one.name} (${turn})` : one.name;
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    one.name = count === 1 ? name : `${name} ${count}`;
  }
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
