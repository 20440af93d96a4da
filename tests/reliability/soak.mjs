/**
 * A long run, then many short ones: memory and speed have to stay as they were.
 *
 *   node tests/reliability/soak.mjs [--epochs 200] [--cycles 200]
 *
 * Model 0 on 1,000 pictures; then start, stop and another model again and again. Fails if the
 * engine's WebAssembly memory is larger at the run's end than in its middle, or has 1% more of it in
 * use than after the second epoch (its history grows, and each saved copy with it); if more is in use
 * after the second half of the cycles; if the page's JavaScript heap grows by more than 5% in the
 * second half of either (curves, records and the browser's compiled code are in it); if a worker is
 * left over; or if the last tenth of the epochs is more than 5% slower than the first (medians).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../../tools/median.mjs';
import { wholeNumber } from '../../tools/options/numbers.mjs';
import { button, dist, engineReady, epochReached, openLab } from '../web/browser/page.mjs';
import { keptWork } from './work_file.mjs';

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '200' },
    cycles: { type: 'string', default: '200' },
  },
});
const epochs = wholeNumber(values, 'epochs');
const cycles = wholeNumber(values, 'cycles');

/** The engine's script with a way in: the session that trains is left where the test finds it. */
function withWayIn(script) {
  const wrapped = script.replace(
    /define\(\[\], function\(\) \{ return (\w+); \}\);/,
    `{
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class extends Memory {
      constructor(limits) {
        super(limits);
        self.engineMemory = this;
      }
    };
    define([], () => async (...options) => {
      const module = await $1(...options);
      const { advance } = module.Session.prototype;
      module.Session.prototype.advance = function (batches) {
        self.trainingSession = this;
        return advance.call(this, batches);
      };
      return module;
    });
  }`,
  );
  assert.notEqual(wrapped, script);
  return wrapped;
}
const lab = await openLab({
  hash: `#model=model-0&epochs=${epochs}&pictures=1000&test=100`,
  override: (file) =>
    file.endsWith('/cnnlab.js')
      ? { type: 'text/javascript', body: withWayIn(readFileSync(path.join(dist, file), 'utf8')) }
      : null,
});
const { page, seen } = lab;
const session = await page.context().newCDPSession(page);

/** Bytes of the page's JavaScript heap after a full collection. */
async function heap() {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Bytes of the engine's WebAssembly memory: the whole of it, and what is in use. */
async function engineBytes() {
  // Its helpers, asleep in WebAssembly between their tasks, would not answer.
  const engine = page.workers().find((worker) => /\/worker-[^/]*\.js$/.test(worker.url()));
  return engine.evaluate(() => ({
    whole: self.engineMemory.buffer.byteLength,
    used: self.trainingSession.memory().value,
  }));
}

const grown = (before, after) => after > 1.05 * before;

try {
  await engineReady(page);
  const workers = page.workers().length;
  await button(page, 'Train').click();
  const tenth = Math.ceil(epochs / 10);
  await epochReached(page, 2, 600_000);
  const engineEarly = await engineBytes();
  await epochReached(page, tenth, 600_000);
  const early = await heap();
  await epochReached(page, Math.ceil(epochs / 2), 600_000);
  const middle = await heap();
  const engineMiddle = await engineBytes();
  await epochReached(page, epochs, 600_000);
  await button(page, 'Train').waitFor();
  const late = await heap();
  const engineLate = await engineBytes();

  // The run's own clock, as the kept work has it: pauses and drawing are not in it.
  await page.waitForTimeout(2000);
  const ends = (await keptWork(page)).header.run.epochs.map(({ seconds }) => seconds);
  const took = ends.map((end, i) => end - (ends[i - 1] ?? 0));
  const slower = median(took.slice(-tenth)) / median(took.slice(1, tenth + 1));

  let beforeCycles = 0;
  let engineBeforeCycles;
  for (let cycle = 0; cycle < cycles; ++cycle) {
    await button(page, cycle % 2 ? 'Model 0' : 'Model 1').click();
    await button(page, 'Train').click();
    await button(page, 'Stop').click();
    await button(page, 'Train').waitFor();
    // The lists of runs and of edits are full by then.
    if (cycle !== Math.floor(cycles / 2)) continue;
    beforeCycles = await heap();
    engineBeforeCycles = await engineBytes();
  }
  await page.waitForTimeout(2000);
  const afterCycles = await heap();
  const engineAfterCycles = await engineBytes();
  console.log(
    JSON.stringify({
      epochs,
      cycles,
      engine_after_second_epoch: engineEarly,
      engine_in_the_middle: engineMiddle,
      engine_at_the_end: engineLate,
      engine_after_half_of_the_cycles: engineBeforeCycles,
      engine_after_all_cycles: engineAfterCycles,
      heap_after_first_tenth: early,
      heap_in_the_middle: middle,
      heap_at_the_end: late,
      heap_after_half_of_the_cycles: beforeCycles,
      heap_after_all_cycles: afterCycles,
      last_tenth_to_first: Number(slower.toFixed(3)),
      workers_before: workers,
      workers_after: page.workers().length,
    }),
  );
  assert.equal(engineLate.whole, engineMiddle.whole, "the engine's memory grew during the run");
  assert.ok(engineLate.used < 1.01 * engineEarly.used, 'the engine used more during the run');
  assert.deepEqual(engineAfterCycles, engineBeforeCycles, 'the engine took more over the cycles');
  assert.ok(!grown(middle, late), 'the heap grew during the run');
  assert.ok(!grown(beforeCycles, afterCycles), 'the heap grew over the cycles');
  assert.ok(page.workers().length <= workers + 1, 'a worker was left over');
  assert.ok(slower <= 1.05, 'the last epochs were slower than the first');
  assert.deepEqual(seen.errors, []);
} finally {
  await lab.close();
}
