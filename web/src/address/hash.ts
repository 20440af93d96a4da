import type { LayerSpec, ModelSpec } from '../../../wasm/lab';
import { readNumber } from '../base/read_number';
import { presetNames, type PresetName } from '../model/presets';
import { settingRows, specNames, type SpecName } from '../model/catalog';
import {
  defaultSettings,
  isValid,
  limits,
  numberRows,
  sameSetting,
  shortSpec,
  switchRows,
  wrongFields,
  type NumberName,
  type Settings,
  type SwitchName,
} from '../model/settings';
import { isAppended, readArrived } from './arrived_link';
import { readLayers, readSpec, writeLayers, writeSpec } from './layers_text';

/**
 * What the address says: `#stop=4&model=model-1&epochs=5&seed=2`. A model of one's own is written
 * out (`layers=`, see address/layers_text.ts); `lock=model,settings,stop` is what a teacher's link
 * holds as it is, and `assignment=biology-7` asks for a name, which gives the seed. An old or broken link still opens the page with what can be read of it, and what
 * cannot is in `unread`, to be said: nobody does another assignment than was set without a word.
 */

// prettier-ignore
export const stops = [
  '0', '1', '2', '3', '4', '5', '6', 'exercise-1', 'exercise-2', 'exercise-3', 'lab', 'export',
] as const;
export type Stop = (typeof stops)[number];

/** What a link may lock: the model, the settings of the run, the stop of the lesson. */
export const lockNames = ['model', 'settings', 'stop'] as const;
export type Lock = (typeof lockNames)[number];

/** A part of a link that the page could not follow, as it was written. */
export interface Unread {
  key: string;
  value: string | null;
  why:
    | 'value'
    | 'range'
    /** A number that can be read as two. */
    | 'ambiguous'
    /** Such a part there is not. */
    | 'key'
    /** It is there a second time, with another value. */
    | 'twice'
    /** A layer whose bracket is not closed: the end of the link may be missing. */
    | 'bracket'
    /** Both a preset and layers. */
    | 'model'
    | 'length';
}

export interface Address {
  stop: Stop;
  preset: PresetName | null;
  settings: Partial<Settings>;
  /** A model that is not a preset. */
  layers?: LayerSpec[];
  locks?: Lock[];
  /** Key of an assignment: each learner's seed comes of it and the name (record/learner_seed.ts). */
  assignment?: string;
  unread?: Unread[];
}

const assignmentKey = /^[a-z0-9][\w.-]{0,39}$/;
/** A text as the key of an assignment: a link may arrive in small letters. */
export const readAssignment = (text: string): string | null => {
  const key = text.trim().toLowerCase().replace(/\s+/g, '-');
  return assignmentKey.test(key) ? key : null;
};

const settingNames = Object.fromEntries(
  settingRows.flatMap(({ name, link }) => [[link, name], [name, name]]), // prettier-ignore
) as Record<string, NumberName | SwitchName>;
const isNumber = (name: NumberName | SwitchName): name is NumberName => Object.hasOwn(limits, name);
/** The number that a link means by this key, as `rate` is the learning rate; null if it is none. */
export function numberOf(key: string): NumberName | null {
  const name = Object.hasOwn(settingNames, key) ? settingNames[key]! : null;
  return name && isNumber(name) ? name : null;
}
const onOff: Record<string, boolean> = { '1': true, true: true, '0': false, false: false };
const known = <Name extends string>(names: readonly Name[], value: string | null) =>
  names.find((name) => name === value);

/** What an address says, and what of it could not be understood. */
export function parseHash(hash: string): Address {
  const { parts, isTooLong } = readArrived(hash);
  const address: Address = { stop: '0', preset: null, settings: {} };
  const unread: Unread[] = isTooLong ? [{ key: '', value: null, why: 'length' }] : [];
  const seen = new Map<string, string | null>();
  for (const part of parts) {
    if (isAppended(part)) continue;
    const { key, value } = part;
    const name = Object.hasOwn(settingNames, key) ? settingNames[key]! : key;
    if (seen.has(name)) {
      if (seen.get(name) !== value) unread.push({ key, value, why: 'twice' });
      continue;
    }
    seen.set(name, value);
    unread.push(...readPart(address, name, key, value));
  }
  if (address.preset && address.layers) {
    unread.push({ key: 'layers', value: seen.get('layers')!, why: 'model' });
    delete address.layers;
  }
  return { ...address, ...(unread.length > 0 ? { unread } : {}) };
}

