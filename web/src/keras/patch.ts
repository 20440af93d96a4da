import type { CatalogEntry, ModelSpec } from '../../../wasm/lab';
import { sameNetwork } from '../model/edit';
import { sameSetting, type NumberName, type Settings } from '../model/settings';
import { cifar10Data } from './program_data';
import { readProgram, type Program, type Reading } from './program';
import type { ReadLayer } from './values';
import { withOneL2 } from './regularizers';
import { asWritten, layerText, programText, settingText } from './write';

/** A change to a text: what is between `from` and `to` becomes `insert`. */
export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** Whether the program says what is in the lab, as far as it says anything. */
export function agrees(program: Program, model: ModelSpec, settings: Settings): boolean {
  const layers = program.layers;
  const written = asWritten(settings);
  return (
    (layers === null || sameNetwork({ ...model, layers }, model)) &&
    Object.entries(program.settings).every(([name, value]) =>
      sameSetting(name as keyof Settings, written[name as keyof Settings], value),
    )
  );
}

/**
 * The changes that make a program say what is in the lab. Where an edit touches single layers or
 * numbers, only they change, and comments stay; otherwise the whole program is written again.
 */
export function patch(
  text: string,
  given: ModelSpec,
  run: Settings,
  catalog: CatalogEntry[],
  choice: string | null = null,
  data = cifar10Data,
): Change[] {
  const { layers, l2 } = withOneL2(given.layers, run.l2);
  const [model, settings] = [
    { ...given, layers },
    { ...run, l2 },
  ];
  const reading = readProgram(text, catalog, choice, data);
  if (reading.program) {
    if (agrees(reading.program, model, settings)) return [];
    const changes = small(text, reading, model, settings, catalog);
    if (changes) {
      const after = readProgram(apply(text, changes), catalog, choice, data).program;
      if (after && agrees(after, model, settings)) return changes;
    }
  }
  return [
    { from: 0, to: text.length, insert: programText(model, settings, catalog, data.description) },
  ];
}

/** The text after changes, which are in order and do not overlap. */
export function apply(text: string, changes: Change[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** Changes of single layers and numbers; null if the program is not written so. */
function small(
  text: string,
  reading: Reading,
  model: ModelSpec,
  settings: Settings,
  catalog: CatalogEntry[],
): Change[] | null {
  const changes: Change[] = [];
  if (reading.program!.layers) {
    const layers = changedLayers(text, reading, model, settings, catalog);
    if (!layers) return null;
    changes.push(...layers);
  }
  for (const [key, value] of Object.entries(reading.program!.settings)) {
    const name = key as keyof Settings;
    // It stands in every layer with a kernel.
    if (name === 'l2' && value !== settings.l2) return null;
    if (sameSetting(name, value, settings[name])) continue;
    const span = reading.settings[name]!;
    const now = settings[name];
    if (typeof now !== 'number') return null;
    if (!/^[\d._e+-]+$/i.test(text.slice(span.from, span.to))) return null;
    // The same number of pictures stands behind the images and behind their labels.
    const places = name.endsWith('_pictures') ? sameNumbers(text, span) : [span];
    for (const place of places)
      changes.push({ ...place, insert: settingText(name as NumberName, now) });
  }
  return changes.sort((a, b) => a.from - b.from);
}

/** Where the number of a slice stands again within the same call. */
function sameNumbers(text: string, span: { from: number; to: number }) {
  const written = text.slice(span.from, span.to);
  const second = text.indexOf(`:${written}]`, span.to);
  const places = [{ from: span.from, to: span.to }];
  if (second >= 0) places.push({ from: second + 1, to: second + 1 + written.length });
  return places;
}

function changedLayers(
  text: string,
  reading: Reading,
  model: ModelSpec,
  settings: Settings,
  catalog: CatalogEntry[],
): Change[] | null {
  const before = reading.layers;
  const after = model.layers;
  const same = (i: number, j: number) => JSON.stringify(before[i]!.spec) === JSON.stringify(after[j]); // prettier-ignore
  let head = 0;
  while (head < before.length && head < after.length && same(head, head)) head += 1;
  let tail = 0;
  while (
    tail < Math.min(before.length, after.length) - head &&
    same(before.length - 1 - tail, after.length - 1 - tail)
  )
    tail += 1;

  const old = before.slice(head, before.length - tail);
  const fresh = after.slice(head, after.length - tail);
  if (old.some(({ alone }) => !alone)) return null;
  const changes: Change[] = [];
  const paired = Math.min(old.length, fresh.length);
  for (let i = 0; i < paired; ++i) {
    const { from, to } = old[i]!;
    changes.push({
      from,
      to,
      insert: layerText(fresh[i]!, catalog, settings, moduleOf(text, old[i]!)),
    });
  }
  for (const layer of old.slice(paired)) changes.push({ ...extent(text, layer), insert: '' });
  if (fresh.length > paired) {
    const anchor = old[paired - 1] ?? before[head - 1] ?? before[0];
    if (!anchor?.alone) return null;
    const above = anchor === before[head] && paired === 0;
    changes.push(inserted(text, anchor, fresh.slice(paired).map((layer) => layerText(layer, catalog, settings, moduleOf(text, anchor))), above)); // prettier-ignore
  }
  return changes;
}

/** `keras.layers` of `keras.layers.Dense(10)`. */
function moduleOf(text: string, layer: ReadLayer): string {
  const callee = text.slice(layer.from, text.indexOf('(', layer.from)).trim();
  const module = callee.slice(0, callee.lastIndexOf('.'));
  return module.endsWith('layers') ? module : 'layers';
}

/** A layer with its comma or its model.add, and its line if nothing else is on it. */
function extent(text: string, layer: ReadLayer): { from: number; to: number } {
  let { from, to } = layer.statement ?? layer;
  const comma = /^\s*,/.exec(text.slice(to));
  if (!layer.statement && comma) to += comma[0].length;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const rest = /^[ \t]*\n/.exec(text.slice(to));
  if (rest && text.slice(lineStart, from).trim() === '') {
    from = lineStart;
    to += rest[0].length;
  }
  return { from, to };
}

/** New layers below (or above) the one at `anchor`, written as it is. */
function inserted(text: string, anchor: ReadLayer, layers: string[], above: boolean): Change {
  const { from, to } = anchor.statement ?? anchor;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0];
  const written = layers.map((layer) => {
    const statement = anchor.statement && text.slice(anchor.statement.from, anchor.from);
    return statement ? `${statement}${layer})` : `${layer},`;
  });
  const joint = `\n${indent}`;
  if (above) return { from, to: from, insert: written.map((line) => line + joint).join('') };
  const comma = anchor.statement ? null : /^\s*,/.exec(text.slice(to));
  const at = to + (comma?.[0].length ?? 0);
  const needsComma = !anchor.statement && !comma;
  return { from: at, to: at, insert: (needsComma ? ',' : '') + written.map((line) => joint + line).join('') }; // prettier-ignore
}
