/** Inside the network: every layer of every kind, for any picture, agreeing with the engine. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violationsInBothThemes } from './accessibility.mjs';
import {
  button,
  enter,
  engineReady,
  epochOver,
  field,
  openLab,
  guessesOf,
  setRun,
  textsOf,
} from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

/** Opens the layer at a place of the list, from 1, by keyboard. */
async function openLayer(page, at) {
  const row = page.locator('.inside-layers .layer-row').nth(at - 1);
  await row.focus();
  if ((await row.getAttribute('aria-expanded')) !== 'true') await page.keyboard.press('Enter');
  await page
    .locator('.inside-layers .layer')
    .nth(at - 1)
    .locator('.layer-detail')
    .waitFor();
}

const pixelsOf = (locator) =>
  locator.evaluate((canvas) => [
    ...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data,
  ]);

describe('the view inside the network', () => {
  let page;
  const lab = sharedLab(
    { hash: '#model=model-2&epochs=1&pictures=500&test=500' },
    (opened) => (page = opened),
  );

  test('says the same of the first picture as the ten pictures do', async () => {
    await button(page, 'Train').click();
    await epochOver(page, 1, 1);
    await button(page, 'Train').waitFor();
    const guesses = await guessesOf(page.locator('.card').first());
    await page.getByRole('tab', { name: 'Inside' }).click();
    const bars = page.locator('.answer-bars li');
    const shares = (await textsOf(bars, 10)).map((text) =>
      /^\s*([a-z]+) (\d+\.\d)%/.exec(text).slice(1),
    );
    assert.equal(shares.length, 10);
    assert.ok(Math.abs(shares.reduce((sum, [, share]) => sum + Number(share), 0) - 100) < 0.6);
    for (const [i, guess] of guesses.entries()) {
      const [, name, share] = /^([a-z]+) (\d+)%$/.exec(guess);
      assert.equal(shares[i][0], name);
      assert.ok(Math.abs(shares[i][1] - share) <= 0.56, `${shares[i]} and ${guess}`);
    }
  });

  test('accounts for the parameters of each layer', async () => {
    await openLayer(page, 1);
    assert.match(await page.locator('[data-account]').textContent(), /\(3×3×3 \+ 1\) × 32 = 896\./);
    await page.locator('.filters button').nth(31).waitFor();
    const counts = await page.locator('.model-panel .layer-count').allTextContents();
    for (const at of [2, 5, 14, 15]) {
      await openLayer(page, at);
      const text = await page.locator('[data-account]').textContent();
      // Entry 0 of the model's list is the input.
      assert.equal(/= ([\d,]+)\.$/.exec(text)[1], /[\d,]+/.exec(counts[at])[0]);
    }
  });

  test('the numbers of a layer are not rounded to whole ones', async () => {
    await openLayer(page, 1);
    const [, least, most] = /from (\S+) to (\S+);/.exec(await page.locator('#view').innerText());
    assert.match(most, /\d\.\d/, `from ${least} to ${most}`);
    assert.ok(Number(most) > 0);
  });

  test('the pool that is stepped is the pool of the engine', async () => {
    await openLayer(page, 3);
    const slider = page.getByRole('slider', { name: 'Channel' });
    await slider.focus();
    await page.keyboard.press('Home');
    for (const channel of [1, 2, 3]) {
      if (channel > 1) await page.keyboard.press('ArrowRight');
      const enlarged = page.getByRole('img', { name: `Channel ${channel}, enlarged` });
      await enlarged.waitFor();
      const after = page.locator('.pool-stepper figure').nth(1).locator('canvas');
      // Both are drawn with their largest number as white, and a max pool keeps the largest.
      assert.deepEqual(await pixelsOf(after), await pixelsOf(enlarged));
    }
    const window = page.getByRole('application', { name: /pooling window/ });
    await window.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.locator('.pooled').getByText('Output at row 1, column 1').waitFor();
    const numbers = (await page.locator('.pool-numbers .numbers span').allTextContents()).map(
      Number,
    );
    assert.equal(numbers.length, 4);
    assert.equal(Number(await page.locator('[data-pooled]').textContent()), Math.max(...numbers));
  });

  test('shows what dropout switches off, drawn again each time', async () => {
    await openLayer(page, 4);
    const drawn = page.locator('[data-off]');
    const share = async () =>
      (await drawn.getAttribute('data-off')) / (await drawn.getAttribute('data-of'));
    assert.equal(await drawn.getAttribute('data-of'), String(16 * 16 * 32));
    const once = await share();
    assert.ok(Math.abs(once - 0.25) < 0.03, String(once));
    assert.match(await drawn.textContent(), /1 \/ \(1 − 0\.25\) = 1\.33/);
    await button(page, 'Draw again').click();
    assert.notEqual(await share(), once);
  });

  test('takes any test picture', async () => {
    await enter(field(page, 'Test picture, from 0'), '123');
    // Picture i of the pack is of class i mod 10: 3 is a cat.
    await page.locator('.this-picture').getByRole('img', { name: 'This is: cat' }).waitFor();
    await enter(field(page, 'Test picture, from 0'), '500');
    await page.getByText('There are test pictures from 0 to 499.').waitFor();
    await page.getByRole('button', { name: 'This is: frog', exact: true }).click();
    await page.locator('.this-picture').getByRole('img', { name: 'This is: frog' }).waitFor();
  });

  test('axe finds nothing, and at 390 pixels nothing sticks out', async () => {
    for (const at of [1, 3, 4, 14]) {
      await openLayer(page, at);
      assert.deepEqual(await violationsInBothThemes(page, '#view'), [], `layer ${at}`);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    for (const at of [1, 3, 4, 13, 14]) {
      await openLayer(page, at);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `layer ${at} makes the page ${width} pixels wide`);
    }
    assert.deepEqual(lab.seen.errors, []);
  });
});

