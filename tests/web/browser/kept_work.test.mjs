/** Work that outlives reloads, crashes and kills: the run goes on, and ends with the same bits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshotDigest } from '../../reliability/work_file.mjs';
import { button, engineReady, epochOver, epochReached, openLab } from './page.mjs';

const hash = '#model=model-0&epochs=6&pictures=5000&test=500&seed=5';

/** Trains to the end without a break: what every broken run has to end with. */
async function uninterrupted() {
  const lab = await openLab({ hash });
  try {
    await engineReady(lab.page);
    await button(lab.page, 'Train').click();
    await epochOver(lab.page, 6, 6);
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
  await epochOver(page, 6, 6);
  await button(page, 'Train').waitFor();
  assert.equal(await snapshotDigest(page), expected);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(lab.seen.errors, []);
});
