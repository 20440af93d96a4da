/**
 * The lesson in its order, as one does who tries things on the way: each verdict, comparison and
 * exercise is about the run that it says it is about. The questions name smaller runs than the
 * lesson's, by the page's own HTML, so that all of them can be made here.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { button, dist, engineReady, field, openLab, setRun, trainToEnd, visit } from './page.mjs';

/** In questions and buttons: epochs and pictures of the lesson, and those that stand for them here. */
const smaller = [
  [2, 5000, 1, 100],
  [10, 5000, 2, 100],
  [50, 1000, 3, 60],
  [5, 10000, 1, 200],
];
const html = smaller.reduce(
  (text, [epochs, pictures, fewer, few]) =>
    text.replace(
      new RegExp(`epochs=${epochs}( |&amp;)pictures=${pictures}(?=["& ])`, 'g'),
      `epochs=${fewer}$1pictures=${few}`,
    ),
  readFileSync(path.join(dist, 'index.html'), 'utf8').replaceAll('exercise-1 pictures=5000', 'exercise-1 pictures=100'), // prettier-ignore
);

let lab;
let page;
const stop = () => page.locator('.stop:not([hidden])');
const open = (name) => visit(page, lab.url, name);
const load = (name) => stop().getByRole('button', { name }).click();
const prediction = () => stop().locator('form.predict');
const verdict = () => prediction().locator('.quiz-verdict');
async function commit(option = 0) {
  await prediction().locator('input').nth(option).check();
  await prediction().getByRole('button', { name: 'Commit to this' }).click();
}
/** Accuracies of a run, in tenths of a point, as the status says them at its end. */
async function trained() {
  const status = await trainToEnd(page);
  const [, training, test] = /training (\d+\.\d)%, test (\d+\.\d)%/.exec(status);
  return { training: Number(training), test: Number(test), gap: Number(training) - Number(test) };
}
const openResults = () =>
  stop()
    .locator('details[data-results]')
    .evaluate(({ open }) => open);
/** What the chart of accuracy says was predicted of the run that it shows, in words; and its band. */
async function band() {
  const chart = page.locator('.accuracy svg[role=img]');
  const said = /Your prediction: (.*)\. Accuracy/.exec(await chart.getAttribute('aria-label'));
  assert.equal(await chart.locator('rect.band').count(), said ? 1 : 0);
  return said?.[1] ?? null;
}
/** Whether the marked end of the test line is at the middle of the band, and at its height. */
const endsInBand = () =>
  page.locator('.accuracy svg[role=img]').evaluate((chart) => {
    const band = chart.querySelector('rect.band').getBBox();
    const marks = chart.querySelector('.mark.test').getAttribute('d').split('M').at(-1);
    const [x, y] = marks.split(/[ L]/).map(Number); // the upper corner of the last triangle
    const isThere = Math.abs(x - band.x - band.width / 2) < 1;
    return isThere && y + 4.6 >= band.y - 0.2 && y + 4.6 <= band.y + band.height + 0.2;
  });
/** A number of the page beside one that was made of rounded numbers. */
const near = (text, expected) =>
  assert.ok(Math.abs(Number(text) - expected) <= 0.11, `${text} is not ${expected}`);

before(async () => {
  lab = await openLab({
    // It would keep the page as it was built, with the lesson's own numbers.
    serviceWorkers: 'block',
    override: (pathname) => (pathname === '/' ? { type: 'text/html', body: html } : null),
  });
  page = lab.page;
  await engineReady(page);
  await setRun(page, { 'Test pictures': 200 });
});
after(() => lab.close());

