/** Time turned back: the network as it was at the end of an epoch, and of an earlier run. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violationsInBothThemes } from './accessibility.mjs';
import { button, engineReady, eventually, setRun, trainToEnd } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const settings = { 'Training pictures': 500, 'Test pictures': 100, Seed: 3 };

describe('looking back', () => {
  let page;
  const lab = sharedLab(
    { hash: '#stop=lab&model=model-0', view: null },
    (opened) => (page = opened),
  );
  const slider = () => page.getByRole('slider', { name: /^Look back/ });
  const guesses = async () =>
    (
      await page.locator('.card button').evaluateAll((cards) => cards.map(({ title }) => title))
    ).join();
  let afterOne, accuracies;

  test('the arrow keys lead to what the same run was when it ended there', async () => {
    await engineReady(page);
    await setRun(page, { ...settings, Epochs: 1 });
    await trainToEnd(page);
    afterOne = await guesses();
    await setRun(page, { Epochs: 4 });
    await trainToEnd(page);
    const afterFour = await guesses();
    assert.notEqual(afterFour, afterOne);
    await slider().focus();
    for (let i = 0; i < 3; ++i) await page.keyboard.press('ArrowLeft');
    await page.getByText('as it is after 1 epoch').waitFor();
    await eventually(async () => assert.equal(await guesses(), afterOne));
    assert.equal(await slider().getAttribute('aria-valuetext'), 'as it is after 1 epoch');
    await button(page, 'Back to now').click();
    await eventually(async () => assert.equal(await guesses(), afterFour));
  });

  test('all test pictures are judged as they were in the table of that epoch', async () => {
    await page.locator('.as-table summary').click();
    const rows = await page.locator('.as-table tbody tr').allInnerTexts();
    accuracies = rows.map((row) => Number(row.split('\t')[2].replace('%', '')));
    await page.getByRole('tab', { name: 'All test pictures' }).click();
    for (const epoch of [2, 4, 1]) {
      await page.locator('.accuracy .plot').scrollIntoViewIfNeeded();
      const box = await page.locator('.accuracy .plot').boundingBox();
      // The plot lies between margins of 46 and 136 pixels, and its axis goes to 4 epochs.
      const x = 46 + ((box.width - 46 - 136) * epoch) / 4;
      await page.mouse.click(box.x + x, box.y + 60);
      // 100 test pictures: a percent is a picture.
      await page
        .locator('[data-examined]')
        .filter({ hasText: `after epoch ${epoch}` })
        .filter({ hasText: `${accuracies[epoch - 1]} of 100` })
        .waitFor();
    }
  });

  test('a map’s history has a picture for each epoch, and leads back to it', async () => {
    await button(page, 'Back to now').click();
    await page.locator('#layer-1 .column').focus();
    await page.keyboard.press('Enter');
    const strip = page.locator('.channel ol.strip button');
    await strip.nth(3).waitFor();
    assert.equal(await strip.count(), 4);
    await strip.nth(1).click();
    await page.getByText('as it is after 2 epochs').waitFor();
    await strip.nth(1).click();
    await button(page, 'Find the test pictures it answers to most').click();
    const found = page.locator('.channel ul.strip button');
    await found.nth(5).waitFor();
    const activations = (await found.allInnerTexts()).map(Number);
    assert.deepEqual(
      activations,
      activations.toSorted((a, b) => b - a),
    );
    // The first of them, put in front, brings about just this in the unit whose sum is open.
    await found.first().click();
    const cell = page.locator('.made[data-cell]');
    await eventually(async () =>
      assert.equal(
        Number(await cell.getAttribute('data-cell')).toFixed(2),
        activations[0].toFixed(2),
      ),
    );
    await page.keyboard.press('Escape');
  });

  test('which pixels mattered, by keyboard', async () => {
    await page.locator('.framed').focus();
    await page.keyboard.press('Enter');
    await button(page, 'Which pixels mattered').click();
    await page.locator('[data-occlusion]').waitFor();
    assert.deepEqual(await violationsInBothThemes(page, '.network'), []);
    const number = page.getByLabel('Test picture, from 0');
    await number.fill('123');
    await number.blur();
    // Picture i of the pack is of class i mod 10: 3 is a cat.
    await page.locator('.photograph').getByRole('img', { name: 'This is: cat' }).waitFor();
    await button(page, 'Close').click();
  });

  test('the network of an earlier run is opened, and answers as it did', async () => {
    await button(page, 'Model 1').click();
    await setRun(page, { Epochs: 1 });
    await trainToEnd(page);
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page.locator('.two li').nth(9).waitFor();
    await page.getByRole('button', { name: /^Open the network of Run 1: Model 0/ }).click();
    await eventually(async () => assert.equal(await guesses(), afterOne));
    await page.getByText('Network: Model 0').waitFor();
    assert.deepEqual(lab.seen.errors, []);
  });
});