test('layers of every kind can be opened', async (t) => {
  const layers = [
    { kind: 'random_flip', mode: 'horizontal' },
    { kind: 'conv2d', filters: 6, kernel_size: 5, strides: 2 },
    { kind: 'batch_normalization' },
    { kind: 'activation', activation: 'relu' },
    { kind: 'average_pooling2d', pool_size: [3, 2], padding: 'same' },
    { kind: 'spatial_dropout2d', rate: 0.3 },
    { kind: 'conv2d', filters: 5, kernel_size: [1, 3], activation: 'relu' },
    { kind: 'max_pooling2d', pool_size: [2, 3], strides: [1, 2] },
    { kind: 'global_average_pooling2d' },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'dense', units: 10, activation: 'softmax' },
  ];
  const lab = await openLab();
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await page.evaluate((model) => localStorage.setItem('cnn-lab.model', JSON.stringify(model)), {
    name: 'x',
    layers,
  });
  // Restored where the address sets no task: one that does means Model 1 where it names no other.
  await page.goto(`${lab.url}?#stop=0`);
  await engineReady(page);
  await setRun(page, { Epochs: 1, 'Training pictures': 200, 'Test pictures': 100 });
  await button(page, 'Train').click();
  await epochOver(page, 1, 1);
  await page.getByRole('tab', { name: 'Inside' }).click();
  await page.locator('.answer-bars').waitFor();
  assert.equal(await page.locator('.inside-layers .layer').count(), layers.length);
  const counts = await page.locator('.model-panel .layer-count').allTextContents();
  for (let at = 1; at <= layers.length; ++at) {
    await openLayer(page, at);
    const sum = page.locator('[data-account]');
    const count = Number(/[\d,]+/.exec(counts[at])[0].replaceAll(',', ''));
    // What the page computes is what the engine counted.
    assert.equal((await sum.count()) > 0, count > 0, `layer ${at}`);
    if (count > 0) {
      const [, left, right] = /: (.+) = ([\d,]+)\.$/.exec(await sum.textContent());
      assert.equal(Function(`return ${left.replaceAll('×', '*')}`)(), count);
      assert.equal(Number(right.replaceAll(',', '')), count);
    }
    const canvases = page.locator('.layer-detail canvas');
    if (at < 9) assert.ok((await canvases.count()) > 0, `layer ${at}`);
  }
  // The max pool with windows that overlap is the engine's too.
  await openLayer(page, 8);
  const [after, enlarged] = await Promise.all([
    pixelsOf(page.locator('.pool-stepper figure').nth(1).locator('canvas')),
    pixelsOf(page.locator('.enlarged canvas')),
  ]);
  assert.equal(after.length, enlarged.length);
  assert.deepEqual(lab.seen.errors, []);
});
