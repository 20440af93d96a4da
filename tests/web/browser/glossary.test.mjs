/** The lesson's technical words say what they mean, by press and by focus, and can be put away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsInBothThemes } from './accessibility.mjs';
import { openLab } from './page.mjs';

/** The open note of a word, the lines that the word stands in, and whether the note moved the text. */
const boxesOf = (term) => {
  const note = document.querySelector('.term-note');
  const text = document.createRange();
  text.selectNodeContents(term);
  const before = document.createRange();
  before.setStart(term.closest('p, li, td, label, legend'), 0);
  before.setEndBefore(note);
  const after = document.createRange();
  after.setStartAfter(note);
  after.setEndAfter(term.closest('.stop'));
  const lay = () => JSON.stringify([before, after].map((one) => [...one.getClientRects()]));
  const box = note.getBoundingClientRect();
  const shown = lay();
  note.hidden = true;
  const moved = lay() !== shown;
  note.hidden = false;
  return { note: box, lines: [...text.getClientRects()], moved };
};

test('a word of the glossary says what it means', async (t) => {
  const lab = await openLab({ hash: '#stop=4', viewport: { width: 390, height: 844 } });
  t.after(lab.close);
  const { page, seen } = lab;
  const word = (name) => page.locator('.stop:not([hidden])').getByRole('button', { name, exact: true }); // prettier-ignore
  const note = page.locator('.term-note');
  const isClear = async (name, room) => {
    const { note: box, lines, moved } = await word(name).evaluate(boxesOf);
    const said = `${name}: ${JSON.stringify([box, lines])}`;
    for (const line of lines)
      assert.ok(box.top >= line.bottom || box.bottom <= line.top, `not before its line, ${said}`);
    assert.ok(box.left >= 0 && box.right <= room.width, `within the window, ${said}`);
    assert.ok(box.top >= 0 && box.bottom <= room.height, `within the window, ${said}`);
    assert.ok(!moved, `the text stands still, ${said}`);
    return box.top >= lines.at(-1).bottom ? 'under' : 'over';
  };

  const put = (name, y) =>
    word(name).evaluate((element, to) => scrollBy(0, element.getBoundingClientRect().top - to), y);
  await put('learning rate', 300);
  await word('learning rate').click();
  await note.getByText('How far the weights are moved at each step.').waitFor();
  const bar = await page.locator('.reach').boundingBox();
  const phone = { width: 390, height: bar.y };
  assert.equal(await isClear('learning rate', phone), 'under');
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

  // A press on the note is none elsewhere: its words can be marked.
  await put('learning rate', 300);
  await word('learning rate').click();
  await note.click();
  assert.ok(await note.isVisible());
  await page.keyboard.press('Escape');
  await note.waitFor({ state: 'hidden' });

  // Low in the window, just over the bar with Train, it stands over the word.
  await put('learning rate', bar.y - 40);
  await word('learning rate').click();
  await note.waitFor();
  assert.equal(await isClear('learning rate', phone), 'over');

  // Every word of a long stop, in a wide window too.
  for (const room of [phone, { width: 1280, height: 720 }]) {
    if (room !== phone) await page.setViewportSize(room);
    const names = await page.locator('.stop:not([hidden]) .term').allTextContents();
    for (const name of new Set(names)) {
      await put(name, 400);
      await word(name)
        .first()
        .evaluate((term) => (term.blur(), term.focus()));
      await note.waitFor();
      await isClear(name, room);
      await page.keyboard.press('Escape');
      await note.waitFor({ state: 'hidden' });
    }
  }

  await page.goto(`${lab.url}es.html#stop=4`);
  await word('tasa de aprendizaje').click();
  await note.getByText('Cuánto se mueven los pesos en cada paso.').waitFor();
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
});
