/** A class link that asks for a name: it gives the seed, and the record says both. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { violationsInBothThemes } from './accessibility.mjs';
import { button, engineReady, epochOver, downloaded } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const seedOf = (name) => createHash('sha256').update(`biology-7\n${name}`).digest().readUInt32BE(0); // prettier-ignore
/** Nothing stands before an element: neither the window's end nor a bar. */
const inFront = (element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
};
const link = '#stop=exercise-3&model=model-0&epochs=1&pictures=200&test=100&assignment=biology-7';

describe('a link of an assignment', () => {
  let page;
  const lab = sharedLab({ hash: `${link}&seed=9` }, async (opened) => (page = opened));
  const box = () => page.getByRole('region', { name: /biology-7/ });
  const seed = () => page.locator('#setting-seed').inputValue();

  test('asks for a name, which gives the seed of the runs', async () => {
    await box().getByLabel('Your name').waitFor();
    await button(page, 'Use this name').click();
    assert.equal(await seed(), '9', 'nothing without a name');
    assert.deepEqual(await violationsInBothThemes(page, '.assignment'), []);
  });

  test('holds Train until the name is given: it leads to the field, which says why', async () => {
    await engineReady(page);
    const name = box().getByLabel('Your name');
    const state = () => page.evaluate(() => document.querySelector('.pace').textContent.trim());
    const before = await state();
    for (const [width, height] of [
      [390, 844],
      [1440, 900],
    ]) {
      // prettier-ignore
      await page.setViewportSize({ width, height });
      await button(page, 'Train').focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement.id === 'assignment-name');
      const said = box().getByText('Your name comes first');
      assert.equal(await name.getAttribute('aria-describedby'), await said.getAttribute('id'));
      for (const part of [name, said])
        assert.ok(await part.evaluate(inFront), `in sight at ${width} pixels`);
    }
    assert.equal(await state(), before, 'nothing is trained');
    assert.deepEqual(await violationsInBothThemes(page, '.assignment'), []);
  });

  test('trains then, with the seed of the name', async () => {
    await box().getByLabel('Your name').fill(' Ada  Lovelace ');
    await page.keyboard.press('Enter');
    await epochOver(page, 1, 1);
    await box()
      .getByText(`Ada Lovelace, your seed is ${seedOf('ada lovelace')}.`)
      .waitFor();
    assert.equal(await seed(), String(seedOf('ada lovelace')));
    // Whoever is given this address has a seed of their own.
    assert.equal(await page.evaluate(() => location.hash), link);
    assert.deepEqual(await violationsInBothThemes(page, '.assignment'), []);
  });

  test('says so when the seed is another, and gives it back', async () => {
    await page.locator('#setting-seed').evaluate((field) => {
      field.value = '5';
      for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true })); // prettier-ignore
    });
    await box().getByText('The seed was changed.').waitFor();
    await button(page, 'Use my seed').click();
    assert.equal(await seed(), String(seedOf('ada lovelace')));
    await box().getByText('The seed was changed.').waitFor({ state: 'detached' });
  });

  test('makes a record that says the assignment, is named after both, and has that seed', async () => {
    await button(page, 'Train').waitFor();
    await page.getByRole('tab', { name: 'Files' }).click();
    const name = page.locator('#learner');
    assert.equal(await name.inputValue(), 'Ada Lovelace');
    assert.equal(await name.getAttribute('readonly'), '');
    const taken = await downloaded(page, () => button(page, 'Completion record').click());
    assert.equal(taken.name, 'cnn-lab-record-Ada-Lovelace-biology-7.json');
    const record = JSON.parse(taken.bytes);
    assert.equal(record.learner, 'Ada Lovelace');
    assert.equal(record.assignment, 'biology-7');
    assert.equal(record.runs[0].settings.seed, seedOf('ada lovelace'));
  });

  test('is made in the tab Files, from a key', async () => {
    const made = page.getByLabel('A link to this');
    assert.doesNotMatch(await made.inputValue(), /assignment/);
    await page.getByLabel('Key of an assignment').fill('Chemistry 1');
    assert.match(await made.inputValue(), /&assignment=chemistry-1$/);
    assert.doesNotMatch(await made.inputValue(), /seed=/);
    await page.getByLabel('Key of an assignment').fill('?');
    await page.getByText('A key begins with a letter or a digit').waitFor();
  });

  test('knows the learner after a reload, in Spanish too', async () => {
    await page.getByText('saved just now').waitFor();
    await page.reload();
    await box()
      .getByText(`your seed is ${seedOf('ada lovelace')}`)
      .waitFor();
    await page.goto(`${lab.url}es.html${link}`);
    await box()
      .getByText(`Ada Lovelace, tu semilla es ${seedOf('ada lovelace')}.`)
      .waitFor();
    // Who comes next at this computer does not train under the name before.
    await button(page, 'Otro nombre').click();
    await button(page, 'Entrenar').click();
    await box().getByLabel('Tu nombre').fill('Zoé');
    await button(page, 'Usar este nombre y entrenar').click();
    await box()
      .getByText(`Zoé, tu semilla es ${seedOf('zoé')}.`)
      .waitFor();
  });
});
