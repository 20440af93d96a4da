/**
 * A long run, then many short ones: memory and speed have to stay as they were.
 *
 *   node tests/reliability/soak.mjs [--epochs 200] [--cycles 200]
 *
 * Model 0 on 1,000 pictures; then start, stop and another model again and again. Fails if the
 * page's JavaScript heap grows by more than 5% and 1 MB, if a worker is left over, or if the last
 * tenth of the epochs is more than 5% slower than the first (medians).
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../../tools/options.mjs';
import { button, engineReady, openLab } from '../web/browser/page.mjs';
import { keptWork } from './work_file.mjs';

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '200' },
    cycles: { type: 'string', default: '200' },
  },
});
const epochs = wholeNumber(values, 'epochs');
const cycles = wholeNumber(values, 'cycles');

const lab = await openLab({ hash: `#model=model-0&epochs=${epochs}&pictures=1000&test=100` });
const { page, seen } = lab;
const session = await page.context().newCDPSession(page);

/** Bytes of the page's JavaScript heap after a full collection. */
async function heap() {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

const reached = (epoch) =>
  page.waitForFunction(
    (least) =>
      Number(/^Epoch (\d+) /.exec(document.querySelector('.status').textContent)?.[1]) >= least,
    epoch,
    { timeout: 600_000 },
  );
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const grown = (before, after) => after - before > Math.max(0.05 * before, 2 ** 20);

try {
  await engineReady(page);
  const workers = page.workers().length;
  await button(page, 'Train').click();
  const tenth = Math.ceil(epochs / 10);
  await reached(tenth);
  const early = await heap();
  await reached(epochs);
  await button(page, 'Train').waitFor();
  const late = await heap();

  // The run's own clock, as the kept work has it: pauses and drawing are not in it.
  await page.waitForTimeout(2000);
  const ends = (await keptWork(page)).header.run.epochs.map(({ seconds }) => seconds);
  const took = ends.map((end, i) => end - (ends[i - 1] ?? 0));
  const slower = median(took.slice(-tenth)) / median(took.slice(1, tenth + 1));

  let afterCycles = 0;
  let beforeCycles = 0;
  for (let cycle = 0; cycle < cycles; ++cycle) {
    await button(page, cycle % 2 ? 'Model 0' : 'Model 1').click();
    await button(page, 'Train').click();
    await button(page, 'Stop').click();
    await button(page, 'Train').waitFor();
    // The lists of runs and of edits are full by then.
    if (cycle === Math.floor(cycles / 2)) beforeCycles = await heap();
  }
  await page.waitForTimeout(2000);
  afterCycles = await heap();
  console.log(
    JSON.stringify({
      epochs,
      cycles,
      heap_after_first_tenth: early,
      heap_at_the_end: late,
      heap_after_half_of_the_cycles: beforeCycles,
      heap_after_all_cycles: afterCycles,
      last_tenth_to_first: Number(slower.toFixed(3)),
      workers_before: workers,
      workers_after: page.workers().length,
    }),
  );
  assert.ok(!grown(early, late), 'the heap grew during the run');
  assert.ok(!grown(beforeCycles, afterCycles), 'the heap grew over the cycles');
  assert.ok(page.workers().length <= workers + 1, 'a worker was left over');
  assert.ok(slower <= 1.05, 'the last epochs were slower than the first');
  assert.deepEqual(seen.errors, []);
} finally {
  await lab.close();
}
