import help from './help.json';

/** The engine's own words about a field of a kind, for what is loaded after the first view. */
export const helpOfField = (kind: string, field: string): string =>
  (help as Record<string, Record<string, string>>)[kind]?.[field] ?? '';
