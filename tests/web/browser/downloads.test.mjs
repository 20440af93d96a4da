/** Pictures over a bad network: cut off, slow, gone for a while. Nothing is fetched twice. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { button, dist, engineReady, epochOver, eventually, openLab, setRun, shortManifest } from './page.mjs'; // prettier-ignore

const manifest = shortManifest({ training: 2000, test: 500 });
const [first, second] = manifest.shards.filter(({ split }) => split === 'training');
const all = (manifest.training + manifest.test).toLocaleString('en');
const bytesOf = ({ file }) => readFileSync(path.join(dist, 'cifar10', file));
const isOf = ({ file }, pathname) => pathname === `/cifar10/${file}`;

/** Promises a whole file. Without a type, the browser would hold the first bytes back to guess one. */
const promise = (response, bytes) =>
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
  });

/** Sends a file's first bytes and closes the connection. */
const cutAt = (bytes, length) => (response) => {
  promise(response, bytes);
  // Not destroyed: what is on its way has to arrive.
  response.write(bytes.subarray(0, length), () => response.socket.end());
};

/** Sends so many bytes a second. */
const drip = (bytes, rate) => (response) => {
  promise(response, bytes);
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
  const sentence = `${second.file} was refused: the connection broke off before all of its ${bytes.length.toLocaleString('en')} bytes had arrived.`;
  for (let tries = 1; tries <= lengths.length; ++tries) {
    await eventually(() => assert.equal(asked[second.file], tries));
    await page.locator('#lab').getByText(sentence).waitFor();
    await button(page, 'Retry').click();
  }
  await page.getByText(`All ${all} pictures are here.`).waitFor();
  assert.deepEqual(asked, { [first.file]: 1, [second.file]: lengths.length + 1 });
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
});

test('at one kilobyte a second the page says so, and trains on what is here', async (t) => {
  const lab = await openLab({
    manifest,
    hash: '#model=model-0&epochs=1&pictures=1000&test=500',
    override: (pathname) =>
      isOf(second, pathname) ? { respond: drip(bytesOf(second), 1000) } : null,
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  const said = await page.getByText(/^The connection is slow: .* The rest/).textContent();
  const [, rate] = /slow: (\d\.\d) KB a second\. The rest would take \d+ (h|min)/.exec(said) ?? [];
  assert.ok(Math.abs(Number(rate) - 1) < 0.6, said);
  await setRun(page, { 'Training pictures': 500 });
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
});

test('what could not be reached comes by itself when the network is back', async (t) => {
  let isGone = true;
  const lab = await openLab({
    manifest,
    override: (pathname) =>
      isOf(second, pathname) && isGone ? { respond: (response) => response.destroy() } : null,
  });
  t.after(lab.close);
  const { page } = lab;
  await page
    .locator('#lab')
    .getByText(`${second.file} was refused: it could not be reached. Are you offline?`)
    .waitFor();
  await page.context().setOffline(true);
  isGone = false;
  await page.context().setOffline(false);
  await page.getByText(`All ${all} pictures are here.`).waitFor();
  assert.equal(await page.locator('.refusal').count(), 0);
});
