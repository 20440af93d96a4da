import type { CatalogField, RunSettings, SettingRow, Spec } from '../../../wasm/lab';
import { rowOf, settingRows, specNames, specRows, type SpecName } from './catalog';

/** The settings of a run, all of them. What each means is in the catalog's rows. */
export type Settings = Required<RunSettings>;
export type SwitchName = 'keep_best' | 'exact_convolution';
export type NumberName = Exclude<keyof Settings, SwitchName | SpecName>;

const isSwitch = ({ type }: SettingRow) => type === 'boolean';
export const numberRows = settingRows.filter((row) => !isSwitch(row));
export const switchRows = settingRows.filter(isSwitch);
export const numberNames = numberRows.map(({ name }) => name as NumberName);
export const switchNames = switchRows.map(({ name }) => name as SwitchName);

const usual = settingRows.map(({ name, start, default: byDefault }) => [name, start ?? byDefault]);
const usualSpecs = specNames.map((name) => [name, { kind: specRows[name][0]!.kind }]);
export const defaultSettings = Object.fromEntries([...usual, ...usualSpecs]) as Settings;

/** Range of each setting: what the form, a link and a program may ask for. */
export const limits = Object.fromEntries(
  numberRows.map(({ name, type, minimum, maximum, offered = [minimum!, maximum!] }) => [
    name,
    { min: offered[0], max: offered[1], integer: type === 'integer' },
  ]),
) as Record<NumberName, { min: number; max: number; integer: boolean }>;

/** What a run can be trained with that is nearest to a value; as usual where there is none. */
export function nearestValid(name: NumberName, value: number | null): number {
  if (value === null || Number.isNaN(value)) return defaultSettings[name];
  const { min, max, integer } = limits[name];
  const within = Math.min(max, Math.max(min, value));
  return integer ? Math.round(within) : within;
}

export function isValid(name: NumberName, value: number): boolean {
  const { min, max, integer } = limits[name];
  return value >= min && value <= max && (!integer || Number.isInteger(value));
}

/** Whether a field may have this value. */
export function isAllowed(field: CatalogField, value: unknown): boolean {
  if (value === undefined || value === null) return field.optional || field.default !== undefined;
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return field.choices!.includes(value as string);
    case 'pair':
      return Array.isArray(value) && value.length === 2 && value.every((one) => isWithin(field, one, true)); // prettier-ignore
    default:
      return isWithin(field, value, field.type === 'integer');
  }
}

const isWithin = ({ minimum, maximum }: CatalogField, value: unknown, whole: boolean) =>
  typeof value === 'number' &&
  value >= minimum! &&
  value <= maximum! &&
  (!whole || Number.isInteger(value));

/** The fields of an optimizer or a schedule that cannot be as they are; its kind, if that is none. */
export function wrongFields(name: SpecName, spec: Spec): string[] {
  const row = rowOf(name, spec);
  if (!row) return ['kind'];
  const unknown = Object.keys(spec).filter((key) => key !== 'kind' && !row.fields.some((field) => field.name === key)); // prettier-ignore
  const wrong = row.fields.filter((field) => !isAllowed(field, spec[field.name]));
  return [...unknown, ...wrong.map((field) => field.name)];
}

/** Only what is not as usual, in the row's order: two that mean the same are the same. */
export function shortSpec(name: SpecName, spec: Spec): Spec {
  const fields = rowOf(name, spec)?.fields ?? [];
  const said = fields.filter(({ name: field, default: byDefault }) => (spec[field] ?? byDefault) !== byDefault); // prettier-ignore
  return { kind: spec.kind, ...Object.fromEntries(said.map(({ name: field }) => [field, spec[field]])) }; // prettier-ignore
}

const isSpecName = (name: string): name is SpecName => Object.hasOwn(specRows, name);

/** Whether two values of a setting mean the same; NaN, an emptied field, is itself. */
export const sameSetting = <Name extends keyof Settings>(
  name: Name,
  a: Settings[Name],
  b: Settings[Name],
): boolean =>
  isSpecName(name)
    ? JSON.stringify(shortSpec(name, a as Spec)) === JSON.stringify(shortSpec(name, b as Spec))
    : Object.is(a, b);

/**
 * What a run is begun with: without an optimizer, a schedule and an L2 that are as usual, as records
 * and saved runs have been since before these could be chosen.
 */
export function startedWith(settings: Settings): RunSettings {
  const { optimizer, schedule, l2, ...rest } = settings;
  return {
    ...rest,
    ...(sameSetting('optimizer', optimizer, defaultSettings.optimizer) ? {} : { optimizer }),
    ...(sameSetting('schedule', schedule, defaultSettings.schedule) ? {} : { schedule }),
    ...(l2 === defaultSettings.l2 ? {} : { l2 }),
  };
}
