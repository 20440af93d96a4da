/** Ten pictures that the learner names: the score, the network's on the same ten, and what stays. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { button, eventually, trainToEnd, visit } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

describe('ten pictures to name', () => {
  let page;
  const lab = sharedLab(
    { hash: '#stop=1&model=model-0&epochs=1&pictures=500&test=500' },
    (opened) => (page = opened),
  );
  const score = () => page.locator('.name-ten .score');
  const truths = () => page.locator('.name-ten .truth').allInnerTexts();

  test('the digits and the buttons answer; the truth comes at the end', async () => {
    await page.getByLabel('Without a clock').check();
    await button(page, 'Begin').click();
    await page.getByText('Picture 1 of 10').waitFor();
    assert.equal(await page.locator('.name-ten .truth').count(), 0);
    await page.locator('.names .button', { hasText: 'frog' }).click();
    await page.getByText('Picture 2 of 10').waitFor();
    for (let i = 0; i < 9; ++i) await page.keyboard.press('6');
    await score().waitFor();
    const frogs = (await truths()).filter((name) => name === 'frog').length;
    assert.equal(Number(await score().getAttribute('data-right')), frogs);
    assert.match(
      await score().innerText(),
      /^You named \d of 10 in \d+ seconds, without a clock\./,
    );
  });

  test('the network in the lab is asked for the same ten', async () => {
    await page
      .getByText('When you have trained a network, it is asked for the same ten.')
      .waitFor();
    await trainToEnd(page);
    await eventually(async () => {
      const [, right] = /\(Model 0\) names (\d+) of the same ten/.exec(await score().innerText());
      const ticks = (await page.locator('.answers li').allInnerTexts()).filter((text) =>
        /It:\s*✓/.test(text),
      );
      assert.equal(ticks.length, Number(right));
    });
  });

  test('the score stands beside the networks’ from then on, also after a reload', async () => {
    const right = Number(await score().getAttribute('data-right'));
    await page.reload();
    await score().waitFor();
    assert.equal(Number(await score().getAttribute('data-right')), right);
    await visit(page, lab.url, '2');
    await page.locator('[data-yours="model-0"]', { hasText: `You named ${right} of 10` }).waitFor();
  });

  test('when the time is over, what is not named counts as wrong', async () => {
    await visit(page, lab.url, '1');
    const before = await truths();
    await page.clock.install();
    await button(page, 'Again, with ten other pictures').click();
    await page.getByText('Picture 1 of 10').waitFor();
    await page.clock.runFor(29_000);
    await page.getByText('1 second left').first().waitFor();
    await page.clock.runFor(2_000);
    await score().waitFor();
    assert.match(await score().innerText(), /^You named 0 of 10 in 30 seconds\./);
    assert.notDeepEqual(await truths(), before, 'other pictures');
  });

  test('a picture’s three colours stand apart, each with its own numbers only', async () => {
    await page.getByLabel('ship, training picture 8', { exact: true }).click();
    const planes = await page
      .locator('.plane canvas')
      .evaluateAll((all) =>
        all.map((canvas) => [...canvas.getContext('2d').getImageData(0, 0, 32, 32).data]),
      );
    const whole = await page
      .locator('.lens canvas')
      .first()
      .evaluate((canvas) => [...canvas.getContext('2d').getImageData(0, 0, 32, 32).data]);
    assert.equal(planes.length, 3);
    planes.forEach((plane, colour) =>
      plane.forEach((byte, i) => {
        if (i % 4 !== 3) assert.equal(byte, i % 4 === colour ? whole[i] : 0);
      }),
    );
    assert.deepEqual(lab.seen.errors, []);
  });
});
