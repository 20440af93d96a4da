/**
 * Trains one run while killing it at random moments, goes on each time, and holds the end to the
 * bits of a run that nobody disturbed.
 *
 *   node tests/reliability/kills.mjs [--kills 50] [--between 9] [--seed 1]
 *
 * `--between`: at most so many seconds of training before each death. Kinds of death, in turn: the
 * engine's worker, the page's process, the whole browser (SIGKILL). Prints a line for each, and a
 * summary as JSON. Fails if a run does not go on, if more than ten seconds of training are lost, or
 * if the end differs.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../../tools/options/numbers.mjs';
import { pageCode } from '../../tools/page_code.mjs';
import { button, engineReady, epochOver, serve, shortManifest } from '../web/browser/page.mjs';
import { crashPage, killEngine, startBrowser } from './faults.mjs';
import { keptWork } from './work_file.mjs';

const mostSecondsLost = 10;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    between: { type: 'string', default: '9' },
    seed: { type: 'string', default: '1' },
  },
});
const kills = wholeNumber(values, 'kills');
const mostSecondsBetween = wholeNumber(values, 'between');
const { seeded } = await pageCode('base/seeded');
const random = seeded(wholeNumber(values, 'seed', 0));
// Model 2: its dropout would tell of a step done twice or left out.
// Long enough to be killed so often on a fast machine; should it end before, there are fewer kills.
const epochs = Math.ceil((7 / 9) * mostSecondsBetween * kills);
const hash = `#model=model-2&epochs=${epochs}&pictures=500&test=100&seed=${values.seed}`;

const manifest = JSON.stringify(shortManifest());
const server = await serve((pathname) =>
  pathname === '/cifar10/manifest.json' ? { type: 'application/json', body: manifest } : null,
);

/** The browser that runs at this moment: there is one at a time. */
let browser = null;

async function open(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(server.url + hash);
  await engineReady(page);
  return page;
}

async function finish(page) {
  await epochOver(page, epochs, epochs, 3_600_000);
  await button(page, 'Train').waitFor();
  for (;;) {
    const { header, digest } = await keptWork(page);
    if (header.run.ended === 'completed') return digest;
    await page.waitForTimeout(100);
  }
}

async function undisturbed(profile) {
  browser = await startBrowser(profile);
  const page = await open(browser.context);
  await button(page, 'Train').click();
  const digest = await finish(page);
  await browser.close();
  browser = null;
  return digest;
}

/** Trains on after a death; returns the seconds between the last save and the death. */
async function continueRun(page, died) {
  const { savedAt, run } = (await keptWork(page)).header;
  if (run.progress.phase === 'finished') return { isOver: true, lost: 0 };
  await page.getByRole('button', { name: /^Continue from epoch \d+$/ }).click();
  return { isOver: false, lost: (died - savedAt) / 1000 };
}

async function disturbed(profile) {
  browser = await startBrowser(profile);
  let page = await open(browser.context);
  await button(page, 'Train').click();
  const results = [];
  for (let kill = 0; kill < kills; ++kill) {
    const kind = ['worker', 'renderer', 'browser'][kill % 3];
    await button(page, 'Pause').waitFor();
    // Long enough that something new has been kept: the run has to come to an end some day.
    const before = (await keptWork(page))?.header.savedAt ?? 0;
    await page.waitForTimeout(500 + 1000 * mostSecondsBetween * random());
    let kept = await keptWork(page);
    while (!kept?.header.run.ended && !(kept?.header.savedAt > before)) {
      await page.waitForTimeout(200);
      kept = await keptWork(page);
    }
    if (kept.header.run.ended) break;
    const died = Date.now();
    let outcome = { isOver: false, lost: 0 };
    if (kind === 'worker') {
      const { header } = await keptWork(page);
      await killEngine(page);
      await page
        .locator('#lab')
        .getByText(/was started again/)
        .waitFor();
      outcome.lost = (died - header.savedAt) / 1000;
    } else {
      if (kind === 'renderer') {
        await crashPage(page);
        await page.close();
      } else {
        await browser.kill();
        browser = await startBrowser(profile);
      }
      page = await open(browser.context);
      outcome = await continueRun(page, died);
    }
    results.push({ kind, lost: outcome.lost });
    console.log(`${kill + 1}. ${kind}: ${outcome.lost.toFixed(1)} s lost`);
    assert.ok(outcome.lost <= mostSecondsLost, `${outcome.lost} s of training were lost`);
    if (outcome.isOver) break;
  }
  const digest = await finish(page);
  await browser.close();
  browser = null;
  return { digest, results };
}

const folder = mkdtempSync(path.join(tmpdir(), 'cnn-lab-kills-'));
try {
  const expected = await undisturbed(path.join(folder, 'quiet'));
  const { digest, results } = await disturbed(path.join(folder, 'killed'));
  assert.equal(digest, expected, 'the run that was killed ended with other bits');
  assert.ok(results.length > 0, 'the run ended before it could be killed');
  const lost = results.map((result) => result.lost);
  console.log(
    JSON.stringify({
      kills: results.length,
      resumed: results.length,
      most_seconds_lost: Number(Math.max(...lost).toFixed(1)),
      same_bits: true,
      state_sha256: digest,
    }),
  );
} finally {
  await browser?.kill();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
