/** `./lab verify RECORD…`: does the runs of completion records again. See `usage`. */
import path from 'node:path';
import { pageCode } from './page_code.mjs';
import { UsageError, runCommand } from './options/words.mjs';
import { readOptions, usage } from './options/verify.mjs';
import { readManifest, sha256 } from './pack.mjs';
import { durationText, endProgress, progress } from './progress.mjs';
import { duplicatesOf, gradesCsv } from './verify/grades.mjs';
import { readHandIns } from './verify/hand_ins.mjs';
import { judgeRecord, printable } from './verify/judge.mjs';
import { keptRuns } from './verify/kept.mjs';
import { readLink } from './verify/link.mjs';
import { verifyRuns } from './verify/runs.mjs';
import { mustTakeFiles, reasonOf, writeWhole } from './whole_file.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** What of the page's own code judges. */
async function loadPage() {
  const names = { record: 'record/record', judge: 'record/judge', faults: 'messages/faults', hash: 'address/hash', exercise: 'exercises/exercise', settings: 'model/settings', presets: 'model/presets', runDiff: 'state/run_diff', edit: 'model/edit', words: 'messages/en/exercises', seed: 'record/learner_seed' }; // prettier-ignore
  const page = {};
  for (const [name, module] of Object.entries(names)) page[name] = await pageCode(module);
  const { readQuestions } = await pageCode('../build/questions');
  const { page: words } = await pageCode('messages/en/page');
  const { canonicalJson } = await pageCode('record/canonical_json');
  const { arithmeticOf } = await pageCode('engine/arithmetic');
  const questions = readQuestions(path.join(root, 'assets/lesson/en'), words);
  return { ...page, questions, canonicalJson, arithmeticOf };
}

/** Says how far the training is, in shares of the work that is known of. */
function trainingProgress() {
  const start = performance.now();
  let work = 0;
  let done = 0;
  let told = 0;
  let left = 0;
  const tell = () => {
    const share = work > 0 ? done / work : 1;
    const percent = Math.floor(100 * share);
    const isMilestone = percent >= told + 10;
    if (isMilestone) told = percent;
    const seconds = ((performance.now() - start) / 1000) * (1 / share - 1);
    const time = share > 0.02 && share < 1 ? `, ${durationText(seconds)} to go` : '';
    progress(`  ${left} ${left === 1 ? 'run' : 'runs'} to do again, ${percent}%${time}`, isMilestone); // prettier-ignore
  };
  return {
    expect(more, runs) {
      work += more;
      left += runs;
      if (runs > 0) progress(`  ${left} ${left === 1 ? 'run' : 'runs'} to do again`, true);
    },
    advance(part) {
      done += part;
      tell();
    },
    finish(rest) {
      done += rest;
      left -= 1;
      if (left > 0) tell();
    },
  };
}

/** Verdicts on the runs of all records, each record's beside it. */
async function verdictsOn(records, { run: only, data, kept }, link, page) {
  const { engineVersion } = await pageCode('../build/engine_version');
  const manifest = await readManifest(data).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(`There are no pictures in ${data}: run ./lab data.`, { cause: error });
  });
  const pictures = sha256(Buffer.from(JSON.stringify(manifest.shards)));
  const seeds = new Map();
  for (const { record } of records) {
    const key = link?.assignment ?? record.assignment;
    if (key) seeds.set(record, await page.seed.learnerSeed(record.learner, key));
  }
  const judgedHere = (record, run, i) => {
    if (only !== null && only !== i + 1)
      return { state: 'not done', text: `only run ${only} was asked for` };
    if (run.data)
      return { state: 'not asked', text: `it is on data of the learner's own, “${printable(run.data.name)}”, which are not here` }; // prettier-ignore
    for (const split of ['training', 'test']) {
      const count = run.settings[`${split}_pictures`];
      if (count <= manifest[split]) continue;
      const has = `it has ${count} ${split} pictures`;
      return page.settings.isValid(`${split}_pictures`, count)
        ? { state: 'unverified', text: `${has}, and the data here have ${manifest[split]}` }
        : { state: 'refuted', text: `${has}, and no page trains with so many` };
    }
    const seed = seeds.get(record) ?? run.settings.seed;
    const beyond =
      run.settings.seed === seed
        ? link?.beyond(run)
        : `its seed is ${run.settings.seed}, and in this assignment that of ${printable(record.learner) || 'no name'} is ${seed}`;
    return beyond ? { state: 'not asked', text: beyond } : null;
  };
  const verdicts = new Map(records.map(({ record }) => [record, record.runs.map((run, i) => judgedHere(record, run, i))])); // prettier-ignore
  const asked = records.flatMap(({ record }) =>
    record.runs.flatMap((run, i) =>
      verdicts.get(record)[i] ? [] : [{ record, i, run, build: record.build }],
    ),
  );
  const context = { version: engineVersion(root), pictures, data, kept: keptRuns(kept), progress: trainingProgress(), page }; // prettier-ignore
  const found = await verifyRuns(asked, context);
  endProgress();
  for (const [k, { record, i }] of asked.entries()) verdicts.get(record)[i] = found[k];
  return verdicts;
}

