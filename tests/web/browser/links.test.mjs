/** Links as they arrive: what was set opens, and what cannot be read is said. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { violationsInBothThemes } from './accessibility.mjs';
import { button, engineReady, openLab, pasteProgram } from './page.mjs';

const sent = '#stop=4&model=model-2&epochs=5&seed=7&lock=model,settings';
const escaped = encodeURIComponent(sent.slice(1));

describe('a link', () => {
  let lab, page;
  before(async () => {
    lab = await openLab({ hash: '#stop=0' });
    page = lab.page;
  });
  after(() => lab?.close());

  /** As a link that is clicked in another program: the page loads again. */
  async function open(link) {
    await page.goto('about:blank');
    await page.goto(lab.url + link);
    await page.locator('#setting-epochs').waitFor({ state: 'attached' });
  }
  const remarks = () => page.locator('.link-remarks');
  const address = () => page.evaluate(() => location.hash);

  for (const [how, link] of [
    ['as it was sent', sent],
    ['with & as &amp;', sent.replaceAll('&', '&amp;')],
    ['with &amp%3B', sent.replaceAll('&', '&amp%3B')],
    ['escaped', `#${escaped}`],
    ['escaped twice', `#${encodeURIComponent(escaped)}`],
    ['with a bracket and a full stop behind it', `${sent}).`],
    ['wrapped by a mail program', sent.replace('model-2', 'mod%0D%0Ael-2')],
    ['in quoted-printable', sent.replaceAll('=', '=3D').replace('seed', 'se=%0Aed')],
    ['with a number of a network', `?fbclid=IwAR0${sent}&utm_source=x`],
    ['with a question mark for its #', `?${sent.slice(1)}`],
  ])
    test(`opens what was set, ${how}`, async () => {
      await open(link);
      await page.locator('.stop[data-stop="4"]:visible').waitFor();
      await button(page, 'Model 2').and(page.locator('[aria-pressed=true]')).waitFor();
      for (const [name, value] of [
        ['epochs', '5'],
        ['seed', '7'],
        ['batch_size', '32'],
      ])
        // prettier-ignore
        assert.equal(await page.locator(`#setting-${name}`).inputValue(), value);
      await page.getByText('keeps the model fixed').waitFor();
      assert.equal(await address(), sent);
      assert.equal(await remarks().count(), 0);
    });

  test('says which parts it could not read, goes on saying so, and sets the others', async () => {
    await open('#stop=4&model=modl-2&epochs=2000&batch=64&rate=0,002');
    await remarks().waitFor();
    const said = await remarks().innerText();
    assert.match(said, /model=modl-2: this page does not know that value/);
    assert.match(said, /epochs=2000: Epochs has to be a whole number from 1 to 1,000/);
    assert.match(said, /Compare it with your task, or ask for the link again/);
    assert.equal(await page.locator('#setting-batch_size').inputValue(), '64');
    assert.equal(await page.locator('#setting-learning_rate').inputValue(), '0.002');
    assert.ok(await remarks().evaluate((e) => e.getBoundingClientRect().bottom < innerHeight));
    assert.deepEqual(await violationsInBothThemes(page, '.link-remarks'), []);
    // The address is whole by now; a page that is loaded again (as for its threads) still says it.
    assert.equal(await address(), '#stop=4&batch=64&rate=0.002');
    await page.reload();
    await remarks().waitFor();
    await button(page, 'Close').click();
    await remarks().waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('#setting-epochs').waitFor({ state: 'attached' });
    assert.equal(await remarks().count(), 0);
  });

  test('a link that comes into the open page is read the same way', async () => {
    await open('#stop=2');
    await page.evaluate(() => (location.hash = '#stop=5&amp;epochs=3&amp;epocs=4'));
    await remarks().filter({ hasText: 'epocs=4: a link of this page has no such part' }).waitFor();
    await page.locator('.stop[data-stop="5"]:visible').waitFor();
    assert.equal(await page.locator('#setting-epochs').inputValue(), '3');
    await button(page, 'Close').click();
  });

  test('a model of one’s own from an earlier visit is not put into what a link sets', async () => {
    await open('#stop=4&layers=flatten;dense(7);dense(10,softmax)');
    await engineReady(page);
    await page.locator('#layer-0 .layer-row').click();
    await page.locator('#layer-0').getByRole('button', { name: 'Duplicate' }).click();
    await page.waitForFunction(() => localStorage.getItem('cnn-lab.model'));
    // Model 1 is what a link means that names none.
    await open('#stop=4&epochs=5&lock=model,settings');
    await button(page, 'Model 1').and(page.locator('[aria-pressed=true]')).waitFor();
  });

  test('to a place on the page leaves the lesson where it is', async () => {
    await open('#stop=4&epochs=3');
    await page.evaluate(() => document.querySelector('a.skip[href="#lab"]').click());
    await page.waitForTimeout(100);
    assert.ok(await page.locator('.stop[data-stop="4"]').isVisible());
    assert.equal(await page.locator('#setting-epochs').inputValue(), '3');
    assert.deepEqual(lab.seen, { errors: [], foreign: [] });
  });

  test('gives way to the learner’s own model and program at a visit without it', async () => {
    const program = `# mine
model = keras.Sequential([layers.Flatten(), layers.Dense(7), layers.Dense(10, activation='softmax')])`; // prettier-ignore
    const shows = (text) => page.locator('.cm-content').filter({ hasText: text }).waitFor();
    const layersAre = (text) => page.waitForFunction((part) => location.hash.includes(part), text);
    await open('#stop=4');
    await engineReady(page);
    await button(page, 'Code').click();
    await shows('Sequential');
    await pasteProgram(page, program);
    await layersAre('layers=flatten;dense(7');
    for (const [link, text] of [
      ['#stop=4&layers=flatten;dense(9,relu);dense(10,softmax)', 'Dense(9'],
      ['#stop=4&model=model-2', 'Dropout(0.4)'],
      ['#stop=4&model=model-0&epochs=3&lock=model,settings', 'Dense(128'],
    ]) {
      await open(link);
      await shows(text);
      await open('');
      await layersAre('layers=flatten;dense(7');
      await shows('# mine');
      assert.equal(await page.locator('.cm-content').innerText(), program);
    }
    // What the learner makes of a link's model is the learner's own.
    await open('#stop=4&layers=flatten;dense(9,relu);dense(10,softmax)');
    await button(page, 'Blocks').click();
    await page.locator('#layer-1 .layer-row').click();
    await page.locator('#layer-1').getByRole('button', { name: 'Duplicate' }).click();
    await layersAre('dense(9);dense(9)');
    await open('');
    await layersAre('dense(9);dense(9)');
  });

  test('and comes back after a preset has taken its place, at any later visit', async () => {
    const layersAre = (part) => page.waitForFunction((text) => location.hash.includes(text), part);
    const isPreset = () => page.waitForFunction(() => !location.hash.includes('layers='));
    const earlier = page.getByRole('button', { name: /^Your earlier model/ });
    await open('#layers=flatten;dense(5);dense(10,softmax)');
    await page.locator('#layer-1 .layer-row').click();
    await page.locator('#layer-1').getByRole('button', { name: 'Duplicate' }).click();
    await layersAre('dense(5);dense(5)');
    for (const undone of [false, true]) {
      await button(page, 'Model 2').click();
      await isPreset();
      if (undone) {
        await button(page, 'Undo').click();
        await layersAre('dense(5);dense(5)');
        await button(page, 'Redo').click();
        await isPreset();
      }
      await open('');
      await earlier.click();
      await layersAre('dense(5);dense(5)');
    }
    // It waits while a link's model is in the lab, and a preset after that.
    await open('#stop=4&model=model-2');
    await button(page, 'Model 0').click();
    await open('');
    await earlier.click();
    await layersAre('dense(5);dense(5)');
    // With those of the test before there are three: each comes back for the one in the lab.
    for (const layers of ['dense(9);dense(9)', 'dense(7', 'dense(5);dense(5)']) {
      await button(page, 'Your earlier models (2)').click();
      await layersAre(layers);
    }
    assert.deepEqual(lab.seen, { errors: [], foreign: [] });
  });
});
