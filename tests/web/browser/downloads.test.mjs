/** Pictures over a bad network: cut off, slow, gone for a while. Nothing is fetched twice. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { button, dist, engineReady, epochOver, openLab, shortManifest } from './page.mjs';

const manifest = shortManifest({ training: 2, test: 1 });
const [first, second] = manifest.shards.filter(({ split }) => split === 'training');
const all = (manifest.training + manifest.test).toLocaleString('en');
const bytesOf = ({ file }) => readFileSync(path.join(dist, 'cifar10', file));
const isOf = ({ file }, pathname) => pathname === `/cifar10/${file}`;

/** Promises the whole file, sends its first bytes and closes the connection. */
const cutAt = (bytes, length) => (response) => {
  response.writeHead(200, { 'Content-Length': bytes.length, 'Cache-Control': 'no-store' });
  response.write(bytes.subarray(0, length), () => response.destroy());
};

/** Sends so many bytes a second. */
const drip = (bytes, rate) => (response) => {
  response.writeHead(200, { 'Content-Length': bytes.length, 'Cache-Control': 'no-store' });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, (sent += rate / 4)));
    if (sent >= bytes.length) response.end();
  }, 250);
  response.on('close', () => clearInterval(timer));
};

test('cut off at ten places: each is said, and Retry brings the rest alone', async (t) => {
  const bytes = bytesOf(second);
  const lengths = Array.from({ length: 10 }, (_, i) => Math.round(((i + 0.5) / 10) * bytes.length));
  const asked = { [first.file]: 0, [second.file]: 0 };
  const lab = await openLab({
    manifest,
    hash: '#model=model-0&epochs=1&pictures=1000&test=500',
    override: (pathname) => {
      const file = path.basename(pathname);
      if (file in asked) ++asked[file];
      const length = lengths[asked[second.file] - 1];
      return file === second.file && length ? { respond: cutAt(bytes, length) } : null;
    },
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  for (const [tries, length] of lengths.entries()) {
    await page.waitForFunction(() => document.querySelector('.refusal'));
    assert.equal(asked[second.file], tries + 1);
    const said = await page.locator('.refusal').innerText();
    const whole = bytes.length.toLocaleString('en');
    const pattern = `^${second.file} was refused: the connection broke off after ([\\d,]+) of its ${whole} bytes`;
    const got = Number(new RegExp(pattern).exec(said)?.[1].replaceAll(',', ''));
    assert.ok(got <= length, `${said} (${length} were sent)`);
    await button(page, 'Retry').click();
  }
  await page.getByText(`All ${all} pictures are here`).waitFor();
  assert.deepEqual(asked, { [first.file]: 1, [second.file]: lengths.length + 1 });
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
});

test('at one kilobyte a second the page says so, and trains on what is here', async (t) => {
  const lab = await openLab({
    manifest,
    hash: '#model=model-0&epochs=1&pictures=500&test=500',
    override: (pathname) =>
      isOf(second, pathname) ? { respond: drip(bytesOf(second), 1000) } : null,
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  const said = await page.getByText(/^The connection is slow: /).textContent();
  const [, rate] = /slow: (\d\.\d) KB a second\. The rest would take \d+ (h|min)/.exec(said);
  assert.ok(Math.abs(Number(rate) - 1) < 0.6, said);
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
});

test('offline in the middle: it is said, and what is missing comes by itself once online', async (t) => {
  let hold;
  const held = new Promise((done) => (hold = done));
  let release;
  const lab = await openLab({
    manifest,
    override: (pathname) =>
      isOf(second, pathname) && !release
        ? { respond: (response) => ((release = response), hold()) }
        : null,
  });
  t.after(lab.close);
  const { page } = lab;
  await held;
  await page.context().setOffline(true);
  release.destroy();
  await page
    .getByText(`${second.file} was refused: it could not be reached. Are you offline?`)
    .waitFor();
  await page.context().setOffline(false);
  await page.getByText(`All ${all} pictures are here`).waitFor();
});
