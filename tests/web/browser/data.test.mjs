/** Data that arrives late, damaged or not at all; and the browser of the pictures. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import {
  button,
  dist,
  engineReady,
  epochOver,
  openLab,
  setRun,
  shortManifest,
  trainToEnd,
} from './page.mjs';

const shardBytes = (file) => readFileSync(path.join(dist, 'cifar10', file));
const manifest = shortManifest({ training: 2000, test: 500 });
const [first, second] = manifest.shards.filter(({ split }) => split === 'training');
const all = manifest.training + manifest.test;

/** Serves one shard with a flipped byte until it is corrected. */
function damaged(file) {
  const state = { broken: true };
  const body = Buffer.from(shardBytes(file));
  body[body.length >> 1] ^= 0xff;
  state.override = (pathname) =>
    state.broken && pathname === `/cifar10/${file}` ? { body } : null;
  return state;
}

test('a damaged shard is refused by name; training goes on with the good; Retry brings it', async (t) => {
  const state = damaged(second.file);
  const lab = await openLab({
    manifest,
    override: state.override,
    hash: `#model=model-0&epochs=2&pictures=${manifest.training}&test=500`,
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await button(page, 'Train').click();
  const refusal = page.locator('.refusal');
  await refusal.waitFor({ timeout: 60_000 });
  assert.match(
    await refusal.innerText(),
    new RegExp(`^${second.file} was refused: its SHA-256 is not the one in the manifest`),
  );
  assert.match(await refusal.innerText(), new RegExp(`continues with the ${first.count} training`));
  // The run does not wait for pictures that cannot come, and says what it uses.
  await epochOver(page, 2, 2);
  assert.match(
    await page.locator('.run-panel > .notice').innerText(),
    new RegExp(`uses the ${first.count} training pictures that are good, of the 2,000`),
  );

  // Still damaged: refused again.
  await button(page, 'Retry').click();
  await refusal.waitFor();
  state.broken = false;
  await button(page, 'Retry').click();
  await page.getByText(`All ${all.toLocaleString('en')} pictures are here.`).waitFor();
  assert.equal(await refusal.count(), 0);
  await button(page, 'Train').click();
  await page.locator('.run-panel > .notice').waitFor({ state: 'detached' });
  await page.waitForFunction(
    (count) => document.querySelector('[data-yours="latest"]')?.textContent.includes(count),
    manifest.training.toLocaleString('en'),
    { timeout: 120_000 },
  );
});

for (const [what, answer, sentence] of [
  ['is missing', { status: 404, body: '' }, /the server does not have it \(404\)/],
  ['is cut short', { body: shardBytes(first.file).subarray(0, 999) }, /has 999 bytes where/],
  ['comes as a web page', { type: 'text/html', body: '<p>Sign in' }, /a web page in its place/],
])
  test(`a first shard that ${what} keeps Train waiting, with the reason`, async (t) => {
    let broken = true;
    const lab = await openLab({
      manifest,
      hash: '#model=model-0&epochs=1&pictures=500&test=500',
      override: (pathname) => (broken && pathname === `/cifar10/${first.file}` ? answer : null),
    });
    t.after(lab.close);
    const { page } = lab;
    await engineReady(page);
    await page.locator('.refusal').waitFor({ timeout: 60_000 });
    assert.match(await page.locator('.refusal').innerText(), sentence);
    assert.match(await page.locator('.refusal').innerText(), /There are no training pictures yet/);
    await button(page, 'Train').click();
    assert.match(await page.locator('.pace').innerText(), /no pictures to train on yet/);
    broken = false;
    await button(page, 'Retry').click();
    await epochOver(page, 1, 1);
  });

test('a manifest that is none is said to be, and can be tried again', async (t) => {
  let broken = true;
  const lab = await openLab({
    manifest: null,
    override: (pathname) =>
      pathname !== '/cifar10/manifest.json'
        ? null
        : { type: 'application/json', body: broken ? '{"format":' : JSON.stringify(manifest) },
  });
  t.after(lab.close);
  const { page } = lab;
  await page.locator('.refusal').waitFor({ timeout: 60_000 });
  assert.match(await page.locator('.refusal').innerText(), /not a list this page understands/);
  broken = false;
  await button(page, 'Retry').click();
  await page.getByText(`All ${all.toLocaleString('en')} pictures are here.`).waitFor();
});

test('of the 60,000 pictures come those that are asked for, when they are asked for', async (t) => {
  const came = new Set();
  const lab = await openLab({
    manifest: null,
    // It keeps the rest on the disk, for a visit without a network.
    serviceWorkers: 'block',
    hash: '#model=model-0&epochs=1&pictures=1000&test=500',
    override: (pathname) => {
      if (pathname.endsWith('.bin')) came.add(path.basename(pathname, '.bin'));
      return null;
    },
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await page.getByText('2,500 of 60,000 pictures are here').waitFor();
  await trainToEnd(page);
  const asked = ['test-00', 'training-00', 'training-01'];
  assert.deepEqual([...came].sort(), asked);

  // More by the settings: the run waits for them.
  await setRun(page, { 'Training pictures': 3000 });
  await trainToEnd(page);
  assert.match(await page.locator('[data-yours="latest"]').first().textContent(), /3,000/);
  asked.push('training-02');
  assert.deepEqual([...came].sort(), asked);

  // More by a view: all 10,000 can be looked at, and come as the pages turn.
  await page.locator('[data-stop-link="1"]').click();
  await page.getByLabel('Test', { exact: true }).check();
  const where = page.getByText(/^Page \d+ of/);
  const [, pages] = /of (\d+)/.exec(await where.innerText());
  const perPage = await page.locator('.thumb').count();
  assert.equal(Number(pages), Math.floor(10_000 / perPage));
  assert.deepEqual([...came].sort(), asked, 'its first page is here already');
  const turns = Math.ceil(500 / perPage);
  for (let turn = 0; turn < turns; ++turn)
    await page.getByRole('button', { name: 'Later pictures' }).click();
  await page.getByLabel(`airplane, test picture ${turns * perPage}`).waitFor();
  assert.deepEqual([...came].sort(), [...asked, 'test-01'].sort());
  assert.deepEqual(lab.seen.errors, []);
});

test('the pictures can be browsed by class, and read pixel by pixel, with the keys alone', async (t) => {
  const lab = await openLab({ hash: '#stop=1', manifest });
  t.after(lab.close);
  const { page } = lab;
  await page.locator('.thumb').first().waitFor({ timeout: 60_000 });
  assert.equal(await page.locator('.thumb-row').count(), 10);
  assert.match(await page.locator('.thumb-row').nth(6).innerText(), /frog/);

  // One stop in the order of Tab for the whole grid; the arrows move inside.
  assert.equal(await page.locator('.thumb[tabindex="0"]').count(), 1);
  await page.locator('.thumb[tabindex="0"]').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter'])
    await page.keyboard.press(key);
  // Row 2, column 1: position 12 of the split, the second bird.
  const label = await page.evaluate(() => document.activeElement.ariaLabel);
  assert.equal(label, 'bird, training picture 12');
  assert.match(await page.locator('.values').innerText(), /^bird\s+label 2, bird/);

  await page.locator('.lens:visible').first().focus();
  const place = () => page.locator('.values').innerText();
  assert.match(await place(), /row 12, column 12/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  assert.match(await place(), /row 11, column 11/);
  // The three numbers are the picture's own: the shard, inflated and with its predictor undone, is
  // the core's to test; here the shown pixel and the read one have to agree.
  const drawn = await page
    .locator('.lens canvas')
    .evaluate((canvas) => [...canvas.getContext('2d').getImageData(11, 11, 1, 1).data.slice(0, 3)]);
  const read = await page.locator('.values td:nth-child(2)').allTextContents();
  assert.deepEqual(read.map(Number), drawn);
  assert.deepEqual(
    (await page.locator('.values td:nth-child(3)').allTextContents()).map(Number),
    drawn.map((value) => Number((value / 255).toFixed(3))),
  );

  await page.getByLabel('Test', { exact: true }).check();
  await page.getByLabel(/^bird, test picture 12$/).waitFor();
  const perPage = await page.locator('.thumb').count();
  assert.ok(perPage >= 40 && perPage % 10 === 0, `${perPage}`);
  await page.getByRole('button', { name: 'Later pictures' }).click();
  await page.getByText(/^Page 2 of/).waitFor();
  await page.getByLabel(`airplane, test picture ${perPage}`).waitFor();
});
