/** The lesson as a learner takes it: predicts, trains, is told what came of it, answers, goes on. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { button, engineReady, eventually, setRun, trainToEnd } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const numbered = ['0', '1', '2', '3', '4', '5', '6'];

describe('the stops', () => {
  let page;
  const lab = sharedLab({}, (opened) => (page = opened));

  const stop = () => page.locator('.stop:not([hidden])');
  const open = (name) => page.goto(`${lab.url}#stop=${name}`);
  const tick = (name) => page.locator(`[data-stop-link="${name}"]`);

  test('each has a question; a wrong answer is answered, the right one ticks the stop off', async () => {
    for (const name of numbered) {
      await open(name);
      const form = stop().locator('form.check');
      const wrong = form.locator('.option', { has: page.locator('input[data-when=""]') }).first();
      await wrong.locator('input').check();
      assert.ok(await wrong.locator('.feedback').isVisible(), `stop ${name}: feedback`);
      assert.doesNotMatch(await tick(name).innerText(), /done/);
      const right = form.locator('.option', { has: page.locator('input[data-when="right"]') });
      await right.locator('input').check();
      assert.ok(await right.locator('.feedback').isVisible());
      assert.ok(!(await wrong.locator('.feedback').isVisible()));
      assert.match(await tick(name).innerText(), /done/);
    }
  });

  test('a prediction of a fact is settled at once', async () => {
    await open('3');
    const form = stop().locator('form.predict');
    await form.getByRole('button', { name: 'Commit to this' }).click();
    assert.match(await form.innerText(), /Choose one of them first/);
    await form.getByLabel('The blue of the sky').check();
    await form.getByRole('button', { name: 'Commit to this' }).click();
    assert.match(await form.innerText(), /No: it is “Zero”/);
    assert.ok(await form.getByLabel('Zero').isDisabled());
  });

  test('a prediction of a run waits for the run that it names', async () => {
    await open('2');
    const form = stop().locator('form.predict');
    await form.getByLabel('Less than 20%').check();
    await form.getByRole('button', { name: 'Commit to this' }).click();
    const waits = /Committed\. Now train Model 0 for 10 epochs on 5,000 pictures/;
    assert.match(await form.innerText(), waits);
    await stop().getByRole('button', { name: 'Load the dense network' }).click();
    await setRun(page, { Epochs: 3, 'Training pictures': 1000, 'Test pictures': 500 });
    await trainToEnd(page);
    await stop().locator('[data-yours="model-0"]').filter({ hasText: '3 epochs' }).waitFor();
    assert.match(await form.innerText(), waits);
  });

  test('answers, predictions and ticks are there after a reload', async () => {
    await page.reload();
    await engineReady(page);
    for (const name of numbered) assert.match(await tick(name).innerText(), /done/);
    await open('3');
    assert.ok(await stop().locator('form.predict').getByLabel('The blue of the sky').isChecked());
    assert.match(await stop().locator('form.predict').innerText(), /No: it is “Zero”/);
  });

  test('nothing failed and nothing was refused by the policy', async () => {
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(lab.seen.errors, []);
  });
});

describe('training, watched', () => {
  let page;
  const lab = sharedLab(
    { hash: '#stop=lab&model=model-0&epochs=2&pictures=1000&test=500' },
    (opened) => (page = opened),
  );

  test('the time of an epoch is measured before Train is pressed, and is about right', async () => {
    const text = page.getByText(/[Mm]easured on this device/);
    await text.waitFor();
    await button(page, 'Model 1').click();
    await page.waitForFunction(
      () =>
        /about ([\d.]+) s for each epoch/.exec(
          document.querySelector('.run-panel').innerText,
        )?.[1] >= 1,
    );
    const [, epoch] = /about ([\d.]+) s for each epoch/.exec(await text.innerText());
    await trainToEnd(page);
    // Of the same run once more there is nothing to announce: this one says how long it took.
    await text.waitFor({ state: 'detached' });
    const [, seconds] = /2 epochs in (\d+) s/.exec(await page.locator('.pace').innerText());
    // Other programs come and go: only the order of magnitude is held.
    const ratio = (2 * epoch) / seconds;
    assert.ok(
      ratio > 1 / 10 && ratio < 10,
      `${epoch} s an epoch were announced, ${seconds} s went by for two`,
    );
  });

  test('measuring leaves the trained network as it is', async () => {
    const answers = () => page.locator('.card').allInnerTexts();
    const before = await answers();
    await button(page, 'Model 2').click();
    await page.getByText(/The next run, measured on this device/).waitFor();
    assert.deepEqual(await answers(), before);
    await button(page, 'Model 0').click();
  });

  test('a run before stays in sight, and the two are compared', async () => {
    await setRun(page, { Seed: 5 });
    await trainToEnd(page);
    assert.equal(await page.locator('.chart .line.behind.test').count(), 2, 'one on each chart');
    await page.getByRole('tab', { name: 'Runs' }).click();
    const comparison = page.locator('.comparison');
    await comparison.getByText('Seed: 1 → 5').waitFor();
    const text = await comparison.innerText();
    assert.match(text, /Conv2D 32[^\n]*\n?.*only in the first/);
    // What is printed adds up.
    const row = /Test accuracy\s+(\d+\.\d)%\s+(\d+\.\d)%\s+([+−]\d+\.\d)\s/.exec(`${text}\n`);
    const [before, after, difference] = row.slice(1).map((one) => Number(one.replace('−', '-')));
    assert.equal((after - before).toFixed(1), difference.toFixed(1));
  });

  test('a layer is dragged to another place, and back by Undo', async () => {
    await button(page, 'Model 1').click();
    const kinds = () => page.locator('.layer .layer-name').allInnerTexts();
    const [, first] = await kinds();
    await page.locator('#layer-2').dragTo(page.locator('#layer-0'));
    assert.match((await kinds())[1], /^MaxPooling2D/);
    await button(page, 'Undo').click();
    assert.equal((await kinds())[1], first);
    await button(page, 'Model 0').click();
  });

  test('paused, one batch can be trained by itself, at another learning rate', async () => {
    await setRun(page, { Epochs: 50 });
    await button(page, 'Train').click();
    await page.waitForFunction(() => /batch \d/.test(document.querySelector('.pace').innerText));
    await button(page, 'Pause').click();
    await button(page, 'One batch').waitFor();
    const trained = async () =>
      Number(await page.locator('.chart .faint').first().getAttribute('data-points'));
    await page.waitForTimeout(300);
    const done = () => page.getByLabel('Progress of the run').evaluate((bar) => bar.value);
    const before = await done();
    await button(page, 'One batch').click();
    await page
      .locator('#lab')
      .getByText(/That batch: loss \d+\.\d\d, \d+\.\d% right\./)
      .waitFor();
    await eventually(async () => assert.ok((await done()) > before));
    assert.ok((await trained()) > 0);
    await setRun(page, { 'Learning rate': 0.0005 });
    await button(page, 'Use 0.0005 from the next batch on').click();
    await button(page, 'Use 0.0005 from the next batch on').waitFor({ state: 'detached' });
    await button(page, 'Resume').click();
    await button(page, 'Stop').click();
    await button(page, 'Train').waitFor();
    assert.deepEqual(lab.seen.errors, []);
  });
});
