/** The engine that does not start, starts slowly, or dies: it is said, and there is a way on. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isEngine, killEngine } from '../../reliability/faults.mjs';
import {
  button,
  dist,
  enter,
  engineReady,
  epochOver,
  epochReached,
  openLab,
  setRun,
  shortManifest,
} from './page.mjs';

test('a broken engine is named, and can be started again', async (t) => {
  let broken = true;
  const lab = await openLab({
    override: (pathname) =>
      broken && /^\/engine\/.*\.wasm$/.test(pathname) ? { status: 500, body: '' } : null,
  });
  t.after(lab.close);
  const { page } = lab;
  const again = button(page, 'Start it again');
  await again.waitFor();
  assert.match(await page.locator('.lab > .problem').innerText(), /The engine did not start/);
  assert.ok(await button(page, 'Train').isDisabled());
  broken = false;
  await again.click();
  await engineReady(page);
  await button(page, 'Train').and(page.locator(':enabled')).waitFor();
});

test('threads that do not start within ten seconds give way to a single one', async (t) => {
  const lab = await openLab({
    hash: '#model=model-0&epochs=1&pictures=500&test=500',
    override: (pathname) =>
      /^\/engine\/.*threads\/.*\.wasm$/.test(pathname) ? { hang: true } : null,
  });
  t.after(lab.close);
  const { page } = lab;
  // Train may be pressed at once: the run begins when the engine does.
  await button(page, 'Train').click();
  assert.match(await page.locator('.pace').innerText(), /Waiting for the engine/);
  await epochOver(page, 1, 1);
  await page.locator('.chip summary').click();
  assert.match(await page.locator('.chip summary').innerText(), /^1 thread/);
  await page.locator('.chip p', { hasText: /did not start/ }).waitFor();
});

test('an engine that dies in the middle of a run is replaced, and the run goes on', async (t) => {
  const lab = await openLab({ hash: '#model=model-0&epochs=40&pictures=500&test=100' });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await button(page, 'Train').click();
  await epochReached(page, 4);
  await killEngine(page);
  const notice = page.locator('.run-panel > .notice');
  await notice.waitFor({ timeout: 2000 });
  assert.match(
    await notice.innerText(),
    /crashed \(.*unreachable executed.*\) and was started again. The run continues from epoch \d/,
  );
  await epochOver(page, 40, 40);
});

test('an engine that dies three times in the same place is given up, and said to be', async (t) => {
  // One epoch of 5,000 pictures: too long for the fastest engine to end it, and so leave the place.
  const lab = await openLab({
    hash: '#model=model-1&epochs=2&pictures=5000&test=500',
    manifest: shortManifest({ training: 5000 }),
  });
  t.after(lab.close);
  const { page } = lab;
  const again = button(page, 'Start it again');
  const trainedBatch = () =>
    page.waitForFunction(() => /batch [1-9]/.test(document.querySelector('.pace').innerText));
  await engineReady(page);
  await button(page, 'Train').click();
  for (let blow = 1; blow <= 2; ++blow) {
    await trainedBatch();
    const another = page.waitForEvent('worker', isEngine);
    await killEngine(page);
    await another;
    assert.ok(await again.isHidden(), `given up after blow ${blow}`);
  }
  await trainedBatch();
  await killEngine(page);
  await again.waitFor();
  // Said once, and nothing beside it says that the run goes on.
  assert.equal(await page.locator('.lab .problem').count(), 1);
  assert.equal(await page.locator('.run-panel .notice').count(), 0);
  assert.match(await page.locator('.pace').innerText(), /^Stopped/);
  await again.click();
  await engineReady(page);
  await enter(page.getByLabel('Epochs', { exact: true }), '1');
  await button(page, 'Model 0').click();
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
});

test('an engine that lacks a call of this page’s is one of another version, from the start', async (t) => {
  // Its script, as the page imports it: what it makes has lost a call.
  const older = `if (self.define) {
    const take = self.define;
    self.define = Object.assign((names, make) => take(names, () => async (options) => {
      const engine = await make()(options);
      delete engine.Session.prototype.setWeights;
      return engine;
    }), { amd: {} });
  }\n`;
  const lab = await openLab({
    override: (file) =>
      file.endsWith('/cnnlab.js')
        ? { type: 'text/javascript', body: older + readFileSync(path.join(dist, file), 'utf8') }
        : null,
  });
  t.after(lab.close);
  await button(lab.page, 'Start it again').waitFor();
  assert.match(
    await lab.page.locator('.lab > .problem').innerText(),
    /cnnlab\.wasm could not be used: the server now has the one of another version/,
  );
});

test('a device without more memory to give: said with what to do, and all goes on with less', async (t) => {
  const stingy = `{
    const { grow } = WebAssembly.Memory.prototype;
    WebAssembly.Memory.prototype.grow = function (pages) {
      if (self.isFull) throw new RangeError('WebAssembly.Memory.grow(): Unable to grow');
      return grow.call(this, pages);
    };
  }`;
  const lab = await openLab({
    hash: '#model=model-0&epochs=1&pictures=500&test=500',
    override: (file) =>
      file.endsWith('/cnnlab.js')
        ? { type: 'text/javascript', body: stingy + readFileSync(path.join(dist, file), 'utf8') }
        : null,
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
  const fill = (isFull) =>
    page
      .workers()
      .findLast(isEngine)
      .evaluate((is) => (self.isFull = is), isFull);
  const train = async (model, batch) => {
    await button(page, model).click();
    await setRun(page, { 'Batch size': batch });
    await button(page, 'Train').click();
  };
  await fill(true);
  await train('Model 1', 256);
  const problem = page.locator('.run-panel > .problem');
  await problem.waitFor();
  assert.match(await problem.innerText(), /There is no more memory; lower the batch size/);
  // The same engine goes on: with what it has, and with more once there is more.
  await train('Model 0', 16);
  await epochOver(page, 1, 1);
  await page.getByRole('tab', { name: 'Runs' }).click();
  assert.equal(await page.locator('.chart .line.behind.test').count(), 2, 'the first run is there');
  await fill(false);
  await train('Model 1', 256);
  await page.waitForFunction(() => /batch \d/.test(document.querySelector('.pace').innerText));
  await button(page, 'Stop').click();
  assert.deepEqual(lab.seen.errors, []);
});
