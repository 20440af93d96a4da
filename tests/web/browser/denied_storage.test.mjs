/** Where the browser denies all storage: the lab trains, says that nothing is kept, and hands it out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWork } from '../../reliability/work_file.mjs';
import { button, engineReady, epochOver, downloaded } from './page.mjs';
import { openPlaces } from './places.mjs';

const hash = '#model=model-0&epochs=2&pictures=500&test=500&seed=5';
/** As a learner or a school sets it in the browser's settings. */
const allBlocked = { profile: { default_content_setting_values: { cookies: 2 } } };

/** What the browser itself says: this test is worth nothing where storage works. */
const isDenied = (frame) =>
  frame.evaluate(async () => {
    const locks = await navigator.locks.request('probe', () => 'held').catch(({ name }) => name);
    try {
      return [locks, String(localStorage)];
    } catch ({ name }) {
      return [locks, name];
    }
  });

async function trainsAndHandsOut(page, frame, says) {
  assert.deepEqual(await isDenied(frame), ['SecurityError', 'SecurityError']);
  await engineReady(frame);
  await frame.locator('.kept .problem').filter({ hasText: says }).waitFor({ timeout: 20_000 });
  await button(frame, 'Train').click();
  await epochOver(frame, 2, 2);
  const { bytes } = await downloaded(page, () => button(frame, 'Download my work').click());
  const { header } = readWork(bytes);
  assert.equal(header.run.epochs.length, 2);
  assert.equal(await frame.getByText(/Your work is kept on this computer/).count(), 0);
}

test('cookies blocked: it trains, says so, and the work can be taken along', async (t) => {
  const places = await openPlaces({ preferences: allBlocked });
  t.after(places.close);
  const page = await places.opened(places.url + hash);
  await trainsAndHandsOut(page, page, /does not let the page store anything/);
});

test('a frame on another site, as browsers are set: the same', async (t) => {
  const places = await openPlaces();
  t.after(places.close);
  const { page, frame } = await places.framed({ hash });
  await trainsAndHandsOut(page, frame, /inside a page of another site/);
});
