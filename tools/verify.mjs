/** `./lab verify RECORD…`: does the runs of completion records again. See `usage`. */
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pageCode } from './page_code.mjs';
import { readManifest, sha256 } from './pack.mjs';
import { durationText, endProgress, progress } from './progress.mjs';
import { duplicatesOf, gradesCsv } from './verify/grades.mjs';
import { readHandIns } from './verify/hand_ins.mjs';
import { judgeRecord, printable } from './verify/judge.mjs';
import { keptRuns } from './verify/kept.mjs';
import { readLink, UsageError } from './verify/link.mjs';
import { verifyRuns } from './verify/runs.mjs';

const root = path.resolve(import.meta.dirname, '..');

const usage = `./lab verify RECORD|FOLDER... [--csv FILE]: does the runs of completion records again, on the same
engine.

A run that gives the same numbers to the last bit is confirmed; any other is refuted, at the first
epoch that differs. The record says of each run with which arithmetic it was done (fused or separate
multiply-add) and by which version of the engine: a run that cannot be judged here, because this
machine lacks the arithmetic or this engine is another version, is not verified. Answers are held
against the lesson, predictions and exercises against the confirmed runs alone: what none of them shows
is said not to be shown, whatever the record claims.

Of a folder, every .json in it and below is read. Runs are done on all cores, the same run once, and
what has been done is kept, so that a second call has only new ones to do.

A record that a server or a shell has written again is the same record: the order of its keys, spaces,
the spelling of numbers, UTF-8 or UTF-16 and a byte order mark make no difference.

  --csv FILE      one row for each record and exercise: file, name, date, exercise, passed (yes, no,
                  not verified, unreadable, missing), why, duplicates (what other records share)
  --link ADDRESS  the link that the class was given: a run that goes beyond it (more epochs or
                  pictures, other settings or another network where it keeps them fixed; another
                  seed than the learner's name and the assignment's key give) is not done again,
                  and shows nothing
  --run N         of one record, only the run at this place, from 1; the others show nothing
  --kept FOLDER   where what has been done is kept (default .cache/verified)
  --data FOLDER   the pack (default: CIFAR-10, as ./lab data writes it)
  --help, -h      this text

Exit codes: 0 all of every record is confirmed and shown; otherwise the first of these that is so:
1 something is refuted; 3 a file is unreadable or no record; 4 a file is missing, or a folder has no
record; 2 something is not verified or not shown. 64: the command was typed wrong.`;

function readOptions() {
  let given;
  try {
    given = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        csv: { type: 'string' },
        link: { type: 'string' },
        run: { type: 'string' },
        data: { type: 'string', default: path.join(root, 'web/public/cifar10') },
        kept: { type: 'string', default: path.join(root, '.cache/verified') },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${error.message} See ./lab verify --help.`, { cause: error });
  }
  const { values, positionals } = given;
  if (!values.help && positionals.length === 0)
    throw new UsageError('Give a record or a folder of them: ./lab verify record.json');
  const run = values.run === undefined ? null : Number(values.run);
  if (run !== null && !(Number.isSafeInteger(run) && run > 0))
    throw new UsageError(`--run ${values.run}: give the place of a run, a whole number from 1 up.`);
  return { ...values, run, places: positionals };
}

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
  new Error(`--csv ${file} cannot be written: ${error.message}.`, { cause: error });

async function mustBeWritable(file) {
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) throw new UsageError(`--csv ${file} is a folder: give a file.`);
  const unfinished = `${file}.unfinished`;
  try {
    await writeFile(unfinished, '');
    await rm(unfinished);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** Writes a file whole, or leaves what was there. */
async function writeWhole(file, text) {
  const unfinished = `${file}.unfinished`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
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
  const options = readOptions();
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
  const duplicates = duplicatesOf(handIns, page.canonicalJson);
  const results = handIns.map((handIn, i) => ({
    handIn,
    duplicates: duplicates[i],
    judged: handIn.record ? judgeRecord(handIn, verdicts.get(handIn.record), page) : null,
    attempted: handIn.record ? attemptedIn(handIn.record, page) : null,
  }));
  for (const { handIn, judged, duplicates: alike } of results) {
    if (handIns.length > 1 && judged)
      console.log(`\n${handIn.file}, ${printable(handIn.record.learner) || 'no name'}:`);
    for (const line of judged?.lines ?? []) console.log(line);
    if (alike) console.log(`duplicate: ${alike}`);
    if (!judged) console.error(`${handIn.state}: ${handIn.file}: ${handIn.why}`);
  }
  if (options.csv) {
    await writeWhole(options.csv, gradesCsv(results, exercisesOf(results, link)));
    console.error(`Wrote ${options.csv}.`);
  }
  process.exitCode = exitCodeOf(results);
}

main().catch((error) => {
  endProgress();
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? 64 : 70;
});
