/** Models and settings that cannot work: Train is off, a sentence says why, one press corrects it. */
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { button, enter, engineReady, epochOver, field, openLab, setRun } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

describe('a model that cannot work', () => {
  let page;
  sharedLab({}, (opened) => (page = opened));
  beforeEach(async () => {
    await button(page, 'Model 0').click();
    await button(page, 'Model 1').click();
    await button(page, 'Train').and(page.locator(':enabled')).waitFor();
  });

  const layer = (at) => page.locator(`#layer-${at}`);
  const trainIsOff = async () => {
    await button(page, 'Train').and(page.locator(':disabled')).waitFor();
    assert.match(await page.locator('#why-not').innerText(), /problem/);
  };
  const fixed = () => button(page, 'Train').and(page.locator(':enabled')).waitFor();

  test('a dropout rate of 25 is read as 25%', async () => {
    await button(page, 'Model 2').click();
    await layer(3).locator('.layer-row').click();
    await enter(field(page, 'Rate'), '25');
    await trainIsOff();
    assert.match(await layer(3).locator('.problem').innerText(), /25% is written 0\.25/);
    assert.equal(await field(page, 'Rate').getAttribute('aria-invalid'), 'true');
    await button(page, 'Set rate to 0.25').click();
    await fixed();
    assert.equal(await field(page, 'Rate').inputValue(), '0.25');
    // It is Model 2 again, field for field.
    assert.equal(await button(page, 'Model 2').getAttribute('aria-pressed'), 'true');
  });

  test('a missing Flatten is missed where it belongs', async () => {
    await layer(9).locator('.layer-row').click();
    await layer(9).getByRole('button', { name: 'Remove' }).click();
    await trainIsOff();
    assert.match(await layer(9).locator('.problem').innerText(), /Flatten/);
    await button(page, 'Put Flatten here').click();
    await fixed();
    assert.equal(await page.locator('[data-total]').textContent(), '550,570');
    assert.equal(await button(page, 'Model 1').getAttribute('aria-pressed'), 'true');
  });

  test('pooling below 1x1 is refused at the pool that does it', async () => {
    // 32, 16, 8, 4 after three blocks: 2 and 1 after two more, and then nothing to halve.
    for (let i = 0; i < 3; ++i) await button(page, 'Add a block').click();
    await trainIsOff();
    const bad = page.locator('.layer.bad');
    assert.equal(await bad.count(), 1);
    assert.match(await bad.innerText(), /MaxPooling2D[\s\S]*1×1|1x1/i);
    await bad.locator('.problem button').click();
    await fixed();
    // Taken back, step by step: six edits and the model is as it was.
    for (let i = 0; i < 4; ++i) await button(page, 'Undo').click();
    await page.locator('[data-total]').filter({ hasText: '550,570' }).waitFor();
  });

  test('a model without layers says what to do', async () => {
    await button(page, 'Model 0').click();
    for (let left = 3; left > 0; --left) {
      await layer(0).locator('.layer-row').click();
      await layer(0).getByRole('button', { name: 'Remove' }).click();
    }
    await page
      .locator('.model-panel .problem')
      .filter({ hasText: /no layers yet; choose a preset/ })
      .waitFor();
    await trainIsOff();
  });

  test('an empty field is a problem, not a zero', async () => {
    await layer(0).locator('.layer-row').click();
    await enter(field(page, 'Filters'), '');
    await trainIsOff();
    assert.match(await layer(0).locator('.problem').innerText(), /filters is missing/i);
    await enter(field(page, 'Filters'), '8');
    await fixed();
    // 3·3·3·8 + 8 weights in the first layer.
    assert.match(await layer(0).locator('.layer-count').innerText(), /^224/);
  });

  test('layers move, are copied, and keep the focus on the way', async () => {
    await layer(2).locator('.layer-row').click();
    await layer(2).getByRole('button', { name: 'Move up' }).press('Enter');
    assert.match(await layer(1).innerText(), /MaxPooling2D/);
    const focused = await page.evaluate(() => document.activeElement.textContent);
    assert.equal(focused.trim(), 'Move up');
    await layer(1).getByRole('button', { name: 'Duplicate' }).click();
    assert.match(await layer(2).innerText(), /MaxPooling2D/);
    assert.equal(await page.locator('.layer-row').count(), 14);
  });

  for (const [name, value] of [
    ['Epochs', '0'],
    ['Epochs', '2.5'],
    ['Batch size', ''],
    ['Training pictures', '60000'],
    ['Seed', '-1'],
    ['Learning rate', '0'],
  ])
    test(`${name} of "${value}" is refused in words`, async () => {
      const usual = await field(page, name).inputValue();
      await enter(field(page, name), value);
      await button(page, 'Train').and(page.locator(':disabled')).waitFor();
      assert.match(
        await page.locator('.run-panel [id^=bad-]').innerText(),
        new RegExp(`^${name} has to be`),
      );
      await enter(field(page, name), usual);
      await fixed();
    });

  test('what is typed is not rewritten under the fingers', async () => {
    await enter(field(page, 'Learning rate'), '');
    await field(page, 'Learning rate').pressSequentially('0.0050');
    assert.equal(await field(page, 'Learning rate').inputValue(), '0.0050');
    await enter(field(page, 'Learning rate'), '0.001');
  });
});

test('a learning rate at which the loss is no number any more stops the run and says so', async (t) => {
  const lab = await openLab({ hash: '#model=model-1&epochs=5&pictures=1000&test=500&rate=10' });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await button(page, 'Train').click();
  const fix = button(page, 'Set the learning rate to 0.001');
  await fix.waitFor({ timeout: 120_000 });
  assert.match(
    await page.locator('.run-panel > .problem').innerText(),
    /learning rate of 10 is likely too high/,
  );
  await fix.click();
  await setRun(page, { Epochs: 1 });
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
});
