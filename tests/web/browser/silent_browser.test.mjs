/** What the page asks of the browser throws, is missing, or is answered late or never: no one waits. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { keptWork } from '../../reliability/work_file.mjs';
import {
  button,
  dist,
  engineReady,
  epochOver,
  epochReached,
  eventually,
  openLab,
} from './page.mjs';

const hash = '#model=model-0&epochs=2&pictures=500&test=500';

/** The built file of a worker, and the page's server with `prelude` in front of it. */
function workerWith(name, prelude) {
  const file = readdirSync(path.join(dist, 'assets')).find((f) => f.startsWith(`${name}-`));
  const script = readFileSync(path.join(dist, 'assets', file), 'utf8');
  return (pathname) =>
    pathname === `/assets/${file}`
      ? { type: 'text/javascript', body: `${prelude()}\n${script}` }
      : null;
}

/** Everything that comes within the worker's first five seconds is answered after them. */
const fiveSecondsLate = `{
  const until = Date.now() + 5000;
  let handler;
  Object.defineProperty(self, 'onmessage', { set: (given) => (handler = given) });
  self.addEventListener('message', (event) =>
    setTimeout(() => handler(event), Math.max(0, until - Date.now())),
  );
}`;

test('the storage worker’s file is missing: said, asked for now and then, and it trains', async (t) => {
  let asked = 0;
  const lab = await openLab({
    hash,
    override: (pathname) => {
      if (!/storage_worker-/.test(pathname)) return null;
      asked += 1;
      return { status: 404, body: '' };
    },
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await page
    .locator('.kept .problem')
    .filter({ hasText: /could not save/ })
    .waitFor();
  const before = asked;
  await sleep(3000);
  assert.ok(asked - before <= 2, `asked for ${asked - before} times in three seconds`);
  await button(page, 'Train').click();
  await epochOver(page, 2, 2);
});

test('a browser function that fails under the pictures: said, with a way to try again', async (t) => {
  let works = false;
  const broken = 'crypto.subtle.digest = () => Promise.reject(new Error("planted"));';
  const lab = await openLab({
    hash,
    override: workerWith('shard_worker', () => (works ? '' : broken)),
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  const refusal = page.locator('.refusal').filter({ hasText: /was refused: planted/ });
  await refusal.first().waitFor({ timeout: 15_000 });
});

test('without DecompressionStream, as Firefox was before 113: the same pictures', async (t) => {
  const prelude = () => 'delete globalThis.DecompressionStream;';
  const lab = await openLab({ hash, override: workerWith('shard_worker', prelude) });
  t.after(lab.close);
  await engineReady(lab.page);
  await button(lab.page, 'Train').click();
  await epochOver(lab.page, 2, 2, 30_000);
});

test('a browser that starts no worker: the page says so, and the lesson works', async (t) => {
  const lab = await openLab({ override: () => null, manifest: null, file: 'index.html' });
  t.after(lab.close);
  const { page, url } = lab;
  await page.addInitScript(() => {
    window.Worker = function () {
      throw new DOMException('planted', 'SecurityError');
    };
  });
  await page.goto(url);
  await page
    .locator('#lab')
    .getByText(/The engine did not start.*planted/)
    .waitFor({ timeout: 15_000 });
  await page.locator('[data-stop-link="1"]').click();
  await page.locator('.stop[data-stop="1"]:visible').waitFor();
});

/** A visit that left a run in its middle, and the storage of the next one, late. */
async function leftAndLate(t) {
  let isLate = false;
  const lab = await openLab({
    hash: '#model=model-0&epochs=900&pictures=500&test=500&seed=5',
    override: workerWith('storage_worker', () => (isLate ? fiveSecondsLate : '')),
    serviceWorkers: 'block', // It would answer with the worker that was in time.
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await button(page, 'Train').click();
  await epochReached(page, 3);
  await button(page, 'Pause').click();
  // "Saved just now" may be the word of a copy made before the pause: the pause's own is the last.
  let kept;
  await eventually(async () => {
    const earlier = kept;
    kept = await keptWork(page);
    await sleep(500);
    assert.ok(kept.header.run.epochs.length >= 3 && kept.digest === earlier?.digest);
  });
  isLate = true;
  return { page, kept };
}

test('a tab that the system threw away comes back to its run, with storage 5 seconds late', async (t) => {
  const { page, kept } = await leftAndLate(t);
  // What Chromium and Edge say to a page that they load again after they discarded it.
  await page.addInitScript(() =>
    Object.defineProperty(document, 'wasDiscarded', { get: () => true }),
  );
  await page.reload();
  await page
    .locator('#lab')
    .getByText(/storage does not answer/)
    .waitFor();
  await epochReached(page, kept.header.run.epochs.length + 2, 30_000);
  assert.equal(
    await page
      .locator('#lab')
      .getByText(/storage does not answer/)
      .count(),
    0,
  );
});

test('a run started before storage has answered does not take the place of the one it holds', async (t) => {
  const { page, kept } = await leftAndLate(t);
  await page.reload();
  await engineReady(page);
  await button(page, 'Train').click();
  const offer = page.getByRole('button', { name: /^Continue from epoch/ });
  await offer.waitFor({ timeout: 15_000 });
  await epochReached(page, 3);
  await page
    .locator('#lab')
    .getByText(/This run is not kept until you choose/)
    .waitFor();
  await page.waitForTimeout(1500);
  assert.equal((await keptWork(page)).digest, kept.digest, 'it is where it was');
  await offer.click();
  await epochReached(page, kept.header.run.epochs.length + 2);
});
