import type { CatalogField, EpochRecord, ModelSpec, RunSettings, SettingRow, Spec } from '../../../wasm/lab'; // prettier-ignore
import { familyOf, rowOf, settingRows, specNames, specRows, type SpecName } from './catalog';

/** The settings of a run, all of them. What each means is in the catalog's rows. */
export type Settings = Required<RunSettings>;
export type SwitchName = 'watch_accuracy' | 'watch_training' | 'keep_best' | 'exact_convolution';
export type NumberName = Exclude<keyof Settings, SwitchName | SpecName>;

const isSwitch = ({ type }: SettingRow) => type === 'boolean';
export const numberRows = settingRows.filter((row) => !isSwitch(row));
export const switchRows = settingRows.filter(isSwitch);
export const numberNames = numberRows.map(({ name }) => name as NumberName);
export const switchNames = switchRows.map(({ name }) => name as SwitchName);
export const isSwitchName = (name: keyof Settings): name is SwitchName => switchNames.some((one) => one === name); // prettier-ignore

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

/** A list of numbers is no longer than this, as in the engine. */

/** Whether a field may have this value. */
export function isAllowed(field: CatalogField, value: unknown): boolean {
  if (value === undefined || value === null) return field.optional || field.default !== undefined;
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return field.choices!.includes(value as string);
    case 'numbers':
      return (
        Array.isArray(value) &&
        value.length >= field.count![0] &&
        value.length <= field.count![1] &&
        value.every((one) => isWithin(field, one, field.whole === true))
      );
    case 'spec':
      return typeof value === 'object' && 'kind' in value;
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

/** What a run could be trained with that is nearest: a form may hold what none could, for a while. */
export function soundSettings(settings: Settings): Settings {
  const numbers = numberNames
    .filter((name) => !isValid(name, settings[name]))
    .map((name) => [name, nearestValid(name, settings[name])] as const);
  const specs = specNames
    .filter((name) => wrongFields(name, settings[name]).length > 0)
    .map((name) => [name, defaultSettings[name]] as const);
  return { ...settings, ...(Object.fromEntries([...numbers, ...specs]) as Partial<Settings>) };
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

/** Settings that came after records and saved runs had their form. */
const later = ['optimizer', 'schedule', 'l2', 'label_smoothing', 'validation_split', 'min_delta', 'watch_accuracy', 'watch_training'] as const; // prettier-ignore

/**
 * What a run is begun with: without those later settings that are as usual, as records and saved
 * runs have been since before these could be chosen.
 */
export function startedWith(settings: Settings): RunSettings {
  const usual = later.filter((name) => sameSetting(name, settings[name], defaultSettings[name]));
  const said = Object.entries(settings).filter(([name]) => !usual.some((one) => one === name));
  return Object.fromEntries(said) as unknown as RunSettings;
}

/**
 * How many of the training pictures are trained on, as the engine has it: the rest, the last of
 * them, are the validation set.
 */
export const trainedPictures = ({
  training_pictures,
  validation_split = 0,
}: Pick<RunSettings, 'training_pictures' | 'validation_split'>): number =>
  Math.max(1, Math.floor(training_pictures * (1 - validation_split)));

/** How many pictures each epoch ends with: those of the validation set and of the test. */
export const examinedPictures = (settings: RunSettings): number =>
  settings.training_pictures - trainedPictures(settings) + settings.test_pictures;

/** What these do in training they do not do in a test. */
const inTrainingOnly = ['dropout', 'noise', 'augmentation'];
/** Enough to know a share to within 2 points or so, and a fortieth of the work of an epoch of 5,000. */
const mostReexamined = 500;

/**
 * How many training pictures, the first of them, each epoch ends with once more, examined as test
 * pictures are: none where training sees them so.
 */
export const reexaminedPictures = (
  { layers }: Pick<ModelSpec, 'layers'>,
  settings: RunSettings,
): number =>
  layers.some(({ kind }) => inTrainingOnly.includes(familyOf(kind)))
    ? Math.min(mostReexamined, trainedPictures(settings))
    : 0;

/** Keras's name for what the best epoch is the best in. */
export const monitorOf = ({ watch_accuracy, watch_training }: RunSettings): string =>
  `${watch_training ? '' : 'val_'}${watch_accuracy ? 'accuracy' : 'loss'}`;

/** The epoch that the run's early stopping and Keep the best take for the best so far; null: none yet. */
export function bestEpoch(epochs: EpochRecord[], settings: RunSettings): EpochRecord | null {
  const { watch_accuracy, watch_training, min_delta = 0 } = settings;
  const loss = (row: EpochRecord) => (watch_training ? row.loss : (row.validation_loss ?? row.test_loss)); // prettier-ignore
  const accuracy = (row: EpochRecord) => (watch_training ? row.accuracy : (row.validation_accuracy ?? row.test_accuracy)); // prettier-ignore
  const isBetter = (row: EpochRecord, best: EpochRecord) =>
    watch_accuracy ? accuracy(row) - min_delta > accuracy(best) : loss(row) + min_delta < loss(best); // prettier-ignore
  return epochs.reduce<EpochRecord | null>((best, row) => (best === null || isBetter(row, best) ? row : best), null); // prettier-ignore
}

/** The epoch whose weights a run has: where it is over and keeps the best, the best one's. */
export function keptEpoch(epochs: EpochRecord[], settings: RunSettings): EpochRecord | null {
  const last = epochs.at(-1) ?? null;
  const best = bestEpoch(epochs, settings);
  if (!last || !best || !settings.keep_best) return last;
  const { epochs: most, early_stopping_patience: patience = 0 } = settings;
  const isOver = last.epoch === most || (patience > 0 && last.epoch - best.epoch >= patience);
  return isOver ? best : last;
}
