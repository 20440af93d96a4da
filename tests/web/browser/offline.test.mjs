/** Hosts that send no headers, and visits without a network. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareHost } from '../../reliability/bare_host.mjs';
import { button, engineReady, epochOver, openLab, shortManifest } from './page.mjs';

const hash = '#model=model-0&epochs=1&pictures=500&test=500';
test('a host without headers: one reload, and threads', async (t) => {
  const { override, loads } = bareHost();
  const lab = await openLab({ hash, override });
  t.after(lab.close);
  const { page } = lab;
  await page.waitForFunction(() => window.crossOriginIsolated);
  await engineReady(page);
  assert.match(await page.locator('.chip summary').innerText(), /^[2-9] threads/);
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
  await page.reload();
  await engineReady(page);
  assert.equal(loads.page, 3, 'the first visit, its one reload, and ours');
  assert.deepEqual(lab.seen.foreign, []);
});

test('a host without headers and without the service worker: one thread, no reload', async (t) => {
  const { override, loads } = bareHost((pathname) => pathname === '/service_worker.js');
  const lab = await openLab({ hash, override });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  assert.match(await page.locator('.chip summary').innerText(), /^1 thread/);
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
  assert.equal(loads.page, 1);
});

test('the second visit works without a network: page, engine, pictures', async (t) => {
  let isOnline = true;
  const manifest = shortManifest();
  const lab = await openLab({
    hash,
    override: (pathname) => {
      // A connection that breaks, as when the cable is out.
      if (!isOnline) return { respond: (response) => response.destroy() };
      return pathname === '/cifar10/manifest.json'
        ? { type: 'application/json', body: JSON.stringify(manifest) }
        : null;
    },
  });
  t.after(lab.close);
  const { page, url } = lab;
  const isKept = () =>
    page.evaluate(
      async (shards) =>
        (await (await caches.open('cnn-lab.data')).keys()).length === shards &&
        Boolean(await caches.match(new URL('index.html', location.href).href)),
      manifest.shards.length,
    );
  for (let tries = 0; !(await isKept()); ++tries) {
    assert.ok(tries < 60, 'the page is not kept within a minute');
    await page.waitForTimeout(1000);
  }
  isOnline = false;
  await page.close();
  const again = await page.context().newPage();
  await again.goto(url + hash);
  await engineReady(again);
  assert.ok(await again.evaluate(() => window.crossOriginIsolated));
  await button(again, 'Train').click();
  await epochOver(again, 1, 1);
});
