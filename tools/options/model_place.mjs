/** Where a model is: a preset's file, or one of the user's. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './words.mjs';

const root = path.resolve(import.meta.dirname, '../..');

const folder = path.join(root, 'assets/presets');
export const presets = readdirSync(folder).map((file) => path.parse(file).name);

/** The file that is meant; throws where there is none. */
export function modelPlace(name) {
  const preset = path.join(folder, `${name}.json`);
  const file = existsSync(preset) ? preset : path.resolve(name);
  if (existsSync(file)) return file;
  throw new UsageError(
    `${name} is no file: give model-0, model-1, model-2, a JSON file, a Keras program (.py), a notebook (.ipynb) or a project (.zip).`,
  );
}
