/** A class link that asks for a name: it gives the seed, and the record says both. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { violationsInBothThemes } from './accessibility.mjs';
import { button, engineReady, epochOver, downloaded } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const seedOf = (name) => createHash('sha256').update(`biology-7\n${name}`).digest().readUInt32BE(0); // prettier-ignore
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
    await box().getByLabel('Your name').fill(' Ada  Lovelace ');
    await page.keyboard.press('Enter');
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
    await engineReady(page);
    await button(page, 'Train').click();
    await epochOver(page, 1, 1);
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
    await button(page, 'Otro nombre').click();
    await box().getByLabel('Tu nombre').fill('Zoé');
    await button(page, 'Usar este nombre').click();
    await box()
      .getByText(`Zoé, tu semilla es ${seedOf('zoé')}.`)
      .waitFor();
  });
});
