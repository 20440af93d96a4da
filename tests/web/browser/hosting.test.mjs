/** Every way to host the page that assets/CLASS.md names, at the first visit and the second. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { browserFlags, shellPath } from '../../chromium.mjs';
import { servers, siteFolder, startServer, subPath } from './debian_servers.mjs';
import { button, dist, engineReady, epochOver, openLab } from './page.mjs';

const hash = '#model=model-0&epochs=1&pictures=500&test=500';
const knownKinds = /\.(html|js|css|json|wasm|svg|png)$/;

let site;
let browser;
before(async () => {
  site = siteFolder();
  browser = await chromium.launch({ executablePath: shellPath, args: browserFlags });
});
after(async () => {
  await browser?.close();
  site?.remove();
});

test('no file of the page needs a server that knows more than the commonest kinds', () => {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)));
  // Shards are read as bytes, whatever they are called, and fonts as fonts: browsers ask neither the
  // name nor the type, not even under nosniff, which is about scripts and styles.
  const isRead = (file) => /^cifar10\/.*\.bin$|\.woff2$/.test(file);
  const others = files.filter((file) => !knownKinds.test(file) && !isRead(file));
  assert.deepEqual(others, []);
});

for (const name of Object.keys(servers))
  test(`${name} as Debian installs it, in a folder: threads after one reload, and again`, async (t) => {
    const server = await startServer(name, site.root);
    t.after(server.close);
    const context = await browser.newContext();
    t.after(() => context.close());
    const errors = [];
    for (const visit of ['first', 'second']) {
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${visit} visit: ${message.text()}`);
      });
      await page.goto(server.url + subPath.slice(1) + hash);
      await page.waitForFunction(() => window.crossOriginIsolated);
      await engineReady(page);
      assert.match(await page.locator('.chip summary').innerText(), /^[2-9] threads/);
      await button(page, 'Train').click();
      await epochOver(page, 1, 1);
      await page.close();
    }
    assert.deepEqual(errors, []);
  });

/** One page for a server that sends some files otherwise: { pattern: headers }. */
async function oddServer(t, rules, file = '') {
  const contents = (pathname) =>
    readFileSync(path.join(dist, pathname === '/' ? 'index.html' : pathname));
  const lab = await openLab({
    file,
    hash,
    override(pathname) {
      const rule = rules.find(([pattern]) => pattern.test(pathname));
      if (!rule) return null;
      const [, { packed, ...answer }] = rule;
      const body = packed ? gzipSync(contents(pathname)) : contents(pathname);
      return { body, ...(packed && { headers: { 'Content-Encoding': 'gzip' } }), ...answer };
    },
  });
  t.after(lab.close);
  return lab;
}

for (const type of ['text/plain', 'application/octet-stream'])
  test(`WebAssembly, pictures and what is not a script may come as ${type}, compressed or not`, async (t) => {
    const lab = await oddServer(t, [
      [/relaxed.*\.wasm$/, { type, packed: true }],
      [/\.(wasm|bin)$|boot\.js$/, { type }],
    ]);
    const { page } = lab;
    await engineReady(page);
    assert.match(await page.locator('.chip summary').innerText(), /^[2-9] threads/);
    await button(page, 'Train').click();
    await epochOver(page, 1, 1);
    assert.deepEqual(lab.seen.errors, []);
  });

for (const [what, pattern, type, wanted, file] of [
  ['the scripts', /\/assets\/.*\.js$/, 'text/plain', 'text/javascript', ''],
  ['the scripts, in Spanish', /\/assets\/.*\.js$/, 'text/plain', 'text/javascript', 'es.html'],
  ['the style sheet', /\/assets\/.*\.css$/, 'application/octet-stream', 'text/css', ''],
  ['the engine', /\/engine\/.*\.js$/, 'application/octet-stream', 'text/javascript', ''],
])
  test(`a type that browsers refuse is named with its file: ${what}`, async (t) => {
    const { page } = await oddServer(t, [[pattern, { type }]], file);
    const told = page.locator('.problem', { hasText: type });
    await told.waitFor();
    const text = await told.innerText();
    assert.match(text, /[\w./-]+\.(js|css) /);
    assert.ok(text.includes(wanted), text);
  });

test('a policy that forbids WebAssembly is named, with what it has to allow', async (t) => {
  const policy = "default-src 'self'; script-src 'self'";
  const headers = { 'Content-Security-Policy': policy };
  const lab = await oddServer(t, [
    [/^\/$/, { type: 'text/html', headers }],
    [/\.js$/, { type: 'text/javascript', headers }],
  ]);
  const told = lab.page.locator('.lab .problem', { hasText: 'The engine did not start' });
  await told.waitFor();
  assert.match(await told.innerText(), /Content-Security-Policy[\s\S]*script-src[\s\S]*'self' and 'wasm-unsafe-eval'/); // prettier-ignore
});

test('shared memory that the browser refuses is called that, not ten seconds', async (t) => {
  // The worker's scope refuses as a browser does that has not so much: in its words, and at once.
  const refusing = (pathname) =>
    `const { Memory } = WebAssembly;
     WebAssembly.Memory = class extends Memory {
       constructor(limits) {
         if (limits.shared) throw new RangeError('WebAssembly.Memory(): could not allocate memory');
         super(limits);
       }
     };
     ${readFileSync(path.join(dist, pathname), 'utf8')}`;
  const lab = await openLab({
    hash,
    override: (pathname) =>
      /\/engine\/.*\/cnnlab\.js$/.test(pathname)
        ? { type: 'text/javascript', body: refusing(pathname) }
        : null,
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await page.locator('.chip summary').click();
  assert.match(await page.locator('.chip summary').innerText(), /^1 thread/);
  await page.locator('.chip p', { hasText: /memory that threads share/ }).waitFor();
  assert.doesNotMatch(await page.locator('.chip').innerText(), /ten seconds/);
});
