/** The kernel that is stepped over a picture: what is painted, counted, changed and shifted. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { button, enter, eventually } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

describe('a kernel over a picture', () => {
  let page;
  const lab = sharedLab({ hash: '#stop=3&epochs=1&pictures=100&test=100' }, async (opened) => {
    page = opened;
    await page.locator('.product').first().waitFor();
  });
  const number = (text) => Number(text.replace('−', '-'));
  const result = async () =>
    number(/The sum is (−?\d+\.\d+)/.exec(await page.locator('.result').innerText())[1]);
  const windowLens = () => page.getByRole('application', { name: /^The window/ });
  const output = () => page.getByRole('img', { name: /^The output:/ });
  const painted = async () =>
    Number(/: ([\d,]+) of/.exec(await output().getAttribute('aria-label'))[1].replace(',', ''));
  /** RGBA of the output, {size,size,4}. */
  const pixels = async () =>
    Uint8Array.from(
      await output().evaluate((canvas) => [
        ...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data,
      ]),
    );
  const kernel = (name) => page.getByRole('radio', { name });
  /** The pictures of weights cover their radio buttons. */
  const choose = (name) => kernel(name).check({ force: true });

  test('picture, output and sum are together in the first window, before and after training', async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    const seenTogether = async () => {
      const { y: end } = await page.locator('.reach').boundingBox(); // Train, in reach below
      const parts = [
        windowLens(),
        output(),
        page.locator('.product').last(),
        page.locator('.result'),
      ];
      const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
      for (const { y, height } of boxes) assert.ok(y >= 0 && y + height <= end, `to ${y + height}`);
      const [picture, painted, products] = boxes;
      assert.ok(picture.x + picture.width <= painted.x && painted.x + painted.width <= products.x);
    };
    await eventually(seenTogether);
    await button(page, 'Train').click();
    // The kernels of the network stand above.
    await kernel('Filter 32').waitFor({ state: 'attached' });
    await eventually(seenTogether);
    await page.setViewportSize({ width: 1440, height: 900 });
    await eventually(seenTogether);
  });

  test('each product is written out, and they add up to the sum', async () => {
    await windowLens().focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown']) {
      await page.keyboard.press(key);
      const terms = await page.locator('.product').evaluateAll((cells) =>
        cells.map((cell) => ({
          pixel: cell.querySelector('[data-pixel]').textContent,
          weight: cell.querySelector('input').value,
          product: cell.querySelector('[data-product]').textContent,
        })),
      );
      assert.equal(terms.length, 9);
      let sum = 0;
      for (const { pixel, weight, product } of terms) {
        assert.equal((number(pixel) * number(weight)).toFixed(2), number(product).toFixed(2));
        sum += number(product);
      }
      // Grey comes in hundredths and the weights are whole numbers: by hand the sum is the same.
      assert.equal(sum.toFixed(2), (await result()).toFixed(2));
    }
    for (let i = 0; i < 20; ++i) await page.keyboard.press('ArrowUp');
    assert.equal(await page.locator('.product.outside').count(), 3);
  });

  test('the output is empty at first, and the window paints what it passes', async () => {
    await button(page, 'Empty it').click();
    assert.ok((await pixels()).every((byte) => byte === 0));
    await windowLens().focus();
    for (let i = 0; i < 5; ++i) await page.keyboard.press('ArrowDown');
    assert.equal(await painted(), 6, 'where it stood, and five more');
    const drawn = (await pixels()).filter((_, i) => i % 4 === 3 && _ > 0).length;
    assert.equal(drawn, 6);
  });

  test('a sweep paints row by row, stops at a press, and goes on to the end', async () => {
    await button(page, 'Empty it').click();
    await button(page, 'Sweep').click();
    await eventually(async () => assert.ok((await painted()) >= 12));
    await button(page, 'Pause').click();
    const stopped = await painted();
    await page.waitForTimeout(200);
    assert.equal(await painted(), stopped);
    const rows = await pixels();
    const last = rows.findLastIndex((byte, i) => i % 4 === 3 && byte > 0);
    assert.equal((last + 1) / 4, stopped, 'no place is left out');
    await button(page, 'Sweep').click();
    await button(page, 'Paint all').click();
    assert.equal(await painted(), 32 * 32);
    assert.ok(await button(page, 'Paint all').isDisabled());
  });

  test('what is above 0 is blue and what is below is orange, and ReLU leaves the blue', async () => {
    const colours = async () => {
      const all = await pixels();
      const cells = Array.from({ length: 32 * 32 }, (_, i) => all.subarray(4 * i, 4 * i + 3));
      return {
        blue: cells.filter(([red, , blue]) => blue > red + 40).length,
        orange: cells.filter(([red, , blue]) => red > blue + 60).length,
      };
    };
    const before = await colours();
    assert.ok(before.blue > 20 && before.orange > 20, JSON.stringify(before));
    await page.getByRole('checkbox', { name: 'ReLU' }).check();
    const after = await colours();
    assert.deepEqual(after, { blue: before.blue, orange: 0 });
    await page.getByRole('checkbox', { name: 'ReLU' }).uncheck();
  });

  test('a weight that is typed makes a kernel of one’s own', async () => {
    const before = await result();
    await enter(page.getByLabel('Weight in row 2, column 2'), '2.5');
    assert.ok(await kernel('Your own weights').isChecked());
    const pixel = number(await page.locator('[data-pixel]').nth(4).getAttribute('data-pixel'));
    assert.ok(Math.abs((await result()) - (before + 2.5 * pixel)) < 0.006);
    await enter(page.getByLabel('Weight in row 2, column 2'), '');
    await page.getByText(/Until there is one, the weight is as before/).waitFor();
    await choose('Left edge: brighter right');
    assert.equal(await result(), before);
  });

  test('stride and padding make an output of another size', async () => {
    const size = () => output().evaluate((canvas) => canvas.width);
    for (const [padding, stride, expected] of [
      ['valid: none', '1: every pixel', 30],
      ['valid: none', '2: every other pixel', 15],
      ['same: zeros beyond the edge', '2: every other pixel', 16],
      ['same: zeros beyond the edge', '1: every pixel', 32],
    ]) {
      await page.getByLabel(padding).check();
      await page.getByLabel(stride).check();
      await page.getByText(`The window stops at ${expected} × ${expected}`).waitFor();
      assert.equal(await size(), expected);
      assert.equal(await painted(), expected ** 2, 'what was complete stays so');
    }
  });

  test('a shifted picture shifts the output, and changes the sum of a dense neuron', async () => {
    const neuron = async () =>
      Number(await page.locator('[data-neuron]').getAttribute('data-neuron'));
    const [before, sum] = [await pixels(), await neuron()];
    await button(page, 'To the right').click();
    await button(page, 'To the right').click();
    await page.getByText(/all 840 numbers that are still in view have moved along/).waitFor();
    const after = await pixels();
    // Windows wholly in the picture: rows and columns 1 to 30.
    for (let row = 1; row <= 30; ++row)
      for (let column = 1; column + 2 <= 30; ++column)
        for (const channel of [0, 1, 2])
          assert.equal(
            after[4 * (32 * row + column + 2) + channel],
            before[4 * (32 * row + column) + channel],
            `row ${row}, column ${column}`,
          );
    assert.ok(Math.abs((await neuron()) - sum) > 0.005);
    await button(page, 'Back').click();
    assert.deepEqual(await pixels(), before);
  });

  test('where motion is reduced there is no sweep, and all can be painted at once', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.reload();
    await button(page, 'Paint all').click();
    assert.equal(await painted(), 32 * 32);
    assert.equal(await button(page, 'Sweep').count(), 0);
    assert.deepEqual(lab.seen.errors, []);
  });
});
