/** The lesson's technical words say what they mean, by press and by focus, and can be put away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsInBothThemes } from './accessibility.mjs';
import { openLab } from './page.mjs';

test('a word of the glossary says what it means', async (t) => {
  const lab = await openLab({ hash: '#stop=4', viewport: { width: 390, height: 844 } });
  t.after(lab.close);
  const { page, seen } = lab;
  const word = (name) => page.locator('.stop:not([hidden])').getByRole('button', { name, exact: true }); // prettier-ignore
  const note = page.locator('.term-note');

  const put = (name, y) =>
    word(name).evaluate((element, to) => scrollBy(0, element.getBoundingClientRect().top - to), y);
  await put('learning rate', 300);
  await word('learning rate').click();
  await note.getByText('How far the weights are moved at each step.').waitFor();
  const box = await note.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  const line = await word('learning rate').boundingBox();
  assert.ok(box.y >= line.y + 16, 'the word itself stays in sight');
  assert.deepEqual(await violationsInBothThemes(page, '.stop:not([hidden])'), []);
  await word('learning rate').click();
  await note.waitFor({ state: 'hidden' });

  // By focus, from one to the next; Escape puts it away and leaves the focus where it is.
  await page.keyboard.press('Tab');
  await note.getByText('minus the logarithm').waitFor();
  assert.equal(await word('cross-entropy').getAttribute('aria-expanded'), 'true');
  assert.equal(await word('learning rate').getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('Escape');
  await note.waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.dataset.term), 'cross-entropy');
  await page.keyboard.press('Enter');
  await note.waitFor();
  await page.locator('.stop:not([hidden]) h2').click();
  await note.waitFor({ state: 'hidden' });

  // Low in the window, just over the bar with Train, it stands above the word.
  const bar = await page.locator('.reach').boundingBox();
  await put('learning rate', bar.y - 40);
  await word('learning rate').click();
  await note.waitFor();
  const [above, low] = [await note.boundingBox(), await word('learning rate').boundingBox()];
  assert.ok(above.y > 0 && above.y + above.height <= low.y, JSON.stringify([above, low]));

  await page.goto(`${lab.url}es.html#stop=4`);
  await word('tasa de aprendizaje').click();
  await note.getByText('Cuánto se mueven los pesos en cada paso.').waitFor();
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
});
