import type { Catalog, CatalogEntry, CatalogRow, Spec } from '../../../wasm/lab';
import json from './catalog.json';

/**
 * Everything that the lab has a name for, one row each: what the engine says of it (core/model),
 * written down by `./lab catalog` so that it is here before the engine is.
 */
const all = json as unknown as Catalog;

/** The kinds of layers. */
export const catalog = all.layers;
export const { settings: settingRows, optimizers, schedules, callbacks } = all;

export const entryOf = (kind: string): CatalogEntry | undefined =>
  catalog.find((entry) => entry.kind === kind);

/** What a layer is drawn as, and explained by; a kind that nobody knows is of no family. */
export const familyOf = (kind: string): string => entryOf(kind)?.family ?? '';

/** The settings that are a choice of a kind with fields of its own, and their rows. */
export const specRows = { optimizer: optimizers, schedule: schedules };
export type SpecName = keyof typeof specRows;
export const specNames = Object.keys(specRows) as SpecName[];

export const rowOf = (name: SpecName, { kind }: Spec): CatalogRow | undefined =>
  specRows[name].find((row) => row.kind === kind);

/** The learning rate that Keras gives an optimizer. */
export const usualRate = (optimizer: Spec): number =>
  rowOf('optimizer', optimizer)?.learning_rate ?? 0.001;
