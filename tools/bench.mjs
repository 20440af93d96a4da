/** `./lab bench`: our training step beside its peers', in one run. See `usage`. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { openChromium } from '../tests/bench/engines/chromium.mjs';
import { openLines } from '../tests/bench/engines/lines.mjs';
import { printKinds } from '../tests/bench/layer_kinds.mjs';
import { measureMemory, printAugmentation, printLayers } from '../tests/bench/tables.mjs';
import { median } from './median.mjs';
import { readOptions, usage } from './options/bench.mjs';
import { pack } from './options/needed.mjs';
import { runCommand } from './options/words.mjs';

const root = path.resolve(import.meta.dirname, '..');
const engines = path.join(root, 'tests/bench/engines');
/** Builds that the page knows, the one that it likes best first. */
const builds = ['relaxed-simd-threads', 'simd-threads', 'simd'];
const nativePresets = ['native', 'native-fma'];

/** An engine behind a process that speaks lines. */
function lineEngine(name, threads, command, words, environment) {
  const { ask, close } = openLines(command, words, environment);
  return { name, threads, ask, close };
}

/** Adds every engine that is built or asked for, at so many threads, to `opened`. */
async function openEngines(opened, browser, against, threads) {
  for (const build of builds) {
    if (!existsSync(path.join(root, 'web/public/engine', build, 'cnnlab.wasm'))) continue;
    if (build === 'simd' && threads > 1) continue;
    opened.push(await browser.open(build, threads));
  }
  for (const preset of nativePresets) {
    const native = path.join(root, '.build', preset, 'cnnlab');
    if (!existsSync(native)) continue;
    const words = ['steps', '--data', pack, '--threads', String(threads)];
    opened.push(lineEngine(`cnnlab-${preset}`, threads, native, words));
  }
  if (against.includes('pytorch')) {
    for (const layout of ['nchw', 'channels_last']) {
      const words = [path.join(engines, 'pytorch_step.py'), layout, String(threads)];
      const limits = { OMP_NUM_THREADS: String(threads) };
      opened.push(lineEngine(`pytorch-${layout}`, threads, '/usr/bin/python3', words, limits));
    }
  }
  if (against.includes('tfjs')) {
    const words = [path.join(engines, 'tfjs_step.mjs'), 'wasm', String(threads)];
    opened.push(lineEngine('tfjs-wasm', threads, process.execPath, words));
  }
}

/** Real Keras, one layer at a time; null where it is not installed. */
function openKeras(threads) {
  const python = process.env.CNNLAB_KERAS_PYTHON ?? path.join(root, '.cache/real-keras/bin/python');
  if (!existsSync(python)) return null;
  return lineEngine('keras', threads, python, [path.join(engines, 'keras_layer.py'), String(threads)]); // prettier-ignore
}

/**
 * Images per second of every engine, the median of `repeats` turns. `work(count)` is what to ask
 * for: `count` steps or pictures; `pictures(count)` how many pictures that is.
 */
async function measure(opened, about, work, pictures, most, repeats, seconds) {
  const runs = [];
  for (const engine of opened) {
    // A slow engine takes a minute for its first tries: whoever waits should know for whom.
    console.error(`  trying ${engine.name} ...`);
    // First tries warm up and tell how many fit into a measurement.
    const tries = [await engine.ask(work(1)), await engine.ask(work(1))];
    const first = Math.min(...tries.map((answer) => answer.seconds));
    const count = Math.max(1, Math.min(most, Math.round(seconds / first)));
    runs.push({ engine, count, rates: [] });
  }
  for (let repeat = 0; repeat < repeats; ++repeat) {
    console.error(`  measuring, ${repeat + 1} of ${repeats} ...`);
    for (const { engine, count, rates } of runs) {
      rates.push(pictures(count) / (await engine.ask(work(count))).seconds);
    }
  }
  return runs.map(({ engine, rates }) => ({
    engine: engine.name,
    ...about,
    threads: engine.threads,
    images_per_second: Number(median(rates).toFixed(1)),
    slowest: Number(Math.min(...rates).toFixed(1)),
    fastest: Number(Math.max(...rates).toFixed(1)),
  }));
}

function print(title, rows) {
  const peers = rows.filter(({ engine }) => !engine.startsWith('cnnlab'));
  const best = peers.reduce((a, b) => (a.images_per_second >= b.images_per_second ? a : b), {
    images_per_second: 0,
  });
  console.log(`\n${title}`);
  for (const row of rows) {
    const ratio = best.engine ? (row.images_per_second / best.images_per_second).toFixed(2) : '';
    console.log(
      `  ${row.engine.padEnd(40)}${row.images_per_second.toFixed(1).padStart(8)} pictures/s` +
        `  (${row.slowest} to ${row.fastest})${ratio && `  ${ratio} x ${best.engine}`}`,
    );
  }
}

/** Everything about one model and batch with the engines of one number of threads. */
async function measureCase(opened, name, model, batch, values) {
  const about = { model: name, batch };
  const { repeats, seconds } = values;
  const { threads } = opened[0];
  const place = `${name}, batch ${batch}, ${threads} thread${threads > 1 ? 's' : ''}`;
  const results = await measure(
    opened,
    about,
    (steps) => ({ model, batch, steps }),
    (steps) => steps * batch,
    500,
    repeats,
    seconds,
  );
  print(place, results);
  if (values.evaluation && batch === 32) {
    const able = opened.filter((engine) => !engine.name.startsWith('tfjs'));
    const pictures = (count) => Math.min(500, 32 * count);
    const forward = await measure(
      able,
      { ...about, pass: 'forward' },
      (count) => ({ model, batch, evaluate: pictures(count) }),
      pictures,
      16,
      repeats,
      seconds,
    );
    print(`${place}, forward only`, forward);
    results.push(...forward);
  }
  const [favourite] = opened;
  if (values.layers) await printLayers(favourite, model, place, batch);
  if (values.augmentation) await printAugmentation(favourite, model, place, batch);
  return results;
}

async function main() {
  const values = readOptions(process.argv.slice(2));
  if (values.help) return console.log(usage);
  const browser = await openChromium();
  const results = [];
  const memory = [];
  const kinds = [];
  const opened = [];
  const closeEngines = () => Promise.all(opened.splice(0).map((engine) => engine.close()));
  try {
    for (const threads of values.threads) {
      await openEngines(opened, browser, values.against, threads);
      for (const name of values.models) {
        const file = path.join(root, 'assets/presets', `${name}.json`);
        const model = JSON.parse(await readFile(file, 'utf8'));
        for (const batch of values.batches) {
          results.push(...(await measureCase(opened, name, model, batch, values)));
          if (values.memory) {
            memory.push(await measureMemory(browser, builds[0], threads, name, model, batch));
          }
        }
      }
      if (values.layers) {
        const keras = openKeras(threads);
        const [batch] = values.batches;
        const about = { repeats: values.repeats, only: values.kinds };
        kinds.push(...(await printKinds(opened[0], keras, batch, about)));
        keras?.close();
      }
      await closeEngines();
    }
  } finally {
    await closeEngines();
    await browser.close();
  }
  if (values.json) {
    const machine = { processor: cpus()[0].model, cores: cpus().length };
    const about = { date: new Date().toISOString(), ...machine, chromium: browser.version };
    await writeFile(
      values.json,
      `${JSON.stringify({ ...about, results, memory, kinds }, null, 2)}\n`,
    );
  }
}

await runCommand(main);
