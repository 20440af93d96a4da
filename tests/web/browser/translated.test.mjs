import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { button, engineReady, enter, epochReached, eventually, openLab } from './page.mjs';

// The browser's own translation, in Chrome and Edge: each text node gives its place to two `<font>`
// elements with the translation, here and in all that comes later. Brackets stand for the
// other language.

/** Runs in the page. */
function translate() {
  const taken = [];
  const skipped = (node) =>
    node.parentElement?.closest('[translate="no"], .notranslate, script, style, textarea, font');
  const wrap = (text) => {
    if (!text.isConnected || skipped(text) || !text.data.trim()) return;
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    inner.textContent = `⟦${text.data}⟧`;
    outer.append(inner);
    text.parentNode.replaceChild(outer, text);
    taken.push([text, outer]);
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return wrap(node);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    found.forEach(wrap);
  };
  walk(document.body);
  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records)
      for (const node of type === 'characterData' ? [target] : addedNodes) walk(node);
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  /** "Show original": what was taken out comes back where its translation still stands. */
  window.showOriginal = () => {
    observer.disconnect();
    for (const [text, font] of taken.reverse())
      if (font.isConnected) font.parentNode.replaceChild(text, font);
  };
}

/** What is to be read in the lab and in the open stop, less what tells of time. */
const said = (page) =>
  page.evaluate(() => {
    const places = [document.querySelector('#lab'), document.querySelector('.stop:not([hidden])')];
    const times = new Set(document.querySelectorAll('.pace, section.kept > .help'));
    const textOf = (node) => {
      if (times.has(node)) return '';
      if (node.nodeType === Node.TEXT_NODE) return node.data;
      return [...node.childNodes].map(textOf).join('');
    };
    return places.map(textOf).join('\n').replace(/[⟦⟧]/g, '').replace(/\s+/g, ' ');
  });

/** By their ids, because their labels are in another language. */
async function setRun(page, settings) {
  for (const [name, value] of Object.entries(settings))
    await enter(page.locator(`#setting-${name}`), value);
}
const steps = {
  'another model': async (page) => {
    await page.locator('.presets button').nth(0).click();
    await eventually(async () =>
      assert.equal(await page.locator('[data-total]').textContent(), '394,634'),
    );
    await page.locator('.presets button').nth(2).click();
    await eventually(async () =>
      assert.equal(await page.locator('[data-total]').textContent(), '550,570'),
    );
  },
  'a field of a layer': async (page) => {
    await page.locator('#layer-0 .layer-row').click();
    await page.locator('#layer-0-filters').fill('24');
    await page.locator('#layer-0-filters').blur();
  },
  'a mistake, and back': async (page) => {
    await page.locator('#layer-0-filters').fill('0');
    await page.locator('#layer-0-filters').blur();
    await page.locator('#layer-0 .problem').waitFor();
    for (let i = 0; i < 2; ++i) await page.locator('.history .button').first().click();
    await page.locator('#layer-0 .problem').waitFor({ state: 'detached' });
  },
  'a block more': (page) => page.locator('.edit-actions .button').first().click(),
  'a run': async (page) => {
    await page.locator('.presets button').nth(0).click();
    await setRun(page, { epochs: 3, training_pictures: 1000, test_pictures: 500 });
    const main = page.locator('.controls .button.main');
    await main.click();
    await epochReached(page, 3);
    await eventually(async () => assert.match(await main.textContent(), /Train/));
  },
  'the numbers as a table': (page) => page.locator('.as-table summary').click(),
  'a network seen inside': async (page) => {
    await page.locator('#tab-inside').click();
    await page.locator('.answer-bars li').first().waitFor();
    await page.locator('.choose-picture .thumb').nth(3).click();
  },
  'all test pictures': async (page) => {
    await page.locator('#tab-test').click();
    await page.locator('[data-cell="3-5"]').click();
    await page.locator('.cell-pictures').waitFor();
  },
  'a second run, paused and gone on with': async (page) => {
    await page.locator('.presets button').nth(1).click();
    await setRun(page, { epochs: 1, training_pictures: 600, test_pictures: 100 });
    const main = page.locator('.controls .button.main');
    await main.click();
    await eventually(async () => assert.match(await main.textContent(), /Pause/));
    await main.click();
    await eventually(async () => assert.match(await main.textContent(), /Resume/));
    await page.locator('.controls .button').nth(2).waitFor();
    await main.click();
    await eventually(async () => assert.match(await main.textContent(), /Train/), 120_000);
    // The matrix of the pause gives way to that of the end, which has the run's own accuracy.
    const accuracy = /[\d.]+%(?=\D*$)/.exec(await page.locator('.status').textContent())[0];
    await eventually(async () => assert.ok((await page.locator('#view').textContent()).includes(`(${accuracy})`))); // prettier-ignore
  },
  'the runs': async (page) => {
    await page.locator('#tab-runs').click();
    await page.locator('.comparison').waitFor();
    await page.locator('#compare-first').selectOption({ index: 2 });
  },
  files: (page) => page.locator('#tab-files').click(),
  'a picture of the learner’s own': (page) => page.locator('#tab-own').click(),
  'another picture in front': (page) => page.locator('.card button').nth(3).click(),
};
for (const stop of ['1', '3', '5', '6', 'exercise-1'])
  steps[`stop ${stop}`] = async (page) => {
    await page.locator(`[data-stop-link="${stop}"]`).click();
    await page.locator(`.stop[data-stop="${stop}"]`).waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.stop:not([hidden]) [data-widget]')].every(
        (place) => place.querySelector('*') && !place.querySelector('.coming'),
      ),
    );
  };
steps['a hint'] = (page) =>
  page.locator('.stop:not([hidden]) .exercise .actions .button').first().click();

describe('a page that the browser translates', { timeout: 400_000 }, () => {
  let pages = [];
  after(() => Promise.all(pages.map(({ close }) => close())));

  test('says what it says untranslated, at every step', async () => {
    pages = await Promise.all([openLab(), openLab()]);
    const [plain, other] = pages.map(({ page }) => page);
    await Promise.all([engineReady(plain), engineReady(other)]);
    await Promise.all([plain, other].map((page) => page.locator('.card').nth(9).waitFor()));
    await other.evaluate(translate);
    for (const [name, act] of Object.entries(steps)) {
      await Promise.all([act(plain), act(other)]).catch((error) => {
        throw new Error(`${name}: ${error.message}`);
      });
      await eventually(async () => {
        const [wanted, got] = [await said(plain), await said(other)];
        assert.equal(got, wanted, name);
      }, 10_000);
    }
    // And it is translated: what the lab says in words is in the other language.
    assert.match(await other.locator('#model-heading').textContent(), /^⟦Model⟧$/);
    assert.match(await other.locator('.controls .button.main').textContent(), /^⟦Train⟧$/);
    // Programs, formulas, drawings and Keras's names are what they were.
    const untouched = ['pre', 'code', 'math', 'svg', 'button .layer-name', 'h1'];
    assert.deepEqual(
      await other.locator(untouched.map((name) => `${name} font`).join()).allTextContents(),
      [],
    );
    for (const name of untouched) assert.ok((await other.locator(name).count()) > 0, name);

    await other.evaluate(() => window.showOriginal());
    await eventually(async () => assert.equal(await said(other), await said(plain)), 10_000);
    assert.equal(await other.locator('font').count(), 0);
    await button(other, 'Undo').click();
    await button(plain, 'Undo').click();
    await eventually(async () => assert.equal(await said(other), await said(plain)), 10_000);
    for (const { seen } of pages) assert.deepEqual(seen.errors, []);
  });
});
