import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { EpochRecord, ModelSpec } from '../../../wasm/lab';
import { codeMessages } from '../messages/code';
import { defaultSettings, isValid, numberNames, type Settings } from '../state/hash';
import { FormatError } from './tensors';

/** All of a learner's work in one file. */
export interface Project {
  model: ModelSpec;
  settings: Settings;
  /** The program in the code view. */
  code: string;
  epochs: EpochRecord[];
  /** The engine's saved run; null if nothing was trained. */
  snapshot: Uint8Array | null;
}

const format = 'cnnlab-project/1';

/** A zip of project.json and, where something was trained, run.snapshot. */
export function writeProject({ model, settings, code, epochs, snapshot }: Project): Uint8Array {
  const json = JSON.stringify({ format, model, settings, code, epochs }, null, 1);
  const files = { 'project.json': strToU8(json) };
  return zipSync(snapshot ? { ...files, 'run.snapshot': snapshot } : files);
}

/** Throws a FormatError for what is no project; what the model can be is the engine's to say. */
export function readProject(file: Uint8Array): Project {
  const m = codeMessages.files;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(file);
  } catch {
    throw new FormatError(m.noZip);
  }
  let read: Partial<Project> & { format?: string };
  try {
    read = JSON.parse(strFromU8(files['project.json']!)) as typeof read;
  } catch {
    throw new FormatError(m.noProject);
  }
  const { model } = read;
  const settings = { ...defaultSettings, ...read.settings };
  const sound =
    read.format === format &&
    Array.isArray(model?.layers) &&
    model.layers.every((layer) => typeof layer?.kind === 'string') &&
    numberNames.every((name) => isValid(name, settings[name]));
  if (!sound) throw new FormatError(m.noProject);
  return {
    model: model!,
    settings,
    code: typeof read.code === 'string' ? read.code : '',
    epochs: Array.isArray(read.epochs) ? read.epochs : [],
    snapshot: files['run.snapshot'] ?? null,
  };
}