describe('the lesson, walked in order', () => {
  let model0, model1, dropout;

  test('stop 0: the first run after the commitment decides, and what comes later changes nothing', async () => {
    await load('Two rounds');
    await trained(); // run 1, before anything was predicted
    assert.equal(await band(), null);
    await commit(0);
    assert.match(await verdict().innerText(), /^Committed\. Now train a network for 1 epoch on 100 pictures/); // prettier-ignore
    assert.equal(await band(), null, 'that run had begun before');
    await setRun(page, { Epochs: 3 });
    await trained(); // run 2: not what the question is about
    assert.match(await verdict().innerText(), /^Committed/);
    assert.equal(await band(), null);
    await load('Two rounds');
    const { test } = await trained();
    const said = await verdict().innerText();
    assert.ok(said.includes(`test accuracy was ${test.toFixed(1)}%`), said);
    assert.ok(said.includes('(run 3: Model 1, 1 epoch, 100 pictures, seed 1)'), said);
    assert.equal(await band(), 'the test curve ends between 0% and 20%');
    assert.equal(await endsInBand(), test < 20);
    await setRun(page, { Seed: 2 });
    await trained(); // run 4
    assert.equal(await verdict().innerText(), said);
    assert.equal(await band(), null, 'it was about run 3');
    await setRun(page, { Seed: 1 });
  });

  test('stop 1: a fact is settled at once', async () => {
    await open('1');
    await commit(2);
    assert.match(await verdict().innerText(), /^Yes|^Right|right/i);
  });

  test('stop 2: what to expect opens with a run of one’s own, and not before', async () => {
    await open('2');
    await commit(0);
    assert.equal(await openResults(), false);
    await load('Load the dense network');
    model0 = await trained(); // run 5
    assert.match(await verdict().innerText(), /run 5: Model 0, 2 epochs, 100 pictures/);
    await page.waitForFunction(() => document.querySelector('.stop:not([hidden]) details[data-results]').open); // prettier-ignore
    await prediction().getByRole('button', { name: 'Predict again' }).click();
    assert.ok(await prediction().locator('input').first().isEnabled());
    await commit(1);
    assert.match(await verdict().innerText(), /^Committed/, 'it needs another run');
  });

  test('stop 3: so is another', async () => {
    await open('3');
    await commit(0);
    assert.match(await verdict().innerText(), /it is “Zero”/);
  });

  test('stop 4: Model 1 beside that Model 0', async () => {
    await open('4');
    await commit(0);
    assert.match(await verdict().innerText(), /Now train Model 1 for 2 epochs on 100 pictures/);
    assert.equal(await openResults(), false);
    await load('Load the VGG-like network');
    model1 = await trained(); // run 6
    const said = await verdict().innerText();
    assert.match(said, /run 6: Model 1, .*; compared with run 5\)/);
    const bound = Math.round(model0.test + 2);
    assert.equal(await band(), `the test curve ends between 0% and ${bound}%`);
    assert.equal(await endsInBand(), model1.test - model0.test < 2);
  });

  test('stop 5: its last run has other pictures', async () => {
    await open('5');
    await commit(2);
    await load('1,000 pictures');
    await trained(); // run 7
    assert.match(await verdict().innerText(), /run 7: Model 1, 3 epochs, 60 pictures/);
    assert.equal(await band(), 'the training curve ends between 80% and 100%');
    assert.match(await stop().locator('.gaps').innerText(), /Compare them/);
    await load('10,000 pictures');
    const last = await trained(); // run 8
    assert.match(await verdict().innerText(), /run 7: /);
    // After as many steps, not after as many epochs: in batches of 32, 2, 4 and 7 an epoch.
    const gaps = stop().locator('.gaps li');
    await gaps.nth(2).waitFor();
    const said = await gaps.allInnerTexts();
    for (const [i, when] of [
      /^60 pictures\s+after epoch 3, 6 steps/,
      /^100 pictures\s+after epoch 1, 4 steps/,
      /^200 pictures\s+after epoch 1, 7 steps/,
    ].entries())
      // prettier-ignore
      assert.match(said[i], when);
    const [, points] = /gap (−?\d+\.\d)/.exec(said[2]);
    near(points.replace('−', '-'), last.gap);
  });

  test('stop 6: Model 2 beside the Model 1 of the same settings, in text and on the chart', async () => {
    await open('6');
    await commit(0);
    await load('Load the network with dropout');
    dropout = await trained(); // run 9
    assert.match(await verdict().innerText(), /run 9: Model 2, .*; compared with run 6\)/);
    const yours = await stop().locator('[data-yours]').innerText();
    const [, before, now] = /gap was (-?[\d.]+) points?, with dropout it is (-?[\d.]+)/.exec(
      yours.replace(/−/g, '-'),
    );
    near(before, model1.gap);
    near(now, dropout.gap);
    const ghosts = await page.locator('.accuracy text.behind').allTextContents();
    assert.deepEqual(ghosts, [`run 6 ${model1.test.toFixed(1)}%`]);
  });

  test('exercise 1: no older run is compared; the one with the same settings is asked for', async () => {
    await open('exercise-1');
    await commit(0);
    await load('Begin with this network');
    await setRun(page, { Epochs: 1, 'Training pictures': 100 });
    await button(page, 'Add a block').click();
    await page.locator('[data-total]').filter({ hasText: '1,304,746' }).waitFor();
    const deeper = await trained(); // run 10, with a learning rate of 0.0005
    assert.match(await verdict().innerText(), /^Committed\. Run 10 is there\. To compare it, train Model 1 with the same settings/); // prettier-ignore
    await button(page, 'Model 1').click();
    assert.equal(await field(page, 'Learning rate').inputValue(), '0.0005');
    const plain = await trained(); // run 11
    const said = await verdict().innerText();
    assert.match(said, /run 10: .*; compared with run 11\)/);
    const [, points, way] = /test accuracy was (\d+\.\d) points? (higher|lower)/.exec(said);
    near(points, Math.abs(deeper.test - plain.test));
    if (Math.abs(deeper.test - plain.test) > 0.2)
      assert.equal(way, deeper.test > plain.test ? 'higher' : 'lower');

    // The budget: what is in the lab, and what was trained within it.
    const budget = stop().locator('.budget');
    await budget.getByText('550,570 parameters: 450,570 too many.').waitFor();
    assert.equal(await budget.locator('li').count(), 0);
    await page.evaluate(() => (location.hash += '&layers=flatten;dense(10,softmax)'));
    await budget.getByText('30,730 parameters: within the budget, 69,270 are left.').waitFor();
    const small = await trained(); // run 12
    const judged = await budget.locator('li').innerText();
    assert.match(judged, /^Run 12: .* Model 1 \(run 11\)/);
    const [, less, side] = /(\d+\.\d) points? (below|above)/.exec(judged);
    near(less, Math.abs(small.test - plain.test));
    assert.equal(side, small.test < plain.test ? 'below' : 'above');
  });

  test('exercise 2: passes nothing that was trained before, and nothing that is not built there', async () => {
    await open('exercise-2');
    await button(page, 'Model 1').click();
    const exercise = stop().locator('.exercise');
    const passed = exercise.locator('.exercise-verdict');
    const own = exercise.locator('.outcome').filter({ hasText: 'A network of your own' });
    await own.getByText('Not yet:').waitFor();
    assert.equal(await passed.innerText(), '');
    await commit(0);
    assert.match(await verdict().innerText(), /^Committed\. Now train the network of your exercise/); // prettier-ignore
    await trained(); // run 13, without dropout
    assert.match(await verdict().innerText(), /^Committed/);
    assert.equal(await exercise.locator('.outcome').filter({ hasText: 'Epochs of training' }).locator('.visually-hidden').innerText(), 'Waiting for a run:'); // prettier-ignore
  });

  test('exercise 3 waits for a run of its own', async () => {
    await open('exercise-3');
    await commit(0);
    assert.match(await verdict().innerText(), /^Committed\. Now train the network of your exercise/); // prettier-ignore
  });

  test('the closing page counts what came, what came out differently, and what is open', async () => {
    await open('export');
    const tally = await stop().locator('.tally').innerText();
    const outcomes = await page.locator('form.predict:has(:checked)').evaluateAll((forms) => forms.map(({ dataset }) => dataset.outcome ?? 'open')); // prettier-ignore
    const count = (wanted) => outcomes.filter((outcome) => outcome === wanted).length;
    const said = tally.match(/\d+/g).map(Number);
    assert.ok(outcomes.length >= 8);
    assert.deepEqual(said, [outcomes.length, count('came'), count('not'), count('open')].filter((number, i) => i < 3 || number > 0), tally); // prettier-ignore
  });

  test('after a reload every verdict is what it was', async () => {
    const all = () => page.locator('form.predict .quiz-verdict').allTextContents();
    const before = await all();
    await page.reload();
    await engineReady(page);
    await page.waitForFunction(
      (count) => [...document.querySelectorAll('form.predict .quiz-verdict')].filter((one) => one.textContent).length >= count, // prettier-ignore
      before.filter(Boolean).length,
    );
    assert.deepEqual(await all(), before);
    assert.deepEqual(lab.seen.errors, []);
  });
});