/** The exercises that the table is about: the link's, or all that anyone claims or has a run of. */
function exercisesOf(results, link) {
  if (link?.exercise) return [link.exercise];
  const judged = results.filter((result) => result.judged);
  const names = new Set(judged.flatMap(({ judged: { outcomes } }) => [...outcomes.keys()]));
  return [...names].filter((name) =>
    judged.some(
      ({ handIn: { record }, attempted }) => record.passed.includes(name) || attempted.has(name),
    ),
  );
}

/** The exercises whose structure a run of the record has, whether it is confirmed or not. */
const attemptedIn = ({ runs }, { judge, exercise }) =>
  new Set(
    Object.keys(exercise.exercises).filter(
      (name) => judge.passedBy(name, runs) !== null || judge.missedBy(name, runs) !== null,
    ),
  );

const cannotWrite = (file, error) =>
  new Error(`--csv ${file} cannot be written: ${reasonOf(error)}.`, { cause: error });

async function mustBeWritable(file) {
  try {
    await mustTakeFiles(path.dirname(file), [path.basename(file)]);
  } catch (error) {
    if (error.code === 'EISDIR') throw new UsageError(`--csv ${file} is a folder: give a file.`, { cause: error }); // prettier-ignore
    throw cannotWrite(file, error);
  }
}

const exitCodeOf = (results) => {
  const some = (is) => results.some(is);
  if (some(({ judged }) => judged?.refuted.length > 0)) return 1;
  if (some(({ handIn }) => handIn.state === 'unreadable')) return 3;
  if (some(({ handIn }) => handIn.state === 'missing')) return 4;
  return some(({ judged }) => judged.unverified.length > 0) ? 2 : 0;
};

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(usage);
  const page = await loadPage();
  const link = options.link === undefined ? null : readLink(options.link, page);
  // Found out now, not after an hour of training.
  if (options.csv) await mustBeWritable(options.csv);
  const handIns = await readHandIns(options.places, page);
  const read = handIns.filter(({ state }) => state === 'read');
  if (options.run !== null) {
    if (handIns.length !== 1) throw new UsageError('--run wants one record alone.');
    const count = read[0]?.record.runs.length ?? options.run;
    if (options.run > count)
      throw new UsageError(`--run ${options.run}: the record has ${count === 1 ? '1 run' : `${count} runs`}.`); // prettier-ignore
  }
  const verdicts = await verdictsOn(read, options, link, page);
  const duplicates = duplicatesOf(handIns, page.canonicalJson, page.seed.plainName);
  const results = handIns.map((handIn, i) => ({
    handIn,
    duplicates: duplicates[i],
    judged: handIn.record ? judgeRecord(handIn, verdicts.get(handIn.record), page) : null,
    attempted: handIn.record ? attemptedIn(handIn.record, page) : null,
  }));
  for (const { handIn, judged, duplicates: alike } of results) {
    if (handIns.length > 1 && judged)
      console.log(`\n${printable(handIn.file)}, ${printable(handIn.record.learner) || 'no name'}:`);
    for (const line of judged?.lines ?? []) console.log(line);
    if (alike) console.log(`duplicate: ${printable(alike)}`);
    if (!judged)
      console.error(`${handIn.state}: ${printable(handIn.file)}: ${printable(handIn.why)}`);
  }
  if (options.csv) {
    await writeWhole(options.csv, gradesCsv(results, exercisesOf(results, link))).catch((error) => {
      throw cannotWrite(options.csv, error);
    });
    console.error(`Wrote ${options.csv}.`);
  }
  process.exitCode = exitCodeOf(results);
}

await runCommand(main, { failed: 70, before: endProgress });
