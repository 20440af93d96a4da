import type { Catalog, CatalogEntry, CatalogRow, Spec } from '../../../wasm/lab';
import * as json from './catalog.json';

/**
 * Everything that the lab has a name for, one row each: what the engine says of it (core/model),
 * written down by `./lab catalog` so that it is here before the engine is. The page carries those
 * lists that something here takes out of it.
 */

/** The kinds of layers. */
export const catalog = json.layers as unknown as Catalog['layers'];
export const settingRows = json.settings as unknown as Catalog['settings'];
export const optimizers = json.optimizers as unknown as Catalog['optimizers'];
export const schedules = json.schedules as unknown as Catalog['schedules'];
export const callbacks = json.callbacks as unknown as Catalog['callbacks'];
export const losses = json.losses as unknown as Catalog['losses'];

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
