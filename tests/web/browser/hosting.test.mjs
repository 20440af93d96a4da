/** Every way to host the page that assets/CLASS.md names, at the first visit and the second. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { browserFlags, chromiumPath } from '../../chromium.mjs';
import { servers, siteFolder, startServer, subPath } from './debian_servers.mjs';
import { button, dist, engineReady, epochOver } from './page.mjs';

const hash = '#model=model-0&epochs=1&pictures=500&test=500';
const knownKinds = /\.(html|js|css|json|wasm|svg|png)$/;

let site;
let browser;
before(async () => {
  site = siteFolder();
  browser = await chromium.launch({ executablePath: chromiumPath, args: browserFlags });
});
after(async () => {
  await browser?.close();
  site?.remove();
});

test('no file of the page needs a server that knows more than the commonest kinds', () => {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)));
  // Shards are read as bytes, whatever they are called.
  const others = files.filter((file) => !knownKinds.test(file) && !/^cifar10\/.*\.bin$/.test(file));
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
