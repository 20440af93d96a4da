import type { CatalogRow } from '../../../wasm/lab';
import { callbacks, losses, optimizers, schedules } from '../model/outside';
import { helpOfField } from '../model/help';
import { isAllowed } from '../model/settings';
import { fieldValue, python } from './layers';
import { CodeError, finding } from './source';
import { plain, show, type Value } from './values';

/** What the lab's settings have of Keras's optimizers, schedules, losses and callbacks: the catalog's rows. */
export { callbacks, losses, optimizers, schedules };

type Made = Extract<Value, { kind: 'made' }>;

/** The row of a class of Keras, which may have the same name in other letters. */
export const rowFor = (rows: CatalogRow[], keras: string): CatalogRow | undefined =>
  rows.find((row) => row.keras !== '' && row.keras === keras);

/** What a class of Keras is given, as a row's fields; what the row has not has to be as usual. */
export function specOf(
  row: CatalogRow,
  made: Made,
  elsewhere: string[] = [],
): Record<string, unknown> & { kind: string } {
  // prettier-ignore
  const spec: Record<string, unknown> & { kind: string } = { kind: row.kind };
  for (const field of row.fields) {
    const written = made.given.get(field.name);
    const value = written ? fieldValue(row.keras, field, written) : undefined;
    const isUsual = value === undefined || value === null;
    if (isUsual && !field.optional && field.default === undefined)
      throw new CodeError(made.at, finding('missing', row.keras, row.kind, field.name, helpOfField(row.kind, field.name))); // prettier-ignore
    if (!isUsual && !isAllowed(field, value))
      throw new CodeError(written!, finding('wrongArgument', `${row.keras} ${field.name}`, show(written!.value), field.minimum!, field.maximum!, field.type === 'integer')); // prettier-ignore
    if (!isUsual && value !== field.default) spec[field.name] = value;
  }
  for (const [name, written] of made.given) {
    if (elsewhere.includes(name) || row.fields.some((field) => field.name === name)) continue;
    const allowed = row.fixed?.[name];
    if (allowed === null || name === 'name') continue;
    if (!allowed?.some((one) => JSON.stringify(one) === JSON.stringify(plain(written.value))))
      throw new CodeError(written, finding('fixedArgument', name, show(written.value), python(allowed?.[0] ?? null))); // prettier-ignore
  }
  return spec;
}
