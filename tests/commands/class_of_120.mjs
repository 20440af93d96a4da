/** A class of made-up learners, whose records are really trained, verified and timed. See `usage`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../../tools/options/numbers.mjs';
import { pageCode } from '../../tools/page_code.mjs';
import { openTraining, recordOf } from './made_records.mjs';

const root = path.resolve(import.meta.dirname, '../..');

const usage = `node tests/commands/class_of_120.mjs [options]: trains the answers of the three exercises as learners do,
makes a record for each learner, every tenth of them edited, and times ./lab verify on all of them.

  --records N  learners (default 120); each has done one of the three exercises
  --seeds N    how many seeds they use between them (default 1, as the page has it); as many as there
               are learners, or more: each has one of their own, and no run is done by two
  --images N   training pictures, instead of the exercises' own
  --epochs N   epochs, instead of the exercises' own
  --build B    simd or relaxed-simd-threads (default), the arithmetic

Prints how many runs there are, how long it took to train them and to verify them, and again when all
was kept. Fails if the table is wrong in a row.`;

const options = {
  records: { type: 'string', default: '120' },
  seeds: { type: 'string', default: '1' },
  images: { type: 'string' },
  epochs: { type: 'string' },
  build: { type: 'string', default: 'relaxed-simd-threads' },
  help: { type: 'boolean', short: 'h', default: false },
};

const { values } = parseArgs({ options });
if (values.help) {
  console.log(usage);
  process.exit();
}
const [records, seeds] = ['records', 'seeds'].map((name) => wholeNumber(values, name));
const { exercises, answers } = await pageCode('exercises/exercise');
const { baselineModel } = await pageCode('exercises/result');
const { passedBy } = await pageCode('record/judge');
const { defaultSettings, startedWith } = await pageCode('model/settings');
const { train, close } = await openTraining(values.build);

/** What a learner does for an exercise: the answer, and what it is compared with. */
async function runsOf(name, seed) {
  const exercise = exercises[name];
  const settings = { ...defaultSettings, ...exercise.settings, seed };
  if (values.epochs) settings.epochs = wholeNumber(values, 'epochs');
  if (values.images) settings.training_pictures = wholeNumber(values, 'images');
  const done = (model, more = {}) => train(model, startedWith({ ...settings, ...more }));
  const shorter = Math.ceil(settings.epochs / 2);
  return name === 'exercise-1'
    ? [await done(answers[name], { epochs: shorter }), await done(answers[name])]
    : [await done(baselineModel(exercise, answers[name])), await done(answers[name])];
}

const seconds = (start) => ((performance.now() - start) / 1000).toFixed(1);
const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-class-'));
const handed = path.join(folder, 'class');
mkdirSync(handed);
const expected = new Map();
let start = performance.now();
const trained = new Map();
const names = Object.keys(exercises);
for (let i = 0; i < records; ++i) {
  const name = names[i % names.length];
  const seed = 1 + (seeds < records ? Math.floor(i / names.length) % seeds : i);
  const key = `${name} ${seed}`;
  if (!trained.has(key)) trained.set(key, await runsOf(name, seed));
  const runs = structuredClone(trained.get(key));
  const isEdited = i % 10 === 9;
  if (isEdited) runs[1].epochs[i % runs[1].epochs.length].test_accuracy += 0.01;
  const file = `learner-${String(i + 1).padStart(3, '0')}.json`;
  const isPassed = passedBy(name, runs) !== null;
  writeFileSync(path.join(handed, file), JSON.stringify(recordOf(`Learner ${i + 1}`, runs, { passed: isPassed ? [name] : [] }))); // prettier-ignore
  expected.set(`${file} ${name}`, isEdited || !isPassed ? 'no' : 'yes');
}
close();
console.log(`${records} records of ${2 * trained.size} runs, trained on 1 thread in ${seconds(start)} s`); // prettier-ignore

const table = path.join(folder, 'grades.csv');
for (const how of [`on ${availableParallelism()} cores`, 'again, all of it kept']) {
  start = performance.now();
  const words = ['tools/verify.mjs', handed, '--csv', table, '--kept', path.join(folder, 'kept')];
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }); // prettier-ignore
  console.log(`verified in ${seconds(start)} s, ${how}; exit code ${status}`);
}
const rows = readFileSync(table, 'utf8').trim().split('\r\n').slice(1).map((row) => row.split(',')); // prettier-ignore
let wrong = 0;
for (const [file, , , exercise, passed] of rows) {
  const wanted = expected.get(`${file} ${exercise}`);
  // The other exercises' rows: nobody has done two.
  if (passed !== (wanted ?? 'no') && !(wanted === undefined && passed === '')) {
    wrong += 1;
    console.log(`${file} ${exercise}: ${passed}, wanted ${wanted ?? 'no'}`);
  }
}
console.log(`${rows.length} rows, ${wrong} of them wrong`);
rmSync(folder, { recursive: true });
process.exitCode = wrong > 0 ? 1 : 0;
