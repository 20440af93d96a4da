import type { LayerSpec, ModelSpec, RunSettings } from '../../../wasm/lab';
import { readLayers, writeLayers } from '../share/layers_text';

/**
 * What the address says: `#stop=4&model=model-1&epochs=5&seed=2`. A model of one's own is written
 * out (`layers=`, see share/layers_text.ts); `lock=model,settings,stop` is what a teacher's link
 * holds as it is. Keys that are not ours are ignored, values that make no sense count as absent: an old or broken link still opens the page.
 */

// prettier-ignore
export const stops = [
  '0', '1', '2', '3', '4', '5', '6', 'exercise-1', 'exercise-2', 'exercise-3', 'lab', 'export',
] as const;
export type Stop = (typeof stops)[number];

export const presetNames = ['model-0', 'model-1', 'model-2'] as const;
export type PresetName = (typeof presetNames)[number];

/** The settings that the form shows. */
export type Settings = Required<
  Pick<
    RunSettings,
    | 'epochs'
    | 'batch_size'
    | 'training_pictures'
    | 'test_pictures'
    | 'seed'
    | 'learning_rate'
    | 'early_stopping_patience'
    | 'keep_best'
    | 'exact_convolution'
  >
>;
export type SwitchName = 'keep_best' | 'exact_convolution';
export type NumberName = Exclude<keyof Settings, SwitchName>;

export const defaultSettings: Settings = {
  epochs: 10,
  batch_size: 32,
  training_pictures: 5000,
  test_pictures: 2000,
  seed: 1,
  learning_rate: 0.001,
  early_stopping_patience: 0,
  keep_best: false,
  exact_convolution: false,
};

/** Range of each setting. What the engine makes of them is its own business; this is the form's. */
export const limits: Record<NumberName, { min: number; max: number; integer: boolean }> = {
  epochs: { min: 1, max: 1000, integer: true },
  batch_size: { min: 1, max: 1024, integer: true },
  training_pictures: { min: 10, max: 50000, integer: true },
  test_pictures: { min: 10, max: 10000, integer: true },
  seed: { min: 0, max: 2 ** 32 - 1, integer: true },
  learning_rate: { min: 1e-7, max: 10, integer: false },
  early_stopping_patience: { min: 0, max: 100, integer: true },
};
export const numberNames = Object.keys(limits) as NumberName[];

export function isValid(name: NumberName, value: number): boolean {
  const { min, max, integer } = limits[name];
  return value >= min && value <= max && (!integer || Number.isInteger(value));
}

const numbers: [NumberName, string][] = [
  ['epochs', 'epochs'],
  ['batch_size', 'batch'],
  ['training_pictures', 'pictures'],
  ['test_pictures', 'test'],
  ['seed', 'seed'],
  ['learning_rate', 'rate'],
  ['early_stopping_patience', 'patience'],
];
const switches: [SwitchName, string][] = [
  ['keep_best', 'best'],
  ['exact_convolution', 'exact'],
];

/** What a link may lock: the model, the settings of the run, the stop of the lesson. */
export const lockNames = ['model', 'settings', 'stop'] as const;
export type Lock = (typeof lockNames)[number];

export interface Address {
  stop: Stop;
  preset: PresetName | null;
  settings: Partial<Settings>;
  /** A model that is no preset. */
  layers?: LayerSpec[];
  locks?: Lock[];
}

/** Settings in the form `epochs=5&pictures=1000`. */
export function parseSettings(text: string): Partial<Settings> {
  const given = new URLSearchParams(text);
  const settings: Partial<Settings> = {};
  for (const [name, key] of numbers) {
    const written = given.get(key);
    if (written === null || written.trim() === '') continue;
    const value = Number(written);
    if (isValid(name, value)) settings[name] = value;
  }
  for (const [name, key] of switches) if (given.get(key) === '1') settings[name] = true;
  return settings;
}

export function parseHash(hash: string): Address {
  const text = hash.replace(/^#/, '');
  const given = new URLSearchParams(text);
  const stop = given.get('stop') as Stop;
  const preset = given.get('model') as PresetName;
  const layers = readLayers(given.get('layers') ?? '');
  const locked = (given.get('lock') ?? '').split(',');
  const locks = lockNames.filter((name) => locked.includes(name));
  return {
    stop: stops.includes(stop) ? stop : '0',
    preset: presetNames.includes(preset) ? preset : null,
    settings: parseSettings(text),
    ...(layers ? { layers } : {}),
    ...(locks.length > 0 ? { locks } : {}),
  };
}

/** Says only what differs from the defaults, so that a link stays short. */
export function formatHash(
  stop: Stop,
  preset: PresetName | null,
  settings: Settings,
  model: ModelSpec | null = null,
  locks: readonly Lock[] = [],
): string {
  const parts = [`stop=${stop}`];
  if (preset && preset !== 'model-1') parts.push(`model=${preset}`);
  if (!preset && model && model.layers.length > 0)
    parts.push(`layers=${writeLayers(model.layers)}`);
  for (const [name, key] of numbers)
    if (settings[name] !== defaultSettings[name] && isValid(name, settings[name]))
      parts.push(`${key}=${settings[name]}`);
  for (const [name, key] of switches) if (settings[name]) parts.push(`${key}=1`);
  if (locks.length > 0) parts.push(`lock=${locks.join(',')}`);
  return `#${parts.join('&')}`;
}
