import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  button,
  engineReady,
  enter,
  epochReached,
  eventually,
  field,
  openLab,
  setRun,
} from './page.mjs';

// A screen reader is told of every change in a live region. All of the page's are watched here,
// whatever they are made of.
const watch = () => {
  window.heard = [];
  const live =
    '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], [role=timer], output';
  new MutationObserver((records) => {
    const regions = new Map();
    for (const { target } of records) {
      const region = (target.parentElement && target.nodeType !== 1 ? target.parentElement : target).closest?.(live); // prettier-ignore
      if (region) regions.set(region, region.textContent.replace(/\s+/g, ' ').trim());
    }
    for (const text of regions.values())
      if (text) window.heard.push({ at: performance.now(), text });
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
};

const heard = (page) => page.evaluate(() => window.heard.splice(0));
const texts = (list) => list.map(({ text }) => text);
/** Seconds between one sentence and the next; the clock of a busy machine may be a little late. */
const least = 2.9;

describe('what a screen reader hears', { timeout: 240_000 }, () => {
  let lab, page;
  before(async () => {
    lab = await openLab({ hash: '#stop=5' });
    page = lab.page;
    await engineReady(page);
    await page.locator('.card').nth(9).waitFor();
    // What is predicted is held against the run at its end.
    await page.locator('.stop:visible .quiz.predict input').first().check();
    await page.locator('.stop:visible .quiz.predict button').click();
    await page.evaluate(watch);
  });
  after(() => lab.close());

  test('progress at most once in three seconds, with any view open; a pause and an end once', async () => {
    await button(page, 'Model 1').click();
    await setRun(page, { Epochs: 1000, 'Training pictures': 64, 'Test pictures': 20 });
    await page.getByRole('tab', { name: 'Inside' }).click();
    await button(page, 'Train').click();
    await epochReached(page, 1);
    await page.locator('.inside-layers .layer-row').nth(2).click();
    await page.locator('.pooled').waitFor();
    await heard(page);
    await page.waitForTimeout(4_000);
    await page.getByRole('tab', { name: 'All test pictures' }).click();
    await page.locator('[data-cell="0-0"]').waitFor();
    await page.waitForTimeout(4_000);
    await button(page, 'Pause').click();
    await button(page, 'Resume').waitFor();
    await page.waitForTimeout(3_500);
    const all = await heard(page);
    const progress = all.filter(({ text }) => text.startsWith('Epoch'));
    assert.ok(progress.length > 0);
    for (let i = 1; i < progress.length; ++i)
      assert.ok(progress[i].at - progress[i - 1].at > 1000 * least, texts(progress).join('; '));
    // The pause is the last that is heard, and once; a slow disk may have been told of, also once.
    const others = texts(all.filter((one) => !progress.includes(one)));
    assert.equal(others.length, new Set(others).size, texts(all).join('; '));
    assert.equal(others.filter((text) => text.startsWith('Paused')).length, 1);
    assert.match(texts(all).at(-1), /^Paused\. Epoch \d+ of 1000: training/);

    await button(page, 'Resume').click();
    await button(page, 'Pause').waitFor();
    await button(page, 'Stop').click();
    await button(page, 'Train').waitFor();
    await page.waitForTimeout(500);
    const end = texts(await heard(page)).filter((text) => !/^Epoch|storage/.test(text));
    assert.equal(end.length, 1, end.join('; '));
    assert.match(end[0], /^Stopped\. Epoch \d+ of 1000/);
  });

  test('the end of a whole run once, with the numbers that are seen', async () => {
    await page.getByRole('tab', { name: 'Runs' }).click();
    await setRun(page, { Epochs: 2 });
    await heard(page);
    await button(page, 'Train').click();
    await epochReached(page, 2);
    await button(page, 'Train').waitFor();
    await eventually(async () => {
      const said = await page.evaluate(() => window.heard.map(({ text }) => text));
      assert.ok(said.some((text) => text.startsWith('Done')));
    });
    await page.waitForTimeout(3_200);
    const end = texts(await heard(page)).filter((text) => !text.startsWith('Epoch'));
    // And what becomes of the prediction.
    assert.equal(end.filter((text) => text.startsWith('Done')).length, 1);
    assert.equal(end.length, new Set(end).size);
    assert.ok(end.includes(`Done. ${await page.locator('.status').textContent()}`), end.join('; '));
  });

  test('a fault once', async () => {
    await setRun(page, { 'Learning rate': 10, Epochs: 50 });
    await heard(page);
    await button(page, 'Train').click();
    await page.locator('.run-panel .problem', { hasText: /0\.001/ }).waitFor();
    await page.waitForTimeout(3_200);
    const said = texts(await heard(page)).filter((text) => !/^Epoch|storage/.test(text));
    assert.equal(said.length, 1, said.join('; '));
    assert.match(said[0], /A learning rate of 10 is likely too high\. Try 0\.001\./);
    await enter(field(page, 'Learning rate'), 0.001);
    await page.waitForTimeout(300);
    assert.deepEqual(await heard(page), []);
    assert.deepEqual(lab.seen.errors, []);
  });
});
