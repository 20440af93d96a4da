/** Numbers as people type them: read as they are meant, or asked about; never another number. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, test } from 'node:test';
import { violationsOf } from './accessibility.mjs';
import { button, closeSettings, dist, field, openLab, openSettings } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

/** As a person does it: key by key, and then on to the next field. A setting's form is opened for it. */
async function type(page, field, text) {
  if (await field.evaluate((input) => input.closest('.settings-line') !== null)) await openSettings(page); // prettier-ignore
  await field.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
}
const inAddress = (page, part) =>
  page.waitForFunction((part) => location.hash.split(/[#&]/).includes(part), part);
const notInAddress = (page, key) =>
  page.waitForFunction((key) => !location.hash.includes(`${key}=`), key);

describe('in a browser whose language is English', () => {
  let page;
  const lab = sharedLab({ locale: 'en-US', hash: '#stop=lab' }, (opened) => (page = opened));
  const rate = () => field(page, 'Learning rate');
  const pictures = () => field(page, 'Training pictures');
  const trainIs = (state) =>
    button(page, 'Train')
      .and(page.locator(`:${state}`))
      .waitFor();

  beforeEach(async () => {
    await type(page, rate(), '0.001');
    await type(page, pictures(), '5000');
    await type(page, field(page, 'Epochs'), '10');
    await trainIs('enabled');
  });

  for (const [text, value] of [
    ['0,0005', '0.0005'],
    ['0.0005', '0.0005'],
    ['0,01', '0.01'],
    ['5e-4', '0.0005'],
    ['10⁻²', '0.01'],
    ['０．０１', '0.01'],
    [' ,02 ', '0.02'],
  ])
    test(`a learning rate of "${text}" is ${value}`, async () => {
      await type(page, rate(), text);
      await inAddress(page, `rate=${value}`);
      await trainIs('enabled');
    });

  test('0,001 is the usual learning rate, and not 1', async () => {
    await type(page, rate(), '0,01');
    await inAddress(page, 'rate=0.01');
    await type(page, rate(), '0,001');
    await notInAddress(page, 'rate');
    await trainIs('enabled');
  });

  for (const text of ['50 000', "50'000", '50.000,0'])
    test(`"${text}" pictures are fifty thousand`, async () => {
      await type(page, pictures(), text);
      await inAddress(page, 'pictures=50000');
    });

  test('50,000 could be fifty or fifty thousand: that is asked, and one press answers', async () => {
    await type(page, pictures(), '50,000');
    await trainIs('disabled');
    assert.equal(await pictures().inputValue(), '50,000');
    assert.equal(await pictures().getAttribute('aria-invalid'), 'true');
    await page.getByText('“50,000” can be read as two numbers').waitFor();
    const said = await pictures().evaluate(
      (input) =>
      input.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '), // prettier-ignore
    );
    assert.match(said, /“50,000” can be read as two numbers/);
    await button(page, '50000').click();
    await inAddress(page, 'pictures=50000');
    await trainIs('enabled');
    assert.equal(await page.locator('.not-read').count(), 0);
  });

  test('what is not a number stays as it is typed, with a sentence, and Train is off until it is one', async () => {
    await type(page, rate(), '0.001x');
    await trainIs('disabled');
    assert.equal(await rate().inputValue(), '0.001x');
    await page.getByText('“0.001x” is not a number that this page can read').waitFor();
    await rate().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    // Nothing has to be left or pressed for the mistake to be over.
    await trainIs('enabled');
    assert.equal(await page.locator('.not-read').count(), 0);
  });

  test('a value is taken with Enter, and not before', async () => {
    await rate().focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0,05');
    assert.ok(!(await page.evaluate(() => location.hash)).includes('rate='));
    await page.keyboard.press('Enter');
    await inAddress(page, 'rate=0.05');
    assert.ok(await rate().evaluate((input) => input === document.activeElement));
  });

  test('arrow keys and Page keys step, up to the limits that are announced', async () => {
    const epochs = page.getByRole('spinbutton', { name: 'Epochs', exact: true });
    for (const [name, value] of [
      ['valuemin', '1'],
      ['valuemax', '1000'],
      ['valuenow', '10'],
    ])
      // prettier-ignore
      assert.equal(await epochs.getAttribute(`aria-${name}`), value);
    await epochs.focus();
    await page.keyboard.press('ArrowUp');
    assert.equal(await epochs.inputValue(), '11');
    await page.keyboard.press('PageDown');
    assert.equal(await epochs.inputValue(), '10');
    for (let i = 0; i < 3; ++i) await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await epochs.inputValue(), '1');
    await inAddress(page, 'epochs=1');
    await rate().focus();
    await page.keyboard.press('ArrowDown');
    await inAddress(page, 'rate=0.0009');
    // A step begins from what is typed.
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0,02');
    await page.keyboard.press('ArrowUp');
    await inAddress(page, 'rate=0.03');
  });

  test('the fields of layers read the same way, pairs too', async () => {
    await closeSettings(page);
    await button(page, 'Model 2').click();
    await page.locator('#layer-3 .layer-row').click();
    await type(page, page.locator('#layer-3-rate'), '0,3');
    await page
      .locator('#layer-3 .layer-fields')
      .filter({ hasText: /^0\.3$/ })
      .waitFor();
    await page.locator('#layer-0 .layer-row').click();
    const height = field(page, 'Kernel size, height');
    await type(page, height, '5,');
    await page.locator('#layer-0 .layer-fields').filter({ hasText: '5×3' }).waitFor();
    await type(page, height, '5;');
    await page.locator('#layer-0 .not-read').filter({ hasText: '“5;”' }).waitFor();
    await trainIs('disabled');
    assert.deepEqual(await violationsOf(page, '#layer-0'), []);
    await type(page, height, '3');
    await trainIs('enabled');
    await button(page, 'Model 1').click();
  });

  test('what makes an epoch better is asked where something goes by it, or where it is set', async () => {
    await openSettings(page);
    const more = page.locator('.settings-line .more-settings');
    if (!(await more.evaluate(({ open }) => open))) await more.locator('summary').click();
    const delta = page.getByLabel('Better by more than this');
    const highest = page.getByLabel('The best epoch has the highest accuracy');
    const keepBest = page.getByLabel('Keep the best');
    await keepBest.waitFor();
    assert.deepEqual([await delta.count(), await highest.count()], [0, 0]);
    await keepBest.check();
    await delta.waitFor();
    await highest.check();
    await keepBest.uncheck();
    await delta.waitFor({ state: 'detached' });
    assert.equal(await highest.count(), 1, 'what is set is not hidden');
    // With it the field itself goes.
    await highest.click();
    await highest.waitFor({ state: 'detached' });
    await closeSettings(page);
  });

  test('nothing went wrong', () => assert.deepEqual(lab.seen.errors, []));
});

test('the Spanish page writes a decimal comma and reads a point as well', async (t) => {
  const lab = await openLab({ file: 'es.html', hash: '#stop=lab&rate=0,002' });
  t.after(lab.close);
  const { page } = lab;
  await page.locator('.chip summary').waitFor();
  const rate = page.locator('#setting-learning_rate');
  assert.equal(await rate.inputValue(), '0,002');
  await type(page, rate, '0.005');
  await inAddress(page, 'rate=0.005');
  await type(page, rate, 'mil');
  await page.getByText('«mil» no es un número').waitFor();
});

/** Every part of the page that takes a number does it by the one component. */
test('no field is of the browser’s own kind for numbers', () => {
  const source = path.join(dist, '../web/src');
  const files = readdirSync(source, { recursive: true }).filter((file) => /\.(svelte|ts)$/.test(file)); // prettier-ignore
  assert.ok(files.length > 100);
  const guilty = files.filter((file) =>
    /type=["'{]*number|\.type = 'number'/.test(readFileSync(path.join(source, file), 'utf8')),
  );
  assert.deepEqual(guilty, []);
});
