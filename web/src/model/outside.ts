import type { Catalog, CatalogEntry, CatalogRow, LayerRow, SpecRow } from '../../../wasm/lab';
import {
  catalog as layers,
  optimizers as optimizerRows,
  schedules as scheduleRows,
} from './catalog';
import * as json from './outside.json';

/**
 * The catalog whole: also what a row is outside of the lab, in Keras's programs and in files. For
 * what is loaded after the first view, which does without.
 */

const kinds = json.kinds as unknown as Record<string, object>;
const whole = <Whole>(rows: { kind: string }[]): Whole[] =>
  rows.map((row) => ({ ...row, ...kinds[row.kind] }) as Whole);

export const catalog = whole<CatalogEntry>(layers satisfies LayerRow[]);
export const optimizers = whole<CatalogRow>(optimizerRows satisfies SpecRow[]);
export const schedules = whole<CatalogRow>(scheduleRows satisfies SpecRow[]);
export const losses = json.losses as unknown as Catalog['losses'];
export const callbacks = json.callbacks as unknown as Catalog['callbacks'];

export const entryOf = (kind: string): CatalogEntry | undefined =>
  catalog.find((entry) => entry.kind === kind);
