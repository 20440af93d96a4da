import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { button, eventually, field, setRun, visit } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

// Enlarged, mirrored, and typed with other keyboards.
describe('enlarged to 400%', { timeout: 240_000 }, () => {
  const lab = sharedLab({ hash: '#stop=4', viewport: { width: 320, height: 256 } }, () => {});

  for (const [width, height, key] of [
    [320, 256, 'Tab'],
    [320, 256, 'Shift+Tab'],
    [1280, 256, 'Tab'],
    [800, 256, 'Shift+Tab'],
  ])
    test(`what has the focus is in sight, at ${width}x${height}, by ${key}`, async () => {
      const { page } = lab;
      await page.setViewportSize({ width, height });
      await page.evaluate(() => {
        scrollTo(0, 0);
        document.activeElement.blur();
      });
      const seen = [];
      for (let i = 0; i < 200; ++i) {
        await page.keyboard.press(key);
        const focus = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === document.body) return null;
          const box = element.getBoundingClientRect();
          // Of what is larger than the screen, the part that shows counts.
          const left = Math.max(box.left, 0);
          const right = Math.min(box.right, innerWidth);
          const top = Math.max(box.top, 0);
          const bottom = Math.min(box.bottom, innerHeight);
          const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          const label = element.closest('label');
          return {
            name: `${element.tagName} ${element.className} ${element.id} ${element.textContent.slice(0, 30)}`,
            size: [right - left, bottom - top],
            hidden: !at || !(element.contains(at) || at.contains(element) || label?.contains(at)),
            first: element.matches('a.skip:first-of-type'),
          };
        });
        if (!focus || (seen.length > 3 && focus.first)) break;
        seen.push(focus.name);
        assert.ok(!focus.hidden && Math.min(...focus.size) > 0, JSON.stringify(focus));
      }
      assert.ok(seen.length > 30, `${seen.length} stops of the Tab key`);
    });
});

describe('mirrored', { timeout: 240_000 }, () => {
  const lab = sharedLab({ hash: '#stop=4' }, async (page) => {
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  });

  test('code, numbers and charts run from left to right', async () => {
    const { page, url } = lab;
    await button(page, 'Model 0').click();
    await setRun(page, { Epochs: 2, 'Training pictures': 100, 'Test pictures': 50 });
    await button(page, 'Train').click();
    await page.locator('.as-table summary').click();
    await page.locator('.as-table tbody tr').nth(1).waitFor();
    const ofBlocks = await page
      .locator('.layer-shape, .layer-count:not(:empty)')
      .evaluateAll((places) => places.map((place) => getComputedStyle(place).direction));
    assert.deepEqual([...new Set(ofBlocks)], ['ltr']);
    await button(page, 'Code').click();
    await page.locator('.code-view').waitFor();
    await visit(page, url, '3');
    await page.locator('.products').waitFor();
    const wrong = await page.evaluate(() => {
      const names = 'pre, code, math, .plot, .plot text, .code-view, .status, .pace, .as-table td, .products, .lens, [data-total], #setting-epochs, .thumbs'; // prettier-ignore
      return [...document.querySelectorAll(names)]
        .filter((element) => getComputedStyle(element).direction !== 'ltr')
        .map((element) => element.outerHTML.slice(0, 80));
    });
    assert.deepEqual(wrong, []);
    assert.equal(
      await page.locator('.code-view').evaluate((place) => getComputedStyle((place.shadowRoot ?? place.firstElementChild?.shadowRoot ?? place).querySelector('.cm-content')).direction), // prettier-ignore
      'ltr',
    );
    // A minus stands before its number, a percent sign behind it.
    const order = await page.locator('.as-table tbody td').evaluateAll((cells) =>
      cells.map((cell) => {
        const node = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
        const at = (i) => {
          const range = document.createRange();
          range.setStart(node, i);
          range.setEnd(node, i + 1);
          return range.getBoundingClientRect().left;
        };
        return node.data.length < 2 || at(0) < at(node.data.length - 1);
      }),
    );
    assert.ok(order.length >= 10 && order.every(Boolean));
    // The axis' names end at the plot's left edge.
    const [label, plot] = await page.locator('#lab .plot svg').first().evaluate((svg) => {
      const box = (element) => element.getBoundingClientRect();
      return [box(svg.querySelector('.grid text')).right, box(svg.querySelector('.grid line')).left];
    }); // prettier-ignore
    assert.ok(label < plot, `${label} ${plot}`);
  });
});

