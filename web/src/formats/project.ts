import { strFromU8, strToU8, zipSync } from 'fflate';
import * as v from 'valibot';
import type { EpochRecord, ModelSpec } from '../../../wasm/lab';
import { badFile } from '../base/fault';
import { specNames, specRows, type SpecName } from '../model/catalog';
import type { DataDescription, DataSet } from '../model/data_description';
import {
  defaultSettings,
  isValid,
  limits,
  nearestValid,
  numberNames,
  shortSpec,
  switchNames,
  wrongFields,
  type NumberName,
  type Settings,
} from '../model/settings';
import type { Shown } from '../keras/kept_program.svelte';
import { arraysOf, bytesOfData, ownDescription } from './data_set';
import { count, epoch, firstIssue, list, measure, model, spec, text } from './shapes';
import { readZip } from './zip';

/** All of a learner's work in one file. */
export interface Project {
  model: ModelSpec;
  settings: Settings;
  /** A program of that model and those settings. */
  code: string;
  epochs: EpochRecord[];
  /** The engine's saved run; null if nothing was trained. */
  snapshot: Uint8Array | null;
  /**
   * What the learner had made of the model, the settings and the program since that was trained, to
   * go on with; null where it was as it had been.
   */
  edited: Shown | null;
  /** What it was trained on, or is meant for; null: CIFAR-10. */
  data?: ProjectData | null;
}

export interface ProjectData {
  description: DataDescription;
  /** How many there are of each part. */
  training: number;
  test: number;
  /** The pictures and their labels (formats/data_set.ts); null: too large to come along. */
  arrays: Uint8Array | null;
}

/** What pictures of the learner's own may take in a project; MNIST has 55 million. */
export const mostDataBytes = 60e6;

/** Whether they go into a project; where not, whoever opens it needs them from elsewhere. */
export const comesAlong = (own: DataSet): boolean => bytesOfData(own) <= mostDataBytes;

/** The learner's own data as they go into a project. */
export const projectData = (own: DataSet): ProjectData => ({
  description: own.description,
  training: own.training.labels.length,
  test: own.test.labels.length,
  arrays: comesAlong(own) ? arraysOf(own) : null,
});

/** A setting that nothing could be trained with, as it was written (null: no number), and now. */
export interface Adjusted {
  name: NumberName;
  given: number | null;
  used: number;
}

const format = 'cnnlab-project/1';

/** A zip of project.json and, where something was trained, run.snapshot; data.bin are pictures. */
export function writeProject({ snapshot, data, ...rest }: Project): Uint8Array {
  const { model, settings, code, epochs, edited } = rest;
  const told = data && { data: { ...data, arrays: undefined } };
  const whole = { format, model, settings, code, epochs, ...(edited && { edited }), ...told };
  const json = JSON.stringify(whole, null, 1);
  return zipSync({
    'project.json': strToU8(json),
    ...(snapshot && { 'run.snapshot': snapshot }),
    // Photographs do not get much smaller, and drawings do at once.
    ...(data?.arrays && { 'data.bin': [data.arrays, { level: 1 }] as [Uint8Array, { level: 1 }] }),
  });
}

const shown = v.object({
  model,
  settings: v.record(v.string(), v.union([measure, text, v.boolean(), v.null(), spec])),
  code: v.pipe(v.string(), v.maxLength(1e6)),
});
const shape = v.object({
  format: v.literal(format),
  ...shown.entries,
  edited: v.optional(shown),
  data: v.optional(v.object({ description: ownDescription, training: count, test: count })),
  epochs: list(v.looseObject(epoch), 1000),
});
const mostJson = 16e6;

/**
 * Throws Refused for what is not a project; what the model can be is the engine's to say. What a
 * learner has typed and not trained with may be out of range: it comes in as near as can be.
 */
export function readProject(file: Uint8Array): Project & { adjusted: Adjusted[] } {
  const files = readZip(file);
  const json = files.get('project.json');
  if (!json || json.length > mostJson) throw badFile('project_foreign', {});
  let given: unknown;
  try {
    given = JSON.parse(strFromU8(json));
  } catch {
    throw badFile('project_foreign', {});
  }
  const checked = v.safeParse(shape, given);
  if (!checked.success) throw badFile('project_wrong', firstIssue(checked.issues));
  const { model, code, epochs, edited, data } = checked.output;
  const adjusted: Adjusted[] = [];
  const adjust = (name: NumberName, given: number | null) => {
    const used = nearestValid(name, given);
    adjusted.push({ name, given, used });
    return used;
  };
  const snapshot = files.get('run.snapshot') ?? null;
  const { settings } = checked.output;
  return {
    model,
    settings: wholeSettings(settings, '', snapshot ? null : adjust),
    code,
    epochs,
    snapshot,
    edited: edited
      ? { ...edited, settings: wholeSettings(edited.settings, 'edited.', adjust) }
      : null,
    data: data ? { ...data, arrays: files.get('data.bin') ?? null } : null,
    adjusted,
  };
}

function wantedOf(name: keyof Settings): string {
  if (Object.hasOwn(specRows, name))
    return specRows[name as SpecName].map(({ kind }) => kind).join(', ');
  if (!Object.hasOwn(limits, name)) return 'true, false';
  const { min, max } = limits[name as NumberName];
  return `${min}…${max}`;
}

/**
 * What is not said is as usual; what the form does not show is left out; a number that it could not
 * hold is adjusted or, where that may not be, refused like what is no number.
 */
function wholeSettings(
  given: Record<string, unknown>,
  place: string,
  adjust: ((name: NumberName, given: number | null) => number) | null,
): Settings {
  const said = Object.entries(given).filter(([name]) => name in defaultSettings);
  const settings: Settings = { ...defaultSettings, ...Object.fromEntries(said) };
  for (const name of numberNames) {
    const value: unknown = settings[name];
    if (adjust && (value === null || (typeof value === 'number' && !isValid(name, value))))
      settings[name] = adjust(name, value);
  }
  const wrong =
    switchNames.find((name) => typeof settings[name] !== 'boolean') ??
    numberNames.find((name) => !isValid(name, settings[name])) ??
    specNames.find((name) => wrongFields(name, settings[name]).length > 0);
  if (!wrong) {
    for (const name of specNames) settings[name] = shortSpec(name, settings[name]);
    return settings;
  }
  const value = settings[wrong];
  throw badFile('project_wrong', {
    at: `${place}settings.${wrong}`,
    given: typeof value === 'object' ? JSON.stringify(value) : String(value),
    wanted: wantedOf(wrong),
  });
}
