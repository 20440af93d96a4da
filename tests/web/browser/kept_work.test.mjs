/** Work that outlives reloads, crashes and kills: the run goes on, and ends with the same bits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptWork, snapshotDigest } from '../../reliability/work_file.mjs';
import { violationsInBothThemes } from './accessibility.mjs';
import {
  button,
  engineReady,
  epochOver,
  epochReached,
  eventually,
  openLab,
  trainToEnd,
} from './page.mjs';

const hash = '#model=model-0&epochs=8&pictures=1500&test=200&seed=5';

/** Trains to the end without a break: what every broken run has to end with. */
async function uninterrupted() {
  const lab = await openLab({ hash });
  try {
    await engineReady(lab.page);
    await button(lab.page, 'Train').click();
    await epochOver(lab.page, 8, 8);
    await button(lab.page, 'Train').waitFor();
    return await snapshotDigest(lab.page);
  } finally {
    await lab.close();
  }
}

test('a reload in the middle offers to go on, and the end is the same to the bit', async (t) => {
  const expected = await uninterrupted();
  const lab = await openLab({ hash });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await button(page, 'Train').click();
  await epochReached(page, 2);
  await button(page, 'Pause').click();
  await page.getByText('saved just now').waitFor();
  await page.reload();
  const offer = page.getByRole('button', { name: /^Continue from epoch \d$/ });
  await offer.click();
  await button(page, 'Pause').or(button(page, 'Resume')).waitFor();
  await epochOver(page, 8, 8);
  await button(page, 'Train').waitFor();
  assert.equal(await snapshotDigest(page), expected);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(lab.seen.errors, []);
});

test('a run that a link does not let go on is kept beside those that are trained under it', async (t) => {
  const lab = await openLab({ hash: '#model=model-0&epochs=1000&pictures=300&test=100' });
  t.after(lab.close);
  const { page, url } = lab;
  const known = [];
  /** What is kept now, once it is none of what is known. */
  const saved = () =>
    eventually(async () => {
      const { digest } = await keptWork(page);
      assert.ok(!known.includes(digest));
      known.push(digest);
    });
  const open = async (address) => {
    await page.goto('about:blank');
    await page.goto(url + address);
    await engineReady(page);
  };
  await engineReady(page);
  await button(page, 'Train').click();
  await epochReached(page, 2);
  await button(page, 'Pause').click();
  await page.waitForTimeout(1000); // Nothing more is being written.
  await saved();

  // Two lessons, each with a link that holds another task.
  const offer = page.locator('.kept .notice').first();
  for (const seed of [7, 8]) {
    await open(`#stop=4&model=model-0&epochs=1&pictures=300&test=100&seed=${seed}&lock=settings`);
    await offer.getByText('The link you opened does not let it go on here').waitFor();
    await trainToEnd(page);
    await saved();
  }

  // At a visit without a link all three are there, and each comes back without another's loss.
  await open('#stop=4');
  const aside = page.locator('.kept .aside li');
  await aside.nth(1).waitFor();
  assert.deepEqual(await violationsInBothThemes(page, '.kept'), []);
  await aside.getByRole('button', { name: /^Continue from epoch/ }).click();
  await button(page, 'Stop').click();
  await eventually(async () => {
    const { run } = (await keptWork(page)).header;
    assert.equal(run.settings.epochs, 1000);
    assert.ok(run.epochs.length >= 2);
  });
  await aside.nth(1).waitFor();
  await page.reload();
  await engineReady(page);
  for (const digest of known.slice(1)) {
    await aside.last().getByRole('button', { name: 'Bring it back' }).click();
    await eventually(async () => assert.equal((await keptWork(page)).digest, digest));
    await eventually(async () => assert.equal(await snapshotDigest(page), digest));
    await aside.nth(1).waitFor();
  }
  await aside.first().getByRole('button', { name: 'Discard it' }).click();
  await aside.nth(1).waitFor({ state: 'detached' });
  assert.deepEqual(lab.seen.errors, []);
});
