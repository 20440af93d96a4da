/** The small runs on which numbers of the lesson rest. See `usage`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadEngine, valueOf } from '../../tools/engine.mjs';
import { addPictures } from '../../tools/pictures.mjs';
import { epochsOf } from '../../tools/replay.mjs';

const root = path.resolve(import.meta.dirname, '../..');

const usage = `node tests/web/lesson_runs.mjs FOLDER [WORD...]: trains the runs that the lesson speaks of, of which
tests/web/unit/lesson/claims.test.ts asks whether what it says is so, each into a file of FOLDER, a
JSON line an epoch: what tests/web/unit/lesson/runs/ holds. With words, only those whose name has one
of them. A run takes a minute or two on two threads. The same run gives the same file again.`;

/** As many steps each: stop 5. And with dropout, where training is not what a test is: stop 6. */
const runs = [
  ...[[1000, 50], [5000, 10], [10_000, 5]].map(([pictures, epochs]) => ({ model: 'model-1', pictures, epochs, seed: 1, kernels: pictures === 5000 })), // prettier-ignore
  ...[1, 2].map((seed) => ({ model: 'model-2', pictures: 5000, epochs: 10, seed })),
];
/** Of the training pictures, examined after each epoch: as many as model/settings.ts has. */
const reexamined = 500;
const atOnce = 100;

function reexaminedAccuracy(session) {
  let right = 0;
  for (let first = 0; first < reexamined; first += atOnce) {
    const indices = Uint32Array.from({ length: atOnce }, (_, i) => first + i);
    const said = valueOf(session.predict('training', indices));
    const { labels } = valueOf(session.pictures('training', indices));
    labels.forEach((label, i) => {
      const row = said.subarray(10 * i, 10 * i + 10);
      if (row.indexOf(Math.max(...row)) === label) right += 1;
    });
  }
  return right / reexamined;
}

/** The kernels of the first layer, {3,3,3,O}, one after the other. */
function firstKernels(session) {
  const [{ shape, data }] = valueOf(session.weights());
  const filters = shape.at(-1);
  return Array.from({ length: filters }, (_, o) => data.filter((_, i) => i % filters === o));
}

function cosine(a, b) {
  const product = (x, y) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

/** Between each kernel and what it began as, the one in the middle: stop 3. */
function medianCosine(now, atFirst) {
  const all = now.map((kernel, i) => cosine(kernel, atFirst[i])).sort((a, b) => a - b);
  return (all[Math.floor((all.length - 1) / 2)] + all[Math.ceil((all.length - 1) / 2)]) / 2;
}

async function train({ model: preset, pictures, epochs, seed, kernels = false }) {
  const { module, close } = await loadEngine('relaxed-simd-threads', 2);
  const settings = { epochs, batch_size: 32, training_pictures: pictures, test_pictures: 2000, seed, learning_rate: 0.001 }; // prettier-ignore
  const session = new module.Session(2);
  await addPictures(session, path.join(root, 'web/public/cifar10'), settings);
  const model = JSON.parse(
    await readFile(path.join(root, `assets/presets/${preset}.json`), 'utf8'),
  );
  valueOf(session.start(JSON.stringify(model), JSON.stringify(settings)));
  const atFirst = firstKernels(session);
  const lines = [];
  // One after the other: the network is that of the epoch only until the next is asked for.
  for (const { record, session: now } of epochsOf(session, { model, settings }))
    lines.push(
      JSON.stringify({
        ...record,
        reexamined_accuracy: reexaminedAccuracy(now),
        ...(kernels && { first_kernels_cosine: medianCosine(firstKernels(now), atFirst) }),
      }),
    );
  close();
  return `${lines.join('\n')}\n`;
}

const [folder, ...words] = process.argv.slice(2);
if (!folder || folder.startsWith('-')) console.log(usage);
else {
  await mkdir(folder, { recursive: true });
  for (const run of runs) {
    const name = `${run.model}-${run.pictures}-pictures-seed-${run.seed}.jsonl`;
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
    await writeFile(path.join(folder, name), await train(run));
    console.log(name);
  }
}
