/**
 * The engine's own words about a kind and about its fields, for the forms. They are not in the
 * first view's file: they come when the first form asks.
 */
type Help = Record<string, Record<string, string>>;

let help = $state.raw<Help>({});
let asked: Promise<void> | null = null;

/** Where they do not come, what else misses parts of the page says so; the next form asks again. */
const bring = (): Promise<void> =>
  (asked ??= import('./help.json').then(
    (file) => void (help = file.default as Help),
    () => void (asked = null),
  ));

export function helpOf(kind: string, field: string | null): string {
  void bring();
  return help[kind]?.[field ?? ''] ?? '';
}
