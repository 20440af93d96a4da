/** Hosts that send no headers, and visits without a network. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
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
  assert.equal(loads.page, 2, 'the first visit and its one reload');
  await page.reload();
  await engineReady(page);
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
  assert.ok(loads.page <= 3, 'ours, where the page was not kept yet, and none after it');
  assert.deepEqual(lab.seen.foreign, []);
});

test('Train, pressed while that reload is on its way, is not lost', async (t) => {
  const { override, loads } = bareHost();
  const events = new EventEmitter();
  const [prepared, pressed] = [once(events, 'prepared'), once(events, 'pressed')];
  const lab = await openLab({
    hash: '#model=model-0&epochs=3&pictures=500&test=500&seed=7',
    override(pathname) {
      const answer = override(pathname);
      if (pathname === '/pressed') events.emit('pressed');
      // The server takes its time over the page's second request: the first page is still there.
      const until =
        pathname === '/service_worker.js'
          ? prepared
          : pathname === '/' && loads.page === 2
            ? pressed
            : null;
      if (!until) return answer;
      const respond = async (response) => {
        await until;
        response.writeHead(200, { 'Content-Type': answer.type }).end(answer.body);
      };
      return { respond };
    },
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  // Chromium lets nobody speak with a page while another is on its way: it presses by itself.
  await button(page, 'Train').evaluate((train) => {
    const press = () => {
      train.click();
      void fetch('./pressed');
    };
    addEventListener('beforeunload', () => setTimeout(press, 100));
  });
  events.emit('prepared');
  await pressed;
  await page.waitForFunction(() => window.crossOriginIsolated);
  await epochOver(page, 3, 3);
  assert.match(await page.locator('.chip summary').innerText(), /^[2-9] threads/);
  assert.match(page.url(), /seed=7/);
  assert.equal(loads.page, 2);
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
    page.evaluate(async (shards) => {
      const kept = await (await caches.open('cnn-lab.files')).keys();
      const has = (end) => kept.filter(({ url }) => end.test(url.split('?')[0])).length;
      return has(/\.bin$/) === shards && has(/\/(index|es)\.html$/) === 2;
    }, manifest.shards.length);
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
