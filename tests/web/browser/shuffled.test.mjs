/** A run repeated on pictures whose pixels are shuffled: real training, beside the lab's own. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { button, trainToEnd, visit } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

describe('shuffled pixels', () => {
  let page;
  const lab = sharedLab(
    { hash: '#stop=2&model=model-0&epochs=3&pictures=1000&test=500' },
    (opened) => (page = opened),
  );
  const part = () => page.locator('.stop:not([hidden]) .shuffled');
  const drawn = () =>
    part()
      .locator('.ten canvas')
      .evaluateAll((all) =>
        all.map((canvas) => [...canvas.getContext('2d').getImageData(0, 0, 32, 32).data]),
      );
  /** Its pixels, sorted: what a shuffle leaves as it is. */
  const bag = (rgba) =>
    Array.from({ length: 1024 }, (_, i) => rgba.slice(4 * i, 4 * i + 3).join()).sort();
  const shares = async () =>
    [...(await part().locator('.outcome').innerText()).matchAll(/(\d+\.\d)%/g)].map(([, share]) =>
      Number(share),
    );

  test('ten pictures are shown in one and the same new order', async () => {
    await part().getByText('First train Model 0 on the pictures as they are').waitFor();
    const before = await drawn();
    await part().getByLabel('Shuffle the pixels').check();
    const after = await drawn();
    for (const i of before.keys()) {
      assert.notDeepEqual(after[i], before[i]);
      assert.deepEqual(bag(after[i]), bag(before[i]));
    }
  });

  test('a run is repeated on them, and the lab’s own runs and network stay', async () => {
    await trainToEnd(page);
    const [guesses, runs] = [
      await page.locator('.card').allInnerTexts(),
      await page.evaluate(() => localStorage['cnn-lab.runs-begun']),
    ];
    await button(page, 'Repeat run 1 (Model 0) on shuffled pictures').click();
    await part()
      .getByText(/^Test accuracy after 3 epochs: /)
      .waitFor();
    const [ordered, shuffled] = await shares();
    const own = /test (\d+\.\d)%/.exec(await page.locator('[data-yours="model-0"]').innerText())[1];
    assert.equal(ordered, Number(own));
    // It has learned: guessing is 10%, and 500 pictures leave 2.6 points to chance.
    assert.ok(shuffled > 15, `${shuffled}`);
    assert.equal(await part().locator('circle.mixed').count(), 3);
    assert.deepEqual(await page.locator('.card').allInnerTexts(), guesses);
    assert.equal(await page.evaluate(() => localStorage['cnn-lab.runs-begun']), runs);
    await part()
      .getByText(/It is not among your runs/)
      .waitFor();
  });

  test('it can be stopped, and begun again', async () => {
    await button(page, 'Repeat run 1 (Model 0) on shuffled pictures').click();
    await part().getByRole('button', { name: 'Stop' }).click();
    await button(page, 'Repeat run 1 (Model 0) on shuffled pictures').click();
    await part()
      .getByText(/^Test accuracy after 3 epochs: /)
      .waitFor();
    assert.deepEqual(lab.seen.errors, []);
  });

  test('at stop 4 it is Model 1’s turn', async () => {
    await visit(page, lab.url, '4');
    await part().getByText('First train Model 1 on the pictures as they are').waitFor();
  });
});
