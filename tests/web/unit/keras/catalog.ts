import type { CatalogEntry } from '../../../../wasm/lab';
import json from './catalog.json';

/** The engine's catalog of layers, as tests/clients holds it to be. */
export const catalog = json as CatalogEntry[];
