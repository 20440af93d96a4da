/** `./lab verify RECORD`: does the runs of a completion record again. See `usage`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pageCode } from './page_code.mjs';
import { openEngines, verifyRun } from './verify_runs.mjs';

const root = path.resolve(import.meta.dirname, '..');

const usage = `./lab verify RECORD: does the runs of a completion record again, on the same engine.

A run that gives the same numbers to the last bit is confirmed; any other is refuted, and the exit
code is 1. The record says of each run with which arithmetic it was done (fused or separate multiply-
add) and by which version of the engine. A run that cannot be judged here, because this machine lacks
the arithmetic or this engine is another version, is not verified, and the exit code is 2 if nothing
was refuted. Takes as long as the runs took; --run N does one of them alone. Answers are held against
the lesson, predictions and exercises against the runs; what no run of the record shows is the
learner's own word, and said to be so.

A record that a server or a shell has written again is the same record: the order of its keys, spaces,
the spelling of numbers, UTF-8 or UTF-16 and a byte order mark make no difference.

  --run N        only the run at this place, from 1
  --data FOLDER  the pack (default: CIFAR-10, as ./lab data writes it)`;

/** Text of the learner's, without what would move a terminal's cursor. */
const printable = (text) => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();

const refutations = {
  question: 'the lesson has no such question',
  option: 'the question has no such option',
  verdict: 'what is said of how it came out does not follow from the option and the number',
};

/** Says what the answers are worth, and who says so: the lesson, the runs, or the learner alone. */
async function judgeAnswers({ answers, passed, reflections, runs }, refute) {
  const { judgeAnswer, passedBy } = await pageCode('record/judge');
  const { readQuestions } = await pageCode('../build/questions');
  const { page } = await pageCode('messages/en/page');
  const questions = readQuestions(path.join(root, 'assets/lesson/en'), page);
  const states = answers.map((answer) => {
    const judged = judgeAnswer(answer, questions, runs);
    if (judged.state === 'refuted')
      refute(`answer ${answer.place}, option ${answer.option + 1}: ${refutations[judged.why]}`);
    return judged.state;
  });
  const count = (state) => states.filter((one) => one === state).length;
  console.log(
    `answers: ${count('right')} right, ${count('wrong')} wrong; predictions: ${count('came')} came true, ` +
      `${count('differently')} came out differently, ${count('open')} open, ${count('unshown')} not shown by these runs`,
  );
  for (const stop of passed) {
    const by = stop.startsWith('exercise-') ? passedBy(stop, runs) : null;
    if (!stop.startsWith('exercise-')) refute(`${stop} is no exercise, and cannot be passed`);
    else if (by) console.log(`passed: ${stop}, by run ${by} of the record`);
    else console.log(`not shown: ${stop} is said to be passed, but no run of the record does it`);
  }
  for (const { exercise, text } of reflections)
    console.log(`written to ${exercise}: ${printable(text)}`);
}

async function main() {
  const { values, positionals } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      run: { type: 'string' },
      data: { type: 'string', default: path.join(root, 'web/public/cifar10') },
    },
    allowPositionals: true,
  });
  if (values.help) return console.log(usage);
  if (positionals.length !== 1) throw new Error('Give one record: ./lab verify record.json');
  const { readRecord } = await pageCode('record/record');
  let record, isSealed;
  try {
    ({ record, isSealed } = await readRecord(await readFile(positionals[0])));
  } catch (error) {
    const { tell } = await pageCode('messages/faults');
    const why = error.fault ? tell(error.fault) : error.message;
    throw new Error(`${positionals[0]} is no record: ${why}.`, { cause: error });
  }
  let refuted = 0;
  const refute = (what) => {
    refuted += 1;
    console.log(`refuted: ${what}`);
  };
  if (!isSealed) refute('the record has been changed since it was made');
  await judgeAnswers(record, refute);
  const { engineVersion } = await pageCode('../build/engine_version');
  const version = engineVersion(root);
  const engines = await openEngines();
  let unverified = 0;
  try {
    for (const [i, run] of record.runs.entries()) {
      if (values.run !== undefined && Number(values.run) !== i + 1) continue;
      const name = `run ${i + 1}, ${printable(run.model.name)}, ${run.epochs.length} epochs`;
      const options = { engines, version, data: values.data };
      const { state, text } = await verifyRun(run, record.build, options);
      if (state === 'refuted') refute(`${name}: ${text}`);
      else if (state === 'confirmed')
        console.log(
          `confirmed: ${name}, test accuracy ${run.epochs.at(-1)?.test_accuracy}, ${printable(text)}`,
        );
      else {
        unverified += 1;
        console.log(`not verified: ${name}: ${printable(text)}`);
      }
    }
  } finally {
    engines.close();
  }
  process.exitCode = refuted > 0 ? 1 : unverified > 0 ? 2 : 0;
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
