/** All test pictures: the matrix agrees with the run, its cells open, training is as it was. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessible } from './accessibility.mjs';
import { button, epochOver, setRun } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const testPictures = 500;

async function matrixOf(page) {
  const numbers = await page.locator('.confusion button').allTextContents();
  return Array.from({ length: 10 }, (_, row) => numbers.slice(10 * row, 10 * row + 10).map(Number));
}
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** Test accuracy in percent, as the status line has it. */
const accuracyIn = (status) => Number(/test (\d+\.\d)%/.exec(status)[1]);

const examined = (page, epoch) =>
  page.locator(`[data-examined$=" ${epoch}"]`).waitFor({ timeout: 120_000 });

describe('the view of all test pictures', () => {
  let page;
  const lab = sharedLab(
    {
      hash: `#model=model-0&epochs=3&pictures=1000&test=${testPictures}&seed=4`,
    },
    (opened) => (page = opened),
  );

  test('says that there is no network yet', async () => {
    await page.getByRole('tab', { name: 'All test pictures' }).click();
    await page.getByText('There is no network to look into yet.').waitFor();
  });

  let final;
  test('follows the run epoch by epoch, and counts what the epoch counted', async () => {
    // An epoch may be over sooner than a test can look: the page itself keeps what it showed.
    await page.evaluate(() => {
      window.shown = new Set();
      new MutationObserver(() => {
        const now = document.querySelector('[data-examined]')?.dataset.examined;
        if (now) window.shown.add(Number(now.split(' ').at(-1)));
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    await button(page, 'Train').click();
    final = await epochOver(page, 3, 3);
    await examined(page, 3);
    const shown = await page.evaluate(() => [...window.shown]);
    assert.deepEqual(shown.slice(-3), [1, 2, 3]);
    const matrix = await matrixOf(page);
    assert.equal(sum(matrix.flat()), testPictures);
    // The pack is balanced: so many pictures of each class.
    for (const row of matrix) assert.equal(sum(row), testPictures / 10);
    const diagonal = sum(matrix.map((row, i) => row[i]));
    assert.equal(((100 * diagonal) / testPictures).toFixed(1), accuracyIn(final).toFixed(1));
    const shares = await page.locator('.class-accuracy').allTextContents();
    assert.deepEqual(
      shares,
      matrix.map((row, i) => `${((100 * row[i]) / sum(row)).toFixed(1)}%`),
    );
  });

  test('a cell opens its pictures by keyboard', async () => {
    const matrix = await matrixOf(page);
    await page.locator('[data-cell="0-0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.cell), '1-2');
    // On to a cell that is not empty.
    const row = matrix.findIndex((counts, label) => counts.some((n, i) => i !== label && n > 0));
    const column = matrix[row].findIndex((n, i) => i !== row && n > 0);
    for (let i = 0; i < 10; ++i) await page.keyboard.press('ArrowUp');
    for (let i = 0; i < 10; ++i) await page.keyboard.press('ArrowLeft');
    for (let i = 0; i < row; ++i) await page.keyboard.press('ArrowDown');
    for (let i = 0; i < column; ++i) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const wall = page.locator('.cell-pictures .wall canvas');
    await wall.first().waitFor();
    assert.equal(await wall.count(), Math.min(12, matrix[row][column]));
    const [label, said] = await Promise.all(
      [row, column].map((i) => page.locator('.confusion tbody th').nth(i).textContent()),
    );
    for (const name of await wall.evaluateAll((all) => all.map((c) => c.ariaLabel))) {
      // Picture i of the pack is of class i mod 10.
      const [, index, is, says] = /^Test picture (\d+): (\w+); the network says (\w+),/.exec(name);
      assert.deepEqual([index % 10, is, says], [row, label, said]);
    }
  });

  test('the most confident mistakes are mistakes, most confident first', async () => {
    const names = await page
      .locator('.inside > .wall canvas')
      .evaluateAll((all) => all.map((canvas) => canvas.ariaLabel));
    const mistakes = names.map((name) => /: (\w+); the network says (\w+), (\d+)%/.exec(name));
    assert.equal(mistakes.length, 12);
    for (const [, label, said] of mistakes) assert.notEqual(label, said);
    const shares = mistakes.map(([, , , share]) => Number(share));
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => b - a),
    );
  });

  test('the run learned the same to the last digit as with the view closed', async () => {
    await page.getByRole('tab', { name: 'Runs' }).click();
    await button(page, 'Train').click();
    await page.waitForFunction(() => !document.querySelector('.status').textContent);
    assert.equal(await epochOver(page, 3, 3), final);
  });

  test('Pause is answered while pictures are being seen', async () => {
    await button(page, 'Model 1').click();
    await setRun(page, { Epochs: 20, 'Training pictures': 500 });
    await button(page, 'Train').click();
    await page.waitForFunction(() => /batch [3-9]/.test(document.querySelector('.pace').innerText));
    await page.getByRole('tab', { name: 'All test pictures' }).click();
    const asked = Date.now();
    await button(page, 'Pause').click();
    await button(page, 'Resume').waitFor();
    assert.ok(Date.now() - asked < 2000, `Pause took ${Date.now() - asked} ms`);
    await page.getByText(/(In the middle of|After) epoch/).waitFor();
    await button(page, 'Stop').click();
    await button(page, 'Train').waitFor();
  });

  test('axe finds nothing, in light and dark, and at 390 pixels nothing sticks out', async () => {
    await page.locator('[data-cell="3-3"]').click();
    await assertAccessible(page, '#view');
    assert.deepEqual(lab.seen.errors, []);
    assert.deepEqual(lab.seen.foreign, []);
  });
});