describe('typed with AltGr, and composed', { timeout: 240_000 }, () => {
  const lab = sharedLab({ hash: '#stop=exercise-1' }, async (page) => {
    await button(page, 'Code').click();
    await page.locator('.cm-content').waitFor();
  });
  const code = () => lab.page.locator('.cm-content');
  const codeText = () => code().evaluate((content) => content.innerText);

  // Windows sends AltGr as Ctrl and Alt. Chromium on other systems inserts nothing then, so what
  // counts is that the page leaves the key alone.
  test('no sign of AltGr is taken for a command, in the code, the fields or the pictures', async () => {
    const { page, url } = lab;
    const taken = (locator, keys, modifiers) =>
      locator.evaluate(
        (element, [keys, modifiers]) =>
          keys.filter((key) => {
            const options = { key, bubbles: true, composed: true, cancelable: true, ...modifiers };
            return !element.dispatchEvent(new KeyboardEvent('keydown', options));
          }),
        [keys, modifiers],
      );
    const signs = [...'\\[]{}@#|~€+-='];
    const altGr = { ctrlKey: true, altKey: true };
    await code().click();
    assert.deepEqual(await taken(code(), signs, altGr), []);
    assert.deepEqual(await taken(code(), signs, {}), []);
    for (const place of [page.locator('.stop:visible .reflection'), field(page, 'Learning rate')])
      assert.deepEqual(await taken(place, signs, altGr), []);
    // With Alt the arrows are the browser's: back and forward. By themselves they move.
    const arrows = ['ArrowLeft', 'ArrowRight'];
    await visit(page, url, '3');
    for (const place of [
      page.locator('.lens[role=application]').first(),
      page.locator('#tab-runs'),
    ]) {
      assert.deepEqual(await taken(place, arrows, { altKey: true }), []);
      assert.deepEqual(await taken(place, arrows, {}), arrows);
    }
  });

  test('what a keyboard sends as text arrives', async () => {
    const { page } = lab;
    await visit(page, lab.url, 'exercise-1');
    await code().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n# \\[]{}@#|~€');
    assert.ok((await codeText()).includes('# \\[]{}@#|~€'));
    await page.locator('.stop:visible .reflection').fill('');
    await page.locator('.stop:visible .reflection').pressSequentially('\\[]{}@#|~€');
    assert.equal(await page.locator('.stop:visible .reflection').inputValue(), '\\[]{}@#|~€');
  });

  test('a word that is composed is whole, though the code is read meanwhile', async () => {
    const { page } = lab;
    const session = await page.context().newCDPSession(page);
    const compose = async () => {
      // Longer than the pause after which the code is read.
      for (const text of ['に', 'にほ', 'にほん', '日本']) {
        await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }); // prettier-ignore
        await page.waitForTimeout(300);
      }
      await session.send('Input.insertText', { text: '日本' });
    };
    await code().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('x = ( # ');
    await compose();
    await page.keyboard.type('!');
    await eventually(async () => assert.match(await codeText(), /^x = \( # 日本!/m), 3_000);
    const reflection = page.locator('.stop:visible .reflection');
    await reflection.fill('');
    await reflection.click();
    await compose();
    assert.equal(await reflection.inputValue(), '日本');
    assert.deepEqual(lab.seen.errors, []);
  });
});
