/** Writes what was trained in every format that the page offers: `./lab export`. */
import path from 'node:path';
import { valueOf } from './engine.mjs';
import { pageCode } from './page_code.mjs';
import { mustTakeFiles, reasonOf, writeWhole } from './whole_file.mjs';

/** Throws a sentence unless the folder will take the files: before training, not after it. */
export async function checkExports(folder) {
  const { exports } = await pageCode('formats/exports');
  try {
    await mustTakeFiles(folder, Object.values(exports).map(({ file }) => file)); // prettier-ignore
  } catch (error) {
    throw new Error(`--to ${folder}: ${reasonOf(error)}. Nothing was trained: name another folder.`, { cause: error }); // prettier-ignore
  }
}

/**
 * `session` holds the trained network; resolves to { written, lost }: the files written, and whether any
 * could not be because of the disk.
 */
export async function writeExports(folder, { session, model, settings: said, epochs }) {
  const { exports } = await pageCode('formats/exports');
  const { programText } = await pageCode('keras/write');
  const { defaultSettings } = await pageCode('model/settings');
  const catalog = valueOf(session.catalog()).layers;
  const settings = { ...defaultSettings, ...said };
  const work = {
    model,
    settings,
    summary: valueOf(session.summary(JSON.stringify(model))),
    catalog,
    code: programText(model, settings, catalog),
    epochs,
    weights: valueOf(session.weights()),
    snapshot: valueOf(session.snapshot()),
  };
  const written = [];
  let isLost = false;
  for (const { file, write } of Object.values(exports)) {
    const target = path.join(folder, file);
    let bytes;
    try {
      bytes = await write(work);
    } catch (error) {
      // A format that cannot say this model is no reason to withhold the others.
      console.error(`${file} is not written: ${error.message}`);
      continue;
    }
    try {
      await writeWhole(target, bytes);
      written.push(target);
    } catch (error) {
      isLost = true;
      console.error(`${file} is not written: ${reasonOf(error)}.`);
    }
  }
  return { written, isLost };
}
