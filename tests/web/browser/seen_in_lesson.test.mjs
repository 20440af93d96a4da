/** Interactive parts of the lesson that look into the network: stepper with pool, dropout, strip. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { button, enter, epochOver, field } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

/** How many cells of the drawing are switched off, at least: of the channels that are drawn. */
const drawnCells = (part) => part.locator('[data-off]').getAttribute('data-drawn-off');

describe('the lesson beside a network', () => {
  let page;
  const lab = sharedLab(
    { hash: '#stop=3&model=model-1&epochs=1&pictures=500&test=500' },
    (opened) => (page = opened),
  );

  test('max pooling is stepped by keyboard, and the kernel’s window goes with it', async () => {
    const pool = page.getByRole('application', { name: /pooling window/ });
    await pool.focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowDown', 'ArrowDown'])
      await page.keyboard.press(key);
    // The kernel begins at row 15, column 15: in square 7, 7.
    await page.locator('#lesson').getByText('Output at row 9, column 8').waitFor();
    await page.locator('#lesson').getByText('Window at row 18, column 16').waitFor();
    const numbers = await page.locator('.pool-numbers .numbers span').allTextContents();
    assert.equal(numbers.length, 4);
    assert.equal(
      Number(await page.locator('[data-pooled]').textContent()),
      Math.max(...numbers.map(Number)),
    );
    // The kernel's output, after ReLU, is the first number of the square.
    const relu = /ReLU leaves (\d+\.\d\d)/.exec(await page.locator('.result').innerText())[1];
    assert.equal(numbers[0], relu);
  });

  test('the pool follows the mouse too', async () => {
    const pool = page.getByRole('application', { name: /pooling window/ });
    await pool.scrollIntoViewIfNeeded();
    const box = await pool.boundingBox();
    await page.mouse.move(box.x + box.width * (5.5 / 16), box.y + box.height * (12.5 / 16));
    await page.locator('#lesson').getByText('Output at row 12, column 5').waitFor();
  });

  test('the filters of the network can be chosen once it has been trained', async () => {
    const kernels = page.locator('.kernels input');
    assert.equal(await kernels.count(), 5);
    await button(page, 'Train').click();
    await epochOver(page, 1, 1);
    await kernels.nth(5 + 31).waitFor({ state: 'attached' });
    const eighth = page.getByRole('radio', { name: 'Filter 8 of the network you trained' });
    await page.locator('label').filter({ has: eighth }).click();
    assert.ok(await eighth.isChecked());
    await page.getByText(/Red, green and blue each have nine weights/).waitFor();
    // The network's weights are read; a copy of them can be changed.
    assert.equal(await page.locator('.products input').count(), 0);
    await button(page, 'Copy it, to change its weights by hand').click();
    assert.equal(await page.locator('.products input').count(), 9);
    await page.locator('.products .product').first().waitFor();
  });

  test('dropout is drawn on a network that has none, at any rate', async () => {
    await page.goto(`${lab.url}#stop=6&epochs=1&pictures=500&test=500`);
    await page.getByText('This network has no dropout.').waitFor();
    const drawn = page.locator('.stop[data-stop="6"] [data-off]');
    const share = async () =>
      (await drawn.getAttribute('data-off')) / (await drawn.getAttribute('data-of'));
    assert.ok(Math.abs((await share()) - 0.25) < 0.03);
    const rate = page.getByRole('slider', { name: /^Rate/ });
    await rate.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByText('Rate: 0.35').waitFor();
    assert.ok(Math.abs((await share()) - 0.35) < 0.03);
  });

  test('what is dropped is blank, and the smaller networks each have their answer', async () => {
    const part = page.locator('.stop[data-stop="6"]');
    const blank = await part.locator('.dropout .sheet canvas').evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((byte, i) => i % 4 === 3 && byte === 0).length;
    });
    const cells = Number(await drawnCells(part));
    assert.ok(blank >= cells, `${blank} blank, ${cells} switched off`);
    // With nothing switched off, each of them answers what the whole network does.
    const counts = () => part.locator('.wobble .count').allInnerTexts();
    const rate = page.getByRole('slider', { name: /^Rate/ });
    await rate.focus();
    await page.keyboard.press('Home');
    await page.getByText('Rate: 0', { exact: true }).waitFor();
    const guess = (await page.locator('.card').nth(8).locator('.guess').innerText()).split(/\s/)[0];
    const names = await part.locator('.wobble .name').allInnerTexts();
    assert.deepEqual(
      (await counts()).map((text) => parseInt(text)),
      names.map((name) => (name === guess ? 24 : 0)),
    );
    // With nearly all of it, they disagree.
    await page.keyboard.press('End');
    await page.getByText('Rate: 0.95').waitFor();
    assert.ok((await counts()).filter((text) => parseInt(text) > 0).length > 1);
  });

  test('the strip of one picture follows the fields of the augmentation layers', async () => {
    await page.goto(`${lab.url}#stop=exercise-3`);
    await page.getByText('The network in the lab has no augmentation layers yet').waitFor();
    await field(page, 'Add a layer').selectOption('random_translation');
    await button(page, 'Add below').click();
    const height = page.locator('#layer-0-height_factor');
    const width = page.locator('#layer-0-width_factor');
    await enter(height, '0');
    await enter(width, '0');
    const strip = page.locator('.strip canvas');
    await strip.nth(9).waitFor();
    const pictures = () =>
      strip.evaluateAll((all) =>
        all.map((c) => c.getContext('2d').getImageData(0, 0, 32, 32).data.join()),
      );
    // Nothing is moved: all nine are the picture itself.
    await page.waitForFunction(() => {
      const all = [...document.querySelectorAll('.strip canvas')].map((c) =>
        c.getContext('2d').getImageData(0, 0, 32, 32).data.join(),
      );
      return new Set(all).size === 1;
    });
    await enter(height, '0.3');
    await page.waitForFunction(
      (before) =>
        document
          .querySelectorAll('.strip canvas')[1]
          .getContext('2d')
          .getImageData(0, 0, 32, 32)
          .data.join() !== before,
      (await pictures())[0],
    );
    assert.ok(new Set(await pictures()).size > 5);
    await page.getByText('At work: RandomTranslation 0.3, 0').waitFor();
    // A field that cannot be: the strip says so instead of showing the old pictures as new.
    await enter(height, '3');
    await page.getByText('These pictures are from before the mistake in the model.').waitFor();
    assert.deepEqual(lab.seen.errors, []);
  });
});
