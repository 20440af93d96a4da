/** What a link holds stays as it is, whichever way a change comes; and it is said. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { downloadWork } from '../../reliability/work_file.mjs';
import { violationsInBothThemes } from './accessibility.mjs';
import {
  button,
  closeSettings,
  engineReady,
  epochOver,
  openSettings,
  pasteProgram,
  downloaded,
} from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const task = '#stop=exercise-1&model=model-2&epochs=5&seed=7&lock=model,settings,stop';
const program = `model = keras.Sequential([
    keras.layers.Flatten(input_shape=(32, 32, 3)),
    keras.layers.Dense(10, activation='softmax')
])
`;

describe('under a link that holds model, settings and stop', () => {
  let page, work, project;
  const hash = '#stop=2&model=model-0&epochs=1&pictures=500&test=500&seed=5';
  const lab = sharedLab({ hash }, async (opened) => {
    page = opened;
    await button(page, 'Train').click();
    await epochOver(page, 1, 1);
    await button(page, 'Train').waitFor();
    await page.getByText('saved just now').waitFor();
    work = await downloadWork(page);
    await page.getByRole('tab', { name: 'Files' }).click();
    project = (await downloaded(page, () => button(page, 'Project').click())).bytes;
    await page.goto('about:blank');
    await page.goto(lab.url + task);
    await engineReady(page);
  });

  const refused = () => page.locator('.refused');
  /** The address says the model, the settings and the stop as they are. */
  async function isAsItWas() {
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => location.hash), task);
    assert.equal(await page.locator('#setting-seed').inputValue(), '7');
    assert.ok(await page.locator('.stop[data-stop="exercise-1"]').isVisible());
    assert.ok(await button(page, 'Model 2').and(page.locator('[aria-pressed=true]')).isVisible());
  }
  /** Said, and what was held then is as it was. */
  async function isRefused(what) {
    await refused().filter({ hasText: what }).waitFor({ timeout: 5000 });
    await isAsItWas();
    await refused().getByRole('button', { name: 'Close' }).click();
    await refused().waitFor({ state: 'detached' });
  }

  test('a kept run of another model does not come back, and stays kept', async () => {
    const offer = page.getByRole('button', { name: /^(Bring it back|Continue from epoch)/ });
    await offer.click();
    await refused().waitFor({ timeout: 5000 });
    assert.deepEqual(await violationsInBothThemes(page, '.refused'), []);
    await isRefused('would change the model and the settings of the run');
    assert.ok(await offer.isVisible());
  });

  test('a button of an exercise or of the lesson changes nothing', async () => {
    await page.locator('.exercise-head button').click();
    await isRefused('would change the model');
    await page.evaluate(() => document.querySelector('[data-load="model-0"]').click());
    await isRefused('would change the model');
  });

  test('the fields can be read and not written, the layers opened and not changed', async () => {
    await openSettings(page);
    const epochs = page.getByRole('spinbutton', { name: 'Epochs' });
    assert.equal(await epochs.inputValue(), '5');
    assert.ok(await epochs.isDisabled());
    await closeSettings(page);
    for (const name of ['Model 0', 'Add a block', 'Undo', 'Redo'])
      assert.ok(await button(page, name).isDisabled(), name);
    await page.locator('#layer-0 .layer-row').click({ timeout: 5000 });
    assert.ok(await page.locator('#layer-0 select').first().isDisabled());
    await isAsItWas();
  });

  test('a program of another model is not taken, and the code view says so', async () => {
    await button(page, 'Code').click({ timeout: 5000 });
    await page.locator('.cm-content').waitFor();
    await pasteProgram(page, program);
    const said = page.locator('.code-remarks .notice');
    await said.filter({ hasText: 'would change the model' }).waitFor({ timeout: 5000 });
    await isAsItWas();
    await button(page, 'Blocks').click();
  });

  test('a file of another run, or of another model, is not opened', async () => {
    await page.getByRole('tab', { name: 'Files' }).click();
    const files = { 'run.cnnlab': work, 'mine.zip': project };
    for (const [name, buffer] of Object.entries(files)) {
      const file = { name, mimeType: 'application/octet-stream', buffer };
      await page.locator('input[accept*=safetensors]').setInputFiles(file);
      await page.getByText(`${name} could not be opened: it would change the model`).waitFor();
      await isAsItWas();
    }
  });

  test('another stop does not open, nor is its text found by a search', async () => {
    await page
      .getByText('The link you opened locks the lesson to this stop')
      .waitFor({ timeout: 5000 });
    const hidden = await page
      .locator('.stop[hidden]')
      .evaluateAll((sections) => sections.map((section) => section.getAttribute('hidden')));
    assert.ok(hidden.length > 5 && hidden.every((value) => value === ''), hidden.join());
    await page.locator('[data-stop-link="4"][aria-disabled=true]').click({ force: true });
    await isRefused('would change the stop of the lesson');
  });

  test('an address without the locks changes nothing; one with locks is another task', async () => {
    await page.evaluate(() => (location.hash = '#stop=exercise-1&model=model-0&epochs=3'));
    await isRefused('would change the model and the settings of the run');
    await page.evaluate(() => (location.hash = '#stop=2&epochs=3&lock=settings'));
    await page.locator('.stop[data-stop="2"]:visible').waitFor();
    await button(page, 'Model 1').and(page.locator('[aria-pressed=true]')).waitFor();
    assert.equal(await page.locator('#setting-epochs').inputValue(), '3');
    assert.equal(await page.locator('#setting-seed').inputValue(), '1');
    assert.ok(await button(page, 'Add a block').isEnabled());
    assert.deepEqual(lab.seen, { errors: [], foreign: [] });
  });
});
