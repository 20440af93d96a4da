/**
 * Writes the page's copies of what the engine tells of itself, for the page to have before its
 * engine is here: web/src/model/catalog.json, the rows of core/model; web/src/model/outside.json, what
 * only Keras's programs and the exports need of them, and web/src/model/help.json, what they say in
 * words, apart, because the first view needs neither; and web/src/messages/en/engine_problems.json, the English sentences of core/base/problem.cpp. Tests of
 * the keras and of the wasm kind compare them.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { loadEngine, valueOf } from './engine.mjs';
import { partedCatalog } from './parted_catalog.mjs';

const root = path.resolve(import.meta.dirname, '..');

const { module, close } = await loadEngine('simd', 1);
const session = new module.Session(1);
const catalog = valueOf(session.catalog());
session.delete();
const problems = module.problems();
close();

async function write(what, file, value) {
  const json = await format(JSON.stringify(value), { parser: 'json', printWidth: 100 });
  writeFileSync(path.join(root, file), json);
  console.log(`${what}: ${file}`);
}
const counts = Object.entries(catalog).map(([name, rows]) => `${rows.length} ${name}`);
const { rows, outside, help } = partedCatalog(catalog);
await write(counts.join(', '), 'web/src/model/catalog.json', rows);
await write(
  `outside of the lab, ${Object.keys(outside.kinds).length} kinds`,
  'web/src/model/outside.json',
  outside,
);
await write(`words of ${Object.keys(help).length} kinds`, 'web/src/model/help.json', help);
await write(
  `${Object.keys(problems).length} problems`,
  'web/src/messages/en/engine_problems.json',
  problems,
);
