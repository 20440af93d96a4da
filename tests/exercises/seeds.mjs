/** Right answers over many seeds, trained for real and judged by the page's own checks. See `usage`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadEngine, valueOf } from '../../tools/engine.mjs';
import { nativeEpochs } from '../../tools/native.mjs';
import { wholeNumber } from '../../tools/options/numbers.mjs';
import { pageCode } from '../../tools/page_code.mjs';
import { addPictures } from '../../tools/pictures.mjs';
import { replay } from '../../tools/replay.mjs';

const root = path.resolve(import.meta.dirname, '../..');

const usage = `node tests/exercises/seeds.mjs [options]: trains the answer of each exercise, and the network it is
compared with, as the exercise sets them up, and asks the page's own checks.

  --exercise N  1, 2 or 3, or several, as 1,2 (default: 1,2,3)
  --from N      first seed (default 1)
  --seeds N     how many (default 20)
  --epochs N    instead of the exercise's own
  --images N    training pictures, instead of the exercise's own
  --threads N   (default 2)
  --build B     simd-threads, relaxed-simd-threads (default), or native-fma, which comes to the
                same bits sooner (./lab build native-fma)

A JSON line for each seed, then one line for each exercise; fails if a starter passes, or if more
than one right answer in twenty is failed. A check that is "close" counts as passed, as on the page.`;

const options = {
  exercise: { type: 'string', default: '1,2,3' },
  from: { type: 'string', default: '1' },
  seeds: { type: 'string', default: '20' },
  epochs: { type: 'string' },
  images: { type: 'string' },
  threads: { type: 'string', default: '2' },
  build: { type: 'string', default: 'relaxed-simd-threads' },
  help: { type: 'boolean', default: false },
};

/** Checks that look at another run beside the answer's. */
const comparing = ['gap', 'test_accuracy'];

/** `train`, not asked again for what is `known` already: a run of fewer epochs is its beginning. */
function remembered(known, train) {
  return async ({ model, settings: { epochs, ...others } }) => {
    const key = JSON.stringify([model.layers, others]);
    if (!(known.get(key)?.length >= epochs))
      known.set(key, await train({ model, settings: { ...others, epochs } }));
    return known.get(key).slice(0, epochs);
  };
}

/** The run of a model as the page records it. */
const trained = async (train, id, model, settings) => ({
  id,
  model,
  settings,
  epochs: await train({ model, settings }),
  probabilities: [],
});

async function judgeSeed({ session, train }, exercise, settings, page) {
  const { exercises, result, outcome, structure } = page;
  const { baselineModel, checkResult, findAttempt } = result;
  const answer = exercises.answers[exercise.exercise];
  const starter = exercises.starterOf(exercise);
  const passes = (model) => {
    const summary = valueOf(session.summary(JSON.stringify(model)));
    return exercise.structure.every(
      (check) => structure.checkStructure(check, model, summary).state === 'passed',
    );
  };
  const records = [await trained(train, 1, answer, settings)];
  const half = { ...settings, epochs: Math.ceil(settings.epochs / 2) };
  records.unshift(await trained(train, 2, answer, half));
  if (exercise.result.some(({ check }) => comparing.includes(check)))
    records.unshift(await trained(train, 3, baselineModel(exercise, answer), settings));
  const attempt = findAttempt(exercise, records);
  const outcomes = exercise.result.map((check) => checkResult(check, attempt, records));
  return {
    starterFails: !passes(starter),
    passed: passes(answer) && outcomes.every(outcome.isPassed),
    outcomes: outcomes.map(({ check, state, yours, target }) => ({ check, state, yours, target })),
    runs: records.map(({ model, epochs }) => {
      const { epoch, accuracy, test_accuracy } = epochs.at(-1);
      return { model: model.name, epochs: epoch, training: accuracy, test: test_accuracy };
    }),
  };
}

async function main() {
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const page = {
    exercises: await pageCode('exercises/exercise'),
    result: await pageCode('exercises/result'),
    structure: await pageCode('exercises/structure'),
    outcome: await pageCode('exercises/outcome'),
    settings: await pageCode('model/settings'),
  };
  const chosen = values.exercise.split(',').map((number) => {
    const found = Object.values(page.exercises.exercises).find(
      ({ exercise }) => exercise === `exercise-${number}`,
    );
    if (!found) throw new Error(`--exercise ${values.exercise}: give 1, 2, 3 or several, as 1,2.`);
    return found;
  });
  const [from, seeds, threads] = ['from', 'seeds', 'threads'].map((n) => wholeNumber(values, n));
  const isNative = values.build === 'native-fma';
  const { module, close } = await loadEngine(isNative ? 'simd' : values.build, threads);
  const pack = path.join(root, 'web/public/cifar10');
  await readFile(path.join(pack, 'manifest.json')).catch(() => {
    throw new Error('The pictures are missing: run ./lab data first.');
  });
  // The longest first: what it trains may hold the beginning that another asks for.
  chosen.sort((one, other) => other.settings.epochs - one.settings.epochs);
  const known = new Map();
  const prepared = [];
  for (const exercise of chosen) {
    const base = { ...page.settings.defaultSettings, ...exercise.settings };
    if (values.epochs) base.epochs = wholeNumber(values, 'epochs');
    if (values.images) base.training_pictures = wholeNumber(values, 'images', 10);
    const session = new module.Session(isNative ? 1 : threads);
    if (!isNative) await addPictures(session, pack, base);
    const train = remembered(known, (run) =>
      isNative
        ? nativeEpochs(values.build, run, { data: pack, threads })
        : replay(session, run).epochs,
    );
    prepared.push({ exercise, base, session, train, failed: 0 });
  }
  for (let seed = from; seed < from + seeds; ++seed) {
    for (const one of prepared) {
      const { exercise, base } = one;
      const judged = await judgeSeed(one, exercise, { ...base, seed }, page);
      console.log(JSON.stringify({ exercise: exercise.exercise, seed, ...judged }));
      if (!judged.starterFails) process.exitCode = 1;
      if (!judged.passed) ++one.failed;
    }
  }
  for (const { exercise, base, session, failed } of prepared) {
    const { epochs, training_pictures: pictures, test_pictures: test } = base;
    console.log(
      `${exercise.exercise}: ${failed} of ${seeds} right answers failed (${epochs} epochs, ${pictures} pictures, ${test} test pictures)`,
    );
    if (failed > seeds / 20) process.exitCode = 1;
    session.delete();
  }
  close();
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
