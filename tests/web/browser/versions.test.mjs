/** A newer version of the page is deployed under an open one, and networks that answer for the server. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { createHandler } from '../../../tools/serve.mjs';
import { browserFlags, shellPath } from '../../chromium.mjs';
import { killEngine } from '../../reliability/faults.mjs';
import { deploy } from './debian_servers.mjs';
import { button, dist, engineReady, epochNow, epochReached, eventually } from './page.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const hash = '#model=model-0&epochs=900&pictures=500&test=500';
const ready = { old: 'Ready when you are.', new: 'Ready in the newer version.' };

const folder = mkdtempSync(path.join(tmpdir(), 'cnn-lab-versions-'));
const newer = path.join(folder, 'newer');
let browser;

/** Builds the page again with another word in it and another engine: every part has another name. */
async function buildNewer() {
  const assets = path.join(folder, 'public');
  mkdirSync(assets);
  cpSync(path.join(root, 'web/public'), assets, {
    recursive: true,
    filter: (file) => !file.endsWith('.bin'),
  });
  for (const name of ['simd', 'simd-threads', 'relaxed-simd-threads']) {
    const file = path.join(assets, 'engine', name, 'cnnlab.wasm');
    // A section of its own kind, by the name of "x", changes nothing but the bytes.
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from([0, 2, 1, 0x78])]));
  }
  await build({
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: assets,
    build: { outDir: newer },
    plugins: [
      {
        name: 'newer',
        transform: (code, id) =>
          id.endsWith('messages/en.ts') || id.endsWith('.svelte')
            ? `${code.replace(ready.old, ready.new)}\n${id.endsWith('.ts') ? "console.debug('newer');" : ''}`
            : null,
      },
    ],
  });
  cpSync(path.join(dist, 'cifar10'), path.join(newer, 'cifar10'), {
    recursive: true,
    filter: (file) => !/(?<!-0[01])\.bin$/.test(file),
  });
}

