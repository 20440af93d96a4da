import type { CatalogEntry } from '../../../wasm/lab';
import json from './catalog.json';

/**
 * The kinds of layers, one row each: what the engine says of them (core/model/layer_rows.cpp),
 * written down by `./lab catalog` so that it is here before the engine is.
 */
export const catalog = json as CatalogEntry[];

export const entryOf = (kind: string): CatalogEntry | undefined =>
  catalog.find((entry) => entry.kind === kind);

/** What a layer is drawn as, and explained by; a kind that nobody knows is of no family. */
export const familyOf = (kind: string): string => entryOf(kind)?.family ?? '';
