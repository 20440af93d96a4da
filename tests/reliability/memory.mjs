/**
 * The memory of the whole browser, all its processes, while the page trains; then many runs, and many
 * reloads.
 *
 *   node tests/reliability/memory.mjs [--limit 700] [--epochs 3] [--runs 30] [--reloads 20]
 *
 * Model 1 on 1,000 pictures, in a browser that gets `limit` MB in all: as root on Linux its control
 * group holds it to them, elsewhere the peak of what its processes have is held against them. Then
 * runs of one epoch, one after another, and reloads with a run in each. Fails if the system ends a
 * process for lack of memory or the page crashes, if the peak is above the limit, or if the browser has
 * 10% more in the last quarter of the runs or the reloads than in the second (medians: caches fill at
 * first, and what is about to be collected comes and goes).
 *
 * `own` is memory that belongs to these processes alone (private and shared pages, each counted once);
 * `whole` also has the program's own files, which the system drops and reads again as it likes.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median } from '../../tools/median.mjs';
import { wholeNumber } from '../../tools/options/numbers.mjs';
import { eventually, serve } from '../web/browser/page.mjs';
import { openDevTools } from './devtools.mjs';
import { memoryGroup } from './memory_group.mjs';

const { values } = parseArgs({
  options: {
    limit: { type: 'string', default: '700' },
    epochs: { type: 'string', default: '3' },
    runs: { type: 'string', default: '30' },
    reloads: { type: 'string', default: '20' },
  },
});
const limit = wholeNumber(values, 'limit');
const epochs = wholeNumber(values, 'epochs');
const runs = wholeNumber(values, 'runs', 0);
const reloads = wholeNumber(values, 'reloads', 0);

const group = memoryGroup(limit * 2 ** 20);
const profile = mkdtempSync(path.join(tmpdir(), 'cnn-lab-memory-'));
const server = await serve(() => null);
const browser = await openDevTools(profile, group?.through);

/** Megabytes of all processes of the browser together. */
async function memory() {
  const sum = { own: 0, whole: 0 };
  for (const pid of await browser.processes()) {
    let text;
    try {
      text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    } catch {
      continue; // Gone meanwhile.
    }
    const of = (name) =>
      Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1024;
    sum.whole += of('Pss');
    sum.own += of('Pss_Anon') + of('Pss_Shmem');
  }
  return { own: Math.round(sum.own), whole: Math.round(sum.whole) };
}

const peak = { own: 0, whole: 0 };
let looking = true;
const looked = (async () => {
  while (looking) {
    const now = await memory();
    for (const name of ['own', 'whole']) peak[name] = Math.max(peak[name], now[name]);
    await sleep(400);
  }
})();

/** The least of a few looks: what is about to be collected is not counted. */
async function settled() {
  let least = Infinity;
  for (let look = 0; look < 5; ++look) {
    await sleep(400);
    least = Math.min(least, (await memory()).own);
  }
  return least;
}

const address = `${server.url}#model=model-1&epochs=${epochs}&pictures=1000&test=500`;
const errors = [];

try {
  const page = await browser.openTab(address, (error) => errors.push(error));
  const until = (what, holds) =>
    eventually(async () => {
      assert.deepEqual(errors, []);
      assert.ok(await page.evaluate(holds), what);
    }, 120_000);
  const engineReady = () =>
    until(
      'the engine is ready',
      `/thread/.test(document.querySelector('.chip summary')?.innerText)`,
    );
  const find = (name) =>
    `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === '${name}')`;
  const train = async () => {
    await page.evaluate(`${find('Train')}.click()`);
    await until('training has begun', `!!${find('Pause')}`);
  };
  const trainToEnd = async () => {
    await train();
    await until('training has ended', `!!${find('Train')}`);
    return page.evaluate(`document.querySelector('.status').textContent`);
  };
  await engineReady();
  const trained = await trainToEnd();
  console.log(JSON.stringify({ limit, held: group !== null, trained, peak_mb: { ...peak } }));

  await page.evaluate(
    `[...document.querySelectorAll('label')].find((one) => /^Epochs/.test(one.innerText)).control.focus()`,
  );
  await page.enter('1');
  const afterRuns = [];
  for (let run = 0; run < runs; ++run) {
    assert.match(await trainToEnd(), /^Epoch 1 of 1/);
    afterRuns.push(await settled());
  }
  console.log(JSON.stringify({ own_mb_after_runs: afterRuns, peak_mb: { ...peak } }));

  const afterReloads = [];
  for (let reload = 0; reload < reloads; ++reload) {
    await page.evaluate('window.isBefore = true');
    await page.reload();
    await until('the page is loaded again', '!window.isBefore');
    await engineReady();
    await train();
    await sleep(1500);
    afterReloads.push(await settled());
  }
  const killed = group ? group.outOfMemory() : null;
  console.log(JSON.stringify({ own_mb_after_reloads: afterReloads, peak_mb: peak, killed }));
  assert.deepEqual(errors, []);
  assert.ok(!killed, 'the system ended a process for lack of memory');
  assert.ok(peak.own <= limit, `the peak was ${peak.own} MB`);
  for (const [what, list] of Object.entries({ afterRuns, afterReloads })) {
    const quarter = list.length >> 2;
    if (quarter === 0) continue;
    const [second, last] = [list.slice(quarter, 2 * quarter), list.slice(-quarter)].map(median);
    assert.ok(last <= 1.1 * second, `${what}: ${second} MB, then ${last} MB`);
  }
} finally {
  looking = false;
  await looked;
  await browser.close();
  server.close();
  await group?.end();
  rmSync(profile, { recursive: true, force: true });
}
