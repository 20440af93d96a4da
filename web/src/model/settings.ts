import type { RunSettings } from '../../../wasm/lab';

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
