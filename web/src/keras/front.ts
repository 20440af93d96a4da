import type { Context } from './context';
import type { Span } from './source';
import type { ReadLayer } from './values';

/** A layer that a program says in other words, as its row has it; null where there is no such row. */
export function catalogLayer(
  context: Context,
  keras: string,
  values: Record<string, unknown>,
  { from, to }: Span,
): ReadLayer | null {
  const entry = context.catalog.find((row) => row.keras === keras);
  if (!entry) return null;
  const spec: ReadLayer['spec'] = { kind: entry.kind };
  for (const field of entry.fields) {
    const value =
      values[field.name] ?? (field.default_from ? spec[field.default_from] : field.default);
    if (value !== undefined && value !== null) spec[field.name] = structuredClone(value);
  }
  return { spec, keras, given: new Map(), fields: {}, from, to, alone: false };
}
