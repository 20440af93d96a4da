import type {
  Catalog,
  CatalogEntry,
  CatalogField,
  CatalogRow,
  LayerRow,
  Spec,
  SpecRow,
} from '../../../wasm/lab';
import {
  catalog as layers,
  optimizers as optimizerRows,
  schedules as scheduleRows,
} from './catalog';
import * as json from './outside.json';

/**
 * The catalog whole: also what a row is outside of the lab, in Keras's programs and in files, and
 * the fields that a form shows when asked for more. For what is loaded after the first view, which
 * does without.
 */

type Outside = object & { rare?: CatalogField[] };
const kinds = json.kinds as unknown as Record<string, Outside>;

const whole = <Whole>(rows: { kind: string; fields: CatalogField[]; more?: boolean }[]): Whole[] =>
  rows.map((row) => {
    const { rare = [], ...outside } = kinds[row.kind] ?? {};
    const { more: _, ...own } = row;
    return { ...own, ...outside, fields: [...row.fields, ...rare] } as Whole;
  });

export const catalog = whole<CatalogEntry>(layers satisfies LayerRow[]);
export const optimizers = whole<CatalogRow>(optimizerRows satisfies SpecRow[]);
export const schedules = whole<CatalogRow>(scheduleRows satisfies SpecRow[]);
export const losses = json.losses as unknown as Catalog['losses'];
export const callbacks = json.callbacks as unknown as Catalog['callbacks'];

export const entryOf = (kind: string): CatalogEntry | undefined =>
  catalog.find((entry) => entry.kind === kind);

const lists = json as unknown as Pick<Catalog, NonNullable<CatalogField['rows']>>;

/** The rows that a field's value is one of: initializers, regularizers, constraints. */
export const rowsOf = (field: CatalogField): CatalogRow[] => (field.rows ? lists[field.rows] : []);

/** The row of such a value, if it is one. */
export const rowOfValue = (field: CatalogField, value: unknown): CatalogRow | undefined =>
  rowsOf(field).find(({ kind }) => kind === (value as Spec | null)?.kind);
