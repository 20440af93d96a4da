import type { LayerRow, SettingRow, Spec, SpecRow } from '../../../wasm/lab';
import * as json from './catalog.json';

/**
 * Everything that the lab has a name for, one row each: what the engine says of it (core/model),
 * written down by `./lab catalog` so that it is here before the engine is. All of it is in the first
 * view; what that can do without is in `outside.ts` and `help.ts`.
 */

/** The kinds of layers. */
export const catalog = json.layers as unknown as LayerRow[];
export const settingRows = json.settings as unknown as SettingRow[];
export const optimizers = json.optimizers as unknown as SpecRow[];
export const schedules = json.schedules as unknown as SpecRow[];

export const entryOf = (kind: string): LayerRow | undefined =>
  catalog.find((entry) => entry.kind === kind);

/** What a layer is drawn as, and explained by; a kind that nobody knows is of no family. */
export const familyOf = (kind: string): string => entryOf(kind)?.family ?? '';

/** The settings that are a choice of a kind with fields of its own, and their rows. */
export const specRows = { optimizer: optimizers, schedule: schedules };
export type SpecName = keyof typeof specRows;
export const specNames = Object.keys(specRows) as SpecName[];

export const rowOf = (name: SpecName, { kind }: Spec): SpecRow | undefined =>
  specRows[name].find((row) => row.kind === kind);

/** The learning rate that Keras gives an optimizer. */
export const usualRate = (optimizer: Spec): number =>
  rowOf('optimizer', optimizer)?.learning_rate ?? 0.001;
