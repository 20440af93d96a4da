/** Writes what was trained in every format that the page offers: `./lab export`. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { valueOf } from './engine.mjs';
import { pageCode } from './page_code.mjs';

/** `session` holds the trained network; resolves to the files written. */
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
  await mkdir(folder, { recursive: true });
  for (const { file, write } of Object.values(exports)) {
    const target = path.join(folder, file);
    try {
      await writeFile(target, await write(work));
      written.push(target);
    } catch (error) {
      // A format that cannot say this model is no reason to withhold the others.
      console.error(`${file} is not written: ${error.message}`);
    }
  }
  return written;
}
