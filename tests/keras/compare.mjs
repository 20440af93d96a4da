/**
 * Compares what the reader makes of a folder of Keras programs with what its expect.json says that
 * real Keras makes of them:
 *
 *     node --no-experimental-fetch tests/keras/compare.mjs FOLDER [ID...]
 *
 * A case of expect.json has an id, a file and an outcome:
 * - `accept` or `accept-with-note`: nothing is refused, and all that is given agrees: `models`
 *   (layers, configs, total, trainable, output), `front`, `optimizer`, `loss`, `metrics`,
 *   `batch_size`, `epochs`, `validation_split`, `callbacks`, `scaling`, `pictures`;
 * - `refuse`: each place of `refuse_at` is named once, or one of `instead_at`; those of
 *   `may_also_at` may be named, and nothing else.
 * `also_ok` lists other outcomes that are right. What is refused is not compared further.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadEngine } from '../../tools/engine.mjs';
import { readWhole } from '../../tools/model_file.mjs';
import { wholeJson } from '../../tools/program_json.mjs';

/** Numbers alike to 1e-4, as texts of six digits and float32 are. */
function alike(a, b) {
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null); // prettier-ignore
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 1e-4 * Math.max(1e-9, Math.abs(a), Math.abs(b));
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, i) => alike(one, b[i]));
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => alike(a[key], b[key]));
}

/** Whether what was refused is what had to be. */
function isOutcome({ outcome, refuse_at = [], instead_at = [], may_also_at = [] }, places) {
  if (outcome !== 'refuse') return places.length === 0;
  const allowed = [...refuse_at, ...instead_at, ...may_also_at];
  const isTold = places.some((place) => instead_at.includes(place)) || refuse_at.every((place) => places.includes(place)); // prettier-ignore
  return places.length > 0 && isTold && places.every((place) => allowed.includes(place));
}

const compared = ['front', 'batch_size', 'epochs', 'validation_split', 'metrics', 'scaling', 'pictures', 'loss']; // prettier-ignore

/** What differs between a case and a reading of its file, one sentence each. */
export function differences(wanted, read) {
  const places = read.refusals.map(({ place }) => place);
  const told = read.refusals.map(({ place, message }) => `${place}: ${message}`).join(' | ');
  const others = (wanted.also_ok ?? []).map((other) => ({ ...wanted, refuse_at: undefined, ...other })); // prettier-ignore
  if (![wanted, ...others].some((one) => isOutcome(one, places)))
    return [`outcome: wanted ${wanted.outcome} ${(wanted.refuse_at ?? []).join(', ')}, refused: ${told || 'nothing'}`]; // prettier-ignore
  const twice = places.find((place, i) => places.indexOf(place) !== i);
  if (twice) return [`refused twice at ${twice}: ${told}`];
  if (places.length > 0) return [];
  const found = [];
  const hold = (what, want, got) => {
    if (want !== undefined && !alike(want, got)) found.push(`${what}: wanted ${JSON.stringify(want)}, read ${JSON.stringify(got)}`); // prettier-ignore
  };
  if (wanted.outcome === 'accept-with-note' && read.notes.length === 0)
    found.push(`no note: ${wanted.note}`);
  for (const [i, model] of (wanted.models ?? []).entries())
    for (const key of ['layers', 'configs', 'total', 'trainable', 'output'])
      hold(`models[${i}].${key}`, model[key], read.models[i]?.[key]);
  for (const key of compared) hold(key, wanted[key] ?? (key === 'front' ? [] : wanted[key]), read[key]); // prettier-ignore
  const { class: optimizer, config } = wanted.optimizer ?? {};
  hold('optimizer', optimizer && { class: optimizer, config }, read.optimizer);
  const classes = (list) => list?.map(({ class: name }) => name);
  hold('callbacks', classes(wanted.callbacks), classes(read.callbacks));
  return found;
}

/** Reads every case of a folder: `[{ id, file, found }]`, what differs of each. */
export async function compare(folder, ids = []) {
  const { cases } = JSON.parse(readFileSync(path.join(folder, 'expect.json'), 'utf8'));
  const { module, close } = await loadEngine('simd', 1);
  const session = new module.Session(1);
  const results = [];
  for (const wanted of cases) {
    if (ids.length > 0 && !ids.includes(wanted.id)) continue;
    const file = path.join(folder, wanted.file);
    let read;
    try {
      read = JSON.parse(JSON.stringify(wholeJson(file, await readWhole(file, session))));
    } catch (error) {
      read = { models: [], notes: [], refusals: [{ place: 'the file', message: error.message }] };
    }
    results.push({ id: wanted.id, file: wanted.file, found: differences(wanted, read), read });
  }
  session.delete();
  close();
  return results;
}

if (process.argv[1] === import.meta.filename) {
  const [folder, ...ids] = process.argv.slice(2);
  if (!folder) throw new Error('Give a folder: node tests/keras/compare.mjs FOLDER [ID...]');
  const results = await compare(folder, ids);
  for (const { id, file, found } of results) {
    console.log(`${found.length === 0 ? 'right' : 'WRONG'}  ${id}  ${file}`);
    for (const line of found) console.log(`         ${line}`);
  }
  const right = results.filter(({ found }) => found.length === 0).length;
  console.log(`${right} of ${results.length} right`);
  process.exit(right === results.length ? 0 : 1);
}
