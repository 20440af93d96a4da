import type { Fix, LayerRow, LayerSpec, ModelSpec } from '../../../wasm/lab';
import { entryOf } from './catalog';
import { listOf, usualValue } from './text';

/**
 * Changes to a model, as pure functions: a model goes in, another comes out. What a good model is,
 * only the engine knows.
 */

const withLayers = (model: ModelSpec, layers: LayerSpec[]): ModelSpec => ({ ...model, layers });

/** A new layer that is complete: every field that needs a value has one. */
export function newLayer(entry: LayerRow): LayerSpec {
  const layer: LayerSpec = { kind: entry.kind };
  for (const field of entry.fields) {
    if (field.optional || field.rare) continue;
    layer[field.name] = structuredClone(
      field.start ??
        field.default ??
        (field.default_from ? layer[field.default_from] : fallback(field)),
    );
  }
  return layer;
}

function fallback(field: LayerRow['fields'][number]): unknown {
  if (field.type === 'choice') return field.choices?.[0] ?? '';
  const least = field.minimum ?? 1;
  return field.type === 'pair' ? [least, least] : least;
}

export function setField(model: ModelSpec, at: number, field: string, value: unknown): ModelSpec {
  return withLayers(
    model,
    model.layers.map((layer, i) => (i === at ? { ...layer, [field]: value } : layer)),
  );
}

/** The same without the field: it is as usual. */
export function clearField(model: ModelSpec, at: number, field: string): ModelSpec {
  return withLayers(
    model,
    model.layers.map((layer, i) =>
      i === at
        ? { kind: layer.kind, ...Object.fromEntries(Object.entries(layer).filter(([name]) => name !== field)) } // prettier-ignore
        : layer,
    ),
  );
}

export function insert(model: ModelSpec, at: number, ...layers: LayerSpec[]): ModelSpec {
  return withLayers(model, [...model.layers.slice(0, at), ...layers, ...model.layers.slice(at)]);
}

export function remove(model: ModelSpec, at: number): ModelSpec {
  return withLayers(
    model,
    model.layers.filter((_, i) => i !== at),
  );
}

/** Moves a layer to another place; out of range, nothing happens. */
export function move(model: ModelSpec, from: number, to: number): ModelSpec {
  const layer = model.layers[from];
  if (!layer || to < 0 || to >= model.layers.length) return model;
  return insert(remove(model, from), to, layer);
}

export function duplicate(model: ModelSpec, at: number): ModelSpec {
  const layer = model.layers[at];
  return layer ? insert(model, at + 1, structuredClone(layer)) : model;
}

/** More filters than this in one layer cost more than they teach. */
const mostFilters = 256;

/** Convolution, convolution, pool, with twice the filters of the last convolution before that place. */
export function blockAt(model: ModelSpec, at: number): LayerSpec[] {
  const last = model.layers.slice(0, at).findLast((layer) => layer.kind === 'conv2d');
  const filters = last ? Math.min(mostFilters, 2 * Number(last.filters)) : 32;
  const convolution: LayerSpec = {
    kind: 'conv2d',
    filters,
    kernel_size: [3, 3],
    strides: [1, 1],
    padding: 'same',
    activation: 'relu',
  };
  return [
    convolution,
    structuredClone(convolution),
    { kind: 'max_pooling2d', pool_size: [2, 2], strides: [2, 2], padding: 'valid' },
  ];
}

/** Puts a block where pictures are still pictures: before Flatten, or else before the last Dense. */
export function addBlock(model: ModelSpec): { model: ModelSpec; at: number } {
  const at = headStart(model);
  return { model: insert(model, at, ...blockAt(model, at)), at };
}

/** Index of the first layer of the dense head. */
function headStart(model: ModelSpec): number {
  const flatten = model.layers.findIndex((layer) => layer.kind === 'flatten');
  if (flatten >= 0) return flatten;
  const dense = model.layers.findIndex((layer) => layer.kind === 'dense');
  return dense >= 0 ? dense : model.layers.length;
}

/** Where a new layer of this kind belongs, below layer `open` if there is a choice. */
export function placeFor(model: ModelSpec, entry: LayerRow, open: number | null): number {
  // Augmentation stands before every layer that does not augment.
  const augments = (kind: string) => entryOf(kind)?.augments === true;
  const first = model.layers.findIndex(({ kind }) => !augments(kind));
  const body = first < 0 ? model.layers.length : first;
  if (entry.augments) return open === null ? body : Math.min(open + 1, body);
  if (open === null || open >= model.layers.length) return headStart(model);
  return Math.max(open + 1, body);
}

export function applyFix(model: ModelSpec, fix: Fix): ModelSpec {
  switch (fix.action) {
    case 'set':
      return setField(model, fix.layer, fix.field, fix.value);
    case 'remove':
      return remove(model, fix.layer);
    case 'move':
      return move(model, fix.layer, fix.to);
    case 'insert':
    case 'append': {
      const entry = entryOf(fix.kind);
      if (!entry) return model;
      if (fix.action === 'insert') return insert(model, fix.layer, newLayer(entry));
      return insert(model, model.layers.length, { ...newLayer(entry), ...fix.fields });
    }
  }
}

/** A model that ends with a Dense of as many units as there were classes ends with as many as there are. */
export function followClasses(model: ModelSpec, from: number, to: number): ModelSpec {
  const last = model.layers.length - 1;
  const layer = model.layers[last];
  if (from === to || layer?.kind !== 'dense' || layer.units !== from) return model;
  return setField(model, last, 'units', to);
}

/** Same layers with the same fields, whatever the models are called. */
export function sameLayers(a: ModelSpec, b: ModelSpec): boolean {
  return JSON.stringify(a.layers) === JSON.stringify(b.layers);
}

/** A layer as the engine sees it: every field of its kind, in the catalog's order, pairs written out. */
function whole(layer: LayerSpec): unknown[] {
  const fields = entryOf(layer.kind)?.fields ?? [];
  const known = fields.map((field) => {
    const value = layer[field.name] ?? usualValue(field, layer) ?? null;
    if (field.type === 'numbers') return listOf(field, value);
    return field.type === 'pair' && typeof value === 'number' ? [value, value] : value;
  });
  const others = Object.entries(layer)
    .filter(([name]) => name !== 'kind' && !fields.some((field) => field.name === name))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return [layer.kind, known, others];
}

/** Whether two models are one network, however much of it is left to defaults. */
export const sameNetwork = (a: ModelSpec, b: ModelSpec): boolean =>
  JSON.stringify(a.layers.map(whole)) === JSON.stringify(b.layers.map(whole));
