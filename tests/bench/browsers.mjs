/**
 * A training step of the same build in several browsers, side by side in one run. See `usage`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../../tools/median.mjs';
import { openBrowser } from '../engines/browsers/open_browser.mjs';
import { secondsOfDescendants } from './processor_time.mjs';
import { startServer } from './engines/chromium.mjs';

const usage = `node tests/bench/browsers.mjs [options]: pictures a second of the same build in each browser.

  --cases C,...    BROWSER:BUILD:THREADS, with +OPTION=VALUE for each of JavaScriptCore's options
                   (default chromium:simd:1,firefox:simd:1,webkit:simd:1)
  --model M        a preset (default model-1)
  --batch N        (default 32)
  --repeats N      turns, of which the median counts (default 5)
  --steps N        steps in a turn (default 10)
  --warm N         steps before the first turn (default 30)
  --trace          also every tenth step of the first hundred, from the first one on

Browsers take turns, so that a machine that slows down slows all of them. Beside the pictures a second
stands what a picture costs in processor time, of all threads: other programs change that little.`;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: 'chromium:simd:1,firefox:simd:1,webkit:simd:1' },
    model: { type: 'string', default: 'model-1' },
    batch: { type: 'string', default: '32' },
    repeats: { type: 'string', default: '5' },
    steps: { type: 'string', default: '10' },
    warm: { type: 'string', default: '30' },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** What a page of the benchmark's server answers to a message for its worker. */
function askWorker(message) {
  return new Promise((done, fail) => {
    self.worker ??= new Worker('/page_worker.js');
    self.worker.onmessage = ({ data }) => (data.error ? fail(new Error(data.error)) : done(data));
    self.worker.onerror = (event) => fail(new Error(event.message));
    self.worker.postMessage(message);
  });
}

async function openCase(text, url) {
  const [words, ...given] = text.split('+');
  const [engine, build, threads] = words.split(':');
  const engineOptions = Object.fromEntries(given.map((one) => one.split('=')));
  if (engine === 'webkit' && build !== 'simd') engineOptions.useSharedArrayBuffer ??= 1;
  if (engine === 'webkit' && build.startsWith('relaxed')) engineOptions.useWasmRelaxedSIMD ??= 1;
  const browser = await openBrowser(engine, { engineOptions });
  await browser.open(url);
  const ask = (message) => browser.evaluate(askWorker, message);
  await ask({ build, threads: Number(threads) });
  return { name: text, browser, ask };
}

async function main() {
  if (values.help) return console.log(usage);
  const [batch, repeats, steps, warm] = ['batch', 'repeats', 'steps', 'warm'].map((name) =>
    Number(values[name]),
  );
  const preset = path.join(import.meta.dirname, `../../assets/presets/${values.model}.json`);
  const model = JSON.parse(readFileSync(preset, 'utf8'));
  const server = await startServer();
  const cases = [];
  try {
    for (const text of values.cases.split(',')) cases.push(await openCase(text, server.url));
    const rate = async ({ ask }, count) =>
      (batch * count) / (await ask({ model, batch, steps: count })).seconds;
    for (const one of cases) {
      one.rates = [];
      one.costs = [];
      if (values.trace) {
        const trace = [];
        for (let step = 0; step < 100; ++step) trace.push(await rate(one, 1));
        console.log(`${one.name}: ${trace.filter((_, i) => i % 10 === 0).map((x) => x.toFixed(0)).join(' ')}`); // prettier-ignore
      } else await rate(one, warm);
    }
    for (let repeat = 0; repeat < repeats; ++repeat)
      for (const one of cases) {
        const before = secondsOfDescendants();
        one.rates.push(await rate(one, steps));
        one.costs.push((1000 * (secondsOfDescendants() - before)) / (batch * steps));
      }
    for (const { name, browser, rates, costs } of cases)
      console.log(
        `${name.padEnd(44)}${median(rates).toFixed(0).padStart(6)} pictures/s  (${Math.min(...rates).toFixed(0)} to ${Math.max(...rates).toFixed(0)}), ${median(costs).toFixed(2)} ms of processor time each  ${browser.version}`,
      );
  } finally {
    for (const { browser } of cases) await browser.close();
    server.close();
  }
}

await main();
