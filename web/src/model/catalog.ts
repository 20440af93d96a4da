import type { Catalog, CatalogEntry, CatalogRow, Spec } from '../../../wasm/lab';
import * as json from './catalog.json';

/**
 * Everything that the lab has a name for, one row each: what the engine says of it (core/model),
 * written down by `./lab catalog` so that it is here before the engine is. The page carries those
 * lists that something here takes out of it.
 */
const rows = <Name extends keyof Catalog>(list: unknown) => list as Catalog[Name];

/** The kinds of layers. */
export const catalog = rows<'layers'>(json.layers);
export const settingRows = rows<'settings'>(json.settings);
export const optimizers = rows<'optimizers'>(json.optimizers);
export const schedules = rows<'schedules'>(json.schedules);
export const callbacks = rows<'callbacks'>(json.callbacks);
export const losses = rows<'losses'>(json.losses);

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