/** Takes one part of a link into `address`; returns what of it could not be. */
function readPart(address: Address, name: string, key: string, value: string | null): Unread[] {
  const unread = (why: Unread['why'], part = value): Unread[] => [{ key, value: part, why }];
  if (Object.hasOwn(settingNames, key))
    return readSetting(address.settings, settingNames[key]!, value).flatMap((why) => unread(why));
  switch (name) {
    case 'stop': {
      const stop = known(stops, value);
      if (stop) address.stop = stop;
      return stop ? [] : unread('value');
    }
    case 'model':
      address.preset = known(presetNames, value) ?? null;
      return address.preset ? [] : unread('value');
    case 'layers': {
      const doubts: Unread[] = [];
      const layers = readLayers(value ?? '', (part, why) => doubts.push(...unread(why, part)));
      if (layers) address.layers = layers;
      return doubts;
    }
    case 'optimizer':
    case 'schedule': {
      const spec = readSpec(value ?? '');
      if (!spec || wrongFields(name, spec).length > 0) return unread('value');
      address.settings[name] = shortSpec(name, spec);
      return [];
    }
    case 'assignment': {
      const key = readAssignment(value ?? '');
      if (key) address.assignment = key;
      return key ? [] : unread('value');
    }
    case 'lock': {
      const asked = (value ?? '').split(/[,;]/);
      const locks = lockNames.filter((lock) => asked.includes(lock));
      if (locks.length > 0) address.locks = locks;
      return asked
        .filter((lock) => !known(lockNames, lock))
        .flatMap((lock) => unread('value', lock));
    }
    default:
      return unread('key');
  }
}

function readSetting(
  settings: Partial<Settings>,
  name: NumberName | SwitchName,
  value: string | null,
): Unread['why'][] {
  if (!isNumber(name)) {
    const on = value !== null && Object.hasOwn(onOff, value) ? onOff[value] : undefined;
    if (on) settings[name] = true;
    return on === undefined ? ['value'] : [];
  }
  const read = readNumber(value ?? '', (number) => isValid(name, number));
  if (read.kind === 'ambiguous') return ['ambiguous'];
  if (read.kind !== 'number') return ['value'];
  if (!isValid(name, read.value)) return ['range'];
  settings[name] = read.value;
  return [];
}

/** The stop that an address names, whether there is one of that name or not; null where it names none. */
export const namedStop = (hash: string): string | null =>
  readArrived(hash).parts.find(({ key }) => key === 'stop')?.value ?? null;

/** Settings in the form `epochs=5&pictures=1000`. */
export const parseSettings = (text: string): Partial<Settings> => parseHash(text).settings;

const isTold = (name: SpecName, settings: Settings) =>
  !sameSetting(name, settings[name], defaultSettings[name]) &&
  wrongFields(name, settings[name]).length === 0;

/** Says only what differs from the defaults, so that a link stays short. */
export function formatHash(
  stop: Stop,
  preset: PresetName | null,
  settings: Settings,
  model: ModelSpec | null = null,
  locks: readonly Lock[] = [],
  assignment: string | null = null,
): string {
  const parts = [`stop=${stop}`];
  if (preset && preset !== 'model-1') parts.push(`model=${preset}`);
  if (!preset && model && model.layers.length > 0)
    parts.push(`layers=${writeLayers(model.layers)}`);
  for (const row of numberRows) {
    const name = row.name as NumberName;
    // Whoever opens the link has a seed of their own.
    if (name === 'seed' && assignment) continue;
    if (settings[name] !== defaultSettings[name] && isValid(name, settings[name]))
      parts.push(`${row.link}=${settings[name]}`);
  }
  for (const name of specNames)
    if (isTold(name, settings)) parts.push(`${name}=${writeSpec(shortSpec(name, settings[name]))}`);
  for (const { name, link } of switchRows)
    if (settings[name as SwitchName]) parts.push(`${link}=1`);
  if (locks.length > 0) parts.push(`lock=${locks.join(',')}`);
  if (assignment) parts.push(`assignment=${assignment}`);
  return `#${parts.join('&')}`;
}