before(async () => {
  await buildNewer();
  browser = await chromium.launch({ executablePath: shellPath, args: browserFlags });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * A server of a folder into which versions are deployed, with a page of the first one. `answers`
 * may answer in the server's place, as a network that wants a sign-in does.
 */
async function openOld(t, { answers = () => null, serviceWorker = true, open = true } = {}) {
  const site = mkdtempSync(path.join(folder, 'site-'));
  deploy(dist, site);
  const handler = createHandler(site);
  const state = { answers, asked: [] };
  const server = createServer((request, response) => {
    const pathname = new URL(request.url, 'http://localhost').pathname;
    state.asked.push(request.url);
    const page = state.answers(pathname);
    if (page === null) return void handler(request, response);
    response.writeHead(page.status ?? 200, { 'Content-Type': 'text/html' });
    response.end(page.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  t.after(async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
  });
  if (!serviceWorker)
    state.answers = (name) => (name === '/service_worker.js' ? { status: 404, body: '' } : null);
  const url = `http://localhost:${server.address().port}/`;
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  if (open) {
    await page.goto(url + hash);
    await engineReady(page);
  }
  return { page, context, url, state, deployNewer: () => deploy(newer, site), site };
}

const listOf = (site) => {
  const script = readFileSync(path.join(site, 'service_worker.js'), 'utf8');
  return JSON.parse(/^const build = (.*);$/m.exec(script)[1]).files;
};
/** [path, hash] of all that the service worker keeps. */
const kept = (page) =>
  page.evaluate(async () => {
    const keys = (await caches.has('cnn-lab.files'))
      ? await (await caches.open('cnn-lab.files')).keys()
      : [];
    const base = new URL('./', location.href).href;
    return keys.map(({ url }) => url.slice(base.length).split('?').map(decodeURIComponent));
  });
const allKept = (page, files) =>
  eventually(
    async () => assert.equal((await kept(page)).length, Object.keys(files).length),
    60_000,
  );
const tab = (page, name) => page.getByRole('tab', { name, exact: true });
const renewal = (page) => page.locator('.renewal');
const says = (page, text) => page.getByText(text, { exact: true }).first().waitFor();

test('a page that is kept goes on under a newer version: views, engine; the new one is offered', async (t) => {
  const { page, state, deployNewer, site } = await openOld(t);
  await allKept(page, listOf(site));
  await button(page, 'Train').click();
  await epochReached(page, 2);
  deployNewer();
  state.asked.length = 0;
  // What was never opened comes from what was kept, and so does the engine of this version.
  for (const [name, sign] of [
    ['Runs', '#view'],
    ['Files', 'text=Download my work'],
  ]) {
    await tab(page, name).click();
    await page.locator(sign).first().waitFor();
  }
  await killEngine(page);
  await page.locator('.run-panel > .notice').waitFor();
  const epoch = await epochNow(page);
  await epochReached(page, epoch + 2);
  // (The browser may have found the newer version already: what that one needs is asked for.)
  const newest = listOf(site);
  const fromServer = state.asked.filter(
    (url) => /^\/engine\/.*\?/.test(url) || (/^\/assets\//.test(url) && !newest[url.slice(1)]),
  );
  assert.deepEqual(fromServer, []);

  // Found by the browser, it is offered, and the run goes on.
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await renewal(page).waitFor();
  assert.match(await renewal(page).innerText(), /new version[\s\S]*Your work is kept/);
  await epochReached(page, (await epochNow(page)) + 2);

  const before = await epochNow(page);
  await button(page, 'Load the page again').click();
  await engineReady(page);
  const goOn = page.getByRole('button', { name: /^Continue/ });
  await goOn.click();
  await epochReached(page, before);
  await button(page, 'Stop').click();
  const meta = await page.locator('meta[name=version]').getAttribute('content');
  assert.ok(readFileSync(path.join(site, 'index.html'), 'utf8').includes(meta));
  assert.ok(await renewal(page).isHidden());
});

test('a page out of the browser’s own cache learns of the newer version at its first visit', async (t) => {
  const { page, url, state, deployNewer, site } = await openOld(t, { serviceWorker: false });
  await page.goto('about:blank');
  deployNewer();
  // The page, its scripts and its engine come out of that cache; a service worker never does.
  for (const name of ['index.html', 'assets', 'engine'])
    cpSync(path.join(dist, name), path.join(site, name), { recursive: true });
  state.answers = () => null;
  await page.goto(url + hash);
  await renewal(page).filter({ hasText: 'A new version of this page is here' }).waitFor();
  await engineReady(page);
  deployNewer();
  await button(page, 'Load the page again').click();
  await says(page, ready.new);
  const meta = await page.locator('meta[name=version]').getAttribute('content');
  assert.ok(readFileSync(path.join(site, 'index.html'), 'utf8').includes(meta));
  assert.ok(await renewal(page).isHidden());
});

test('the old version, loaded again, leaves the newer one that waits whole', async (t) => {
  const { page, deployNewer, site } = await openOld(t);
  await allKept(page, listOf(site));
  deployNewer();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await renewal(page).waitFor();
  await page.reload();
  await engineReady(page);
  await renewal(page).waitFor();
  await sleep(3000); // In which the page asks for what it needs to be kept.
  const keys = (await kept(page)).map((key) => key.join(' '));
  const lost = Object.entries(listOf(site)).filter(
    ([name, hash]) => !name.startsWith('cifar10/') && !keys.includes(`${name} ${hash}`),
  );
  assert.deepEqual(lost, []);
});

test('without a service worker a missing part is said, and the reload keeps the run', async (t) => {
  const { page, deployNewer } = await openOld(t, { serviceWorker: false });
  await page.getByText('Your work is kept on this computer').waitFor();
  await button(page, 'Train').click();
  await epochReached(page, 2);
  deployNewer();
  await tab(page, 'Files').click();
  await renewal(page).waitFor();
  assert.match(await renewal(page).innerText(), /newer version[\s\S]*Your work is kept/);
  assert.equal(await page.locator('.told').count(), 0, 'said once');
  const before = await epochNow(page);
  await button(page, 'Load the page again').click();
  await page.getByRole('button', { name: /^Continue/ }).click();
  await epochReached(page, before);
});

test('without a service worker an engine of another version is not taken', async (t) => {
  const { page, deployNewer } = await openOld(t, { serviceWorker: false });
  await button(page, 'Train').click();
  await epochReached(page, 2);
  deployNewer();
  await killEngine(page);
  await page
    .getByText(/of another version|newer version/)
    .first()
    .waitFor();
});

test('the part that keeps the work is missing: said at once, and the run begins again', async (t) => {
  const { page, url, state } = await openOld(t, { open: false });
  state.answers = (name) => (/assets\/kept-.*js$/.test(name) ? { status: 404, body: '' } : null);
  await page.goto(url + hash);
  await renewal(page).waitFor();
  assert.match(await renewal(page).innerText(), /newer version[\s\S]*Your work is not kept/);
  await button(page, 'Train').click();
  await epochReached(page, 1);
  state.answers = () => null;
  await button(page, 'Load the page again').click();
  await page.getByText('Your work is kept on this computer').waitFor();
  await epochReached(page, 2);
});

test('a network that answers 200 with its own page: nothing of it is kept as the lab', async (t) => {
  const { page, state, url, context, site } = await openOld(t);
  const portal = { body: '<!doctype html><title>Sign in</title><p>Please sign in.</p>' };
  // In the middle of the first visit, with most of the page still to be kept.
  state.answers = () => portal;
  await tab(page, 'Inside').click();
  await page.waitForTimeout(3000);
  const files = listOf(site);
  for (const [name, hash] of await kept(page)) assert.equal(hash, files[name], name);
  state.answers = () => null;
  await page.goto('about:blank');
  await page.goto(url + hash);
  await engineReady(page);
  await allKept(page, files);
  for (const [name, hash] of await kept(page)) assert.equal(hash, files[name], name);

  // At the next visit the portal is in between: the lab is there as it was.
  state.answers = () => portal;
  await page.close();
  const again = await context.newPage();
  again.setDefaultTimeout(60_000);
  await again.goto(url + hash);
  await engineReady(again);
  await says(again, ready.old);
  await button(again, 'Train').click();
  await epochReached(again, 1);
});
