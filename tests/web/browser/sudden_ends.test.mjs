/** A browser that is killed, or held still as by a closed lid. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startBrowser } from '../../reliability/faults.mjs';
import { button, engineReady, epochNow, epochReached, serve, shortManifest } from './page.mjs';

const answer = '.stop[data-stop="4"] form[data-quiz="check"] input[type=radio]';
const manifest = JSON.stringify(shortManifest());

/** The page on a server and in a profile that outlive the browser. */
async function lastingLab(t) {
  const profile = mkdtempSync(path.join(tmpdir(), 'cnn-lab-lasting-'));
  const server = await serve((pathname) =>
    pathname === '/cifar10/manifest.json' ? { type: 'application/json', body: manifest } : null,
  );
  let browser;
  t.after(async () => {
    await browser.kill();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  });
  return async (hash = '') => {
    browser = await startBrowser(profile);
    const page = await browser.context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(server.url + hash);
    await engineReady(page);
    return { browser, page };
  };
}

test('what was edited and answered a second before the browser is killed is there again', async (t) => {
  const open = await lastingLab(t);
  const first = await open('#stop=4');
  const layers = (page) => page.locator('.columns .layer');
  await first.page.getByText('Your work is kept on this computer').waitFor();
  const before = await layers(first.page).count();
  await first.page.locator('#layer-1 .column').click();
  await button(first.page, 'Remove').click();
  await layers(first.page)
    .nth(before - 1)
    .waitFor({ state: 'detached' });
  await first.page.locator(answer).first().check();
  await first.page.waitForTimeout(1000);
  await first.browser.kill();

  // A bare visit: to the stop where the last one ended.
  const { page } = await open();
  await layers(page)
    .nth(before - 1)
    .waitFor({ state: 'detached' });
  assert.equal(await layers(page).count(), before - 1);
  await page.locator(`${answer}:visible:checked`).waitFor();
});

test('a run that the browser held for a while goes on, and the page says for how long', async (t) => {
  const open = await lastingLab(t);
  const { browser, page } = await open('#model=model-0&epochs=1000&pictures=500&test=500');
  await button(page, 'Train').click();
  await epochReached(page, 3);
  await browser.stop();
  await new Promise((done) => setTimeout(done, 14_000));
  await browser.goOn();
  const notice = await page
    .locator('#lab')
    .getByText(/^Training stood still for (\d+) s: /)
    .textContent();
  const seconds = Number(/(\d+) s/.exec(notice)[1]);
  assert.ok(seconds >= 10 && seconds <= 30, notice);
  await epochReached(page, (await epochNow(page)) + 1);
});
