/** Exercise 1 by keyboard alone, and by touch alone on a phone: built in the picture, trained, looked into, turned back. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violationsOf } from './accessibility.mjs';
import { button, engineReady, eventually, openLab, visit } from './page.mjs';

/** Model 1 with a fourth block: tests/model/builder_test.cpp has the sum. */
const parameters = '1,304,746';
const settings = { Epochs: 2, 'Training pictures': 60, 'Test pictures': 40 };

async function open(t, options) {
  const lab = await openLab({ view: null, ...options });
  t.after(lab.close);
  await engineReady(lab.page);
  await visit(lab.page, lab.url, 'exercise-1');
  return lab;
}

const total = (page) => page.locator('[data-total]').filter({ hasText: parameters }).waitFor();
const trained = (page) => page.getByText('as it is after 2 epochs').waitFor({ timeout: 240_000 });
const guesses = (page) =>
  page.locator('.card button').evaluateAll((cards) => cards.map(({ title }) => title).join());

/** The sum of a cell: nine products of each channel, and what comes out of it is drawn. */
async function isSummed(page) {
  await page.locator('.window td').nth(8).waitFor();
  assert.match(await page.locator('.cell .made').innerText(), /288 products/); // 9 of 32 channels
}

describe('with one hand', { timeout: 300_000 }, () => {
  test('by keyboard alone', async (t) => {
    const { page, seen } = await open(t);
    const { keyboard } = page;
    /** Presses Tab until the focus is where `selector` and `text` say, as one does who looks for it. */
    async function tabTo(selector, text = '', key = 'Tab') {
      for (let presses = 0; presses < 250; ++presses) {
        const isThere = await page.evaluate(
          ([wanted, name]) => {
            const { activeElement: here } = document;
            const said = here.getAttribute('aria-label') ?? here.textContent;
            return here.matches(wanted) && said.trim().startsWith(name);
          },
          [selector, text],
        );
        if (isThere) return;
        await keyboard.press(key);
      }
      assert.fail(`no way by ${key} to ${selector} ${text}`);
    }

    await tabTo('button', 'Begin with this network');
    await keyboard.press('Enter');
    await tabTo('.columns .column');
    for (let i = 0; i < 9; ++i) await keyboard.press('ArrowRight'); // Flatten
    await keyboard.press('Shift+Tab');
    await keyboard.press('Enter');
    await tabTo('.insert button', 'Add a block');
    await keyboard.press('Enter');
    await total(page);
    await keyboard.press('Escape');

    await tabTo('.settings-line > summary', '', 'Shift+Tab');
    await keyboard.press('Enter');
    for (const [name, value] of Object.entries(settings)) {
      const id = await page.getByLabel(name, { exact: true }).getAttribute('id');
      await tabTo(`#${id}`);
      await keyboard.press('Control+a');
      await keyboard.type(String(value));
    }
    await keyboard.press('Escape');
    await tabTo('.controls .main', 'Train', 'Shift+Tab');
    await keyboard.press('Enter');
    await trained(page);
    const now = await guesses(page);

    await tabTo('.columns .column');
    await keyboard.press('Home');
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await isSummed(page);
    await tabTo('.cell input[inputmode], .cell input[type=number], .cell .place input');
    await keyboard.press('Control+a');
    await keyboard.type('1');
    await keyboard.press('Enter');
    // In the first row the window hangs over the edge: six of its nine pixels are there.
    await eventually(async () => assert.equal(await page.locator('.window td').count(), 6));
    await keyboard.press('Escape');

    await tabTo('.look-back input');
    await keyboard.press('ArrowLeft');
    await page.getByText('as it is after 1 epoch').first().waitFor();
    await eventually(async () => assert.notEqual(await guesses(page), now));
    await tabTo('button', 'Back to now');
    await keyboard.press('Enter');
    await eventually(async () => assert.equal(await guesses(page), now));
    assert.deepEqual(seen.errors, []);
  });

  test('by touch alone, on a phone', async (t) => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, seen } = await open(t, phone);
    // Before and after: what stands beside each other in the picture is large enough to be hit.
    const tooSmall = () => violationsOf(page, undefined, { rules: ['target-size'] });
    assert.deepEqual(await tooSmall(), []);
    await button(page, 'Begin with this network').tap();
    await page.locator('.jump').tap();
    await page.locator('.plus[data-place="9"]').tap();
    await button(page, 'Add a block').tap();
    await total(page);
    await button(page, 'Close').tap();

    await page.locator('.settings-line > summary').tap();
    for (const [name, value] of Object.entries(settings)) {
      const number = page.getByLabel(name, { exact: true });
      await number.tap();
      await number.fill(String(value)); // the phone's own keyboard
    }
    await page.locator('.settings-line > summary').tap();
    await button(page, 'Train').tap();
    await trained(page);
    const now = await guesses(page);

    await page.locator('#layer-1 .stack').tap({ position: { x: 12, y: 12 } });
    await isSummed(page);
    await button(page, 'Close').tap();

    const slider = page.locator('.look-back input');
    await slider.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await slider.boundingBox();
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await page.getByText('as it is after 1 epoch').first().waitFor();
    await eventually(async () => assert.notEqual(await guesses(page), now));
    await button(page, 'Back to now').tap();
    await eventually(async () => assert.equal(await guesses(page), now));
    assert.deepEqual(seen.errors, []);
  });
});
