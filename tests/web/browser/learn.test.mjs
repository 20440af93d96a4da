/** What the learner does: opens the page, trains Model 0 and Model 1, and watches. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  button,
  dist,
  engineReady,
  guessesOf,
  epochOver,
  epochReached,
  field,
  gzippedBytes,
  openLab,
  scriptsOf,
  setRun,
} from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const indexHtml = readFileSync(path.join(dist, 'index.html'));
const coep = 'Cross-Origin-Embedder-Policy';

const statusPattern = /^Epoch (\d+) of (\d+): training (\d+\.\d)%, test (\d+\.\d)%$/;

describe('the text', () => {
  test('can be read without any script, all twelve stops of it', async (t) => {
    const lab = await openLab({ javaScriptEnabled: false });
    t.after(lab.close);
    const { page } = lab;
    assert.equal(await page.locator('.stop:visible').count(), 12);
    assert.ok((await page.locator('main').innerText()).split(/\s+/).length > 3000);
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    assert.match(await page.locator('.lab').innerText(), /needs JavaScript/);
    assert.equal(await page.locator('main button:visible').count(), 0);
    // A link to a stop works as the anchor that it is.
    assert.ok(await page.locator('[id="stop=4"]').isVisible());
  });
});

test('the first view needs at most 60 KB of script', () => {
  const scripts = scriptsOf('index.html');
  assert.ok(scripts.length >= 2, 'boot.js and the page itself');
  const bytes = gzippedBytes(scripts);
  assert.ok(bytes <= 60 * 1024, `${bytes} bytes`);
});

describe('training', () => {
  let page;
  const lab = sharedLab({}, (opened) => (page = opened));

  test('the lab begins with Model 1 and the usual settings', async () => {
    assert.equal(await page.locator('[data-total]').textContent(), '550,570');
    assert.equal(await page.locator('.layer-row').count(), 13);
    for (const [name, value] of [
      ['Epochs', '10'],
      ['Batch size', '32'],
      ['Training pictures', '5000'],
      ['Test pictures', '2000'],
      ['Seed', '1'],
      ['Learning rate', '0.001'],
    ])
      assert.equal(await field(page, name).inputValue(), value, name);
  });

  test('Model 0 trains to the end, and the page says so', async () => {
    await button(page, 'Model 0').click();
    await page.locator('[data-total]').filter({ hasText: '394,634' }).waitFor();
    await setRun(page, { Epochs: 2, 'Training pictures': 1000, 'Test pictures': 500 });
    await button(page, 'Train').click();
    await epochReached(page, 1);
    assert.match(await page.locator('.status').textContent(), statusPattern);
    const [, epoch, epochs, training, test] = statusPattern.exec(await epochOver(page, 2, 2));
    assert.deepEqual([epoch, epochs], ['2', '2']);
    // Twice as good as guessing, which no untrained network is.
    assert.ok(Number(training) > 20 && Number(test) > 20, `training ${training}, test ${test}`);
    await button(page, 'Train').waitFor();
    assert.match(await page.locator('.pace').innerText(), /Done: 2 epochs/);
    assert.match(await page.title(), /^Done · test \d+\.\d% · CNN Lab$/);
  });

  test('both charts have a curve, and a mark for each epoch of training and of test', async () => {
    const charts = page.locator('.chart');
    assert.equal(await charts.count(), 2);
    for (const chart of await charts.all()) {
      const plot = chart.locator('.plot');
      // 32 batches an epoch, none averaged away in a run this short.
      assert.equal(await plot.locator('.faint').getAttribute('data-points'), '64');
      for (const line of ['training', 'test']) {
        const marks = await plot.locator(`.mark.${line}`).getAttribute('d');
        assert.equal(marks.match(/M/g).length, 2);
      }
      assert.match(
        await plot.locator('svg').getAttribute('aria-label'),
        /after epoch 2: training .+, test .+\./,
      );
    }
  });

  test('the numbers are in a table too, and are the status’s', async () => {
    await page.getByText('The numbers as a table').click();
    const row = page.locator('.as-table tbody tr').nth(1);
    await row.waitFor();
    const cells = await row.locator('td').allTextContents();
    const [, , , training, test] = statusPattern.exec(await page.locator('.status').textContent());
    assert.deepEqual(cells.slice(0, 2), [`${training}%`, `${test}%`]);
    assert.ok(Math.abs(Number(cells[2].replace('−', '-')) - (training - test)) < 0.11);
  });

  test('the same ten test pictures carry class names and probabilities', async () => {
    const cards = page.locator('.card');
    await cards.nth(9).waitFor();
    const names = await cards.locator('canvas').evaluateAll((all) => all.map((c) => c.ariaLabel));
    assert.equal(names[0], 'This is: airplane');
    assert.equal(names[9], 'This is: truck');
    for (const card of await cards.all()) {
      const guesses = await guessesOf(card);
      assert.equal(guesses.length, 3);
      const shares = guesses.map((guess) => Number(/^[a-z]+ (\d+)%$/.exec(guess)?.[1]));
      assert.deepEqual(
        shares,
        shares.toSorted((a, b) => b - a),
      );
      assert.ok(shares.every((share) => share >= 0 && share <= 100));
    }
    const pixels = await cards
      .first()
      .locator('canvas')
      .evaluate((canvas) => canvas.getContext('2d').getImageData(0, 0, 1, 1).data.join());
    // Test picture 0 of the pack is the archive's first airplane; it is not an empty canvas.
    assert.notEqual(pixels, '0,0,0,0');
  });

  test('the lesson quotes the run', async () => {
    await page.goto(`${lab.url}#stop=2`);
    const text = await page.locator('[data-yours="model-0"]').innerText();
    assert.match(
      text,
      /Your Model 0, after 2 epochs on 1,000 pictures: .* is the number to beat\./,
    );
  });

  test('Model 1 pauses, resumes and stops', async () => {
    await button(page, 'Model 1').click();
    await setRun(page, { Epochs: 50 });
    await button(page, 'Train').click();
    const batch = async () =>
      Number(/batch ([\d,]+) of/.exec(await page.locator('.pace').innerText())?.[1] ?? 0);
    await page.waitForFunction(() => /batch [3-9]/.test(document.querySelector('.pace').innerText));

    const asked = Date.now();
    await button(page, 'Pause').click();
    await button(page, 'Resume').waitFor();
    const answered = Date.now() - asked;
    const progress = () => page.locator('.bars progress').last().getAttribute('value');
    await page.waitForTimeout(300);
    const before = await progress();
    await page.waitForTimeout(1200);
    assert.equal(await progress(), before, 'a paused run goes nowhere');
    assert.match(await page.locator('.pace').innerText(), /Paused/);
    assert.ok(answered < 2000, `Pause took ${answered} ms`);

    await button(page, 'Resume').click();
    await page.waitForFunction(
      (old) => document.querySelector('.bars progress.thin').getAttribute('value') !== old,
      before,
    );
    assert.ok((await batch()) > 0);
    await button(page, 'Stop').click();
    await button(page, 'Train').waitFor();
    assert.ok(await button(page, 'Stop').isDisabled());
    assert.ok(await button(page, 'Train').isEnabled());
  });

  test('Model 1 trains to the end', async () => {
    await setRun(page, { Epochs: 2, Seed: 3 });
    await button(page, 'Train').click();
    assert.match(await epochOver(page, 2, 2), statusPattern);
    await button(page, 'Train').waitFor();
    assert.match(page.url(), /epochs=2&pictures=1000&test=500&seed=3$/);
  });

  test('the same seed gives the same numbers again', async () => {
    const first = await page.locator('.status').textContent();
    await button(page, 'Train').click();
    await button(page, 'Pause').click();
    await button(page, 'Resume').click();
    await page.waitForFunction(() => !document.querySelector('.status').textContent);
    assert.equal(await epochOver(page, 2, 2), first);
  });

  test('nothing was refused by the policy, nothing came from elsewhere, nothing failed', async () => {
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(lab.seen.foreign, []);
    assert.deepEqual(lab.seen.errors, []);
  });
});

test('a link opens with its model, settings and stop', async (t) => {
  const lab = await openLab({
    hash: '#stop=6&model=model-2&epochs=3&seed=9&nonsense=1&batch=banana',
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  assert.equal(await field(page, 'Epochs').inputValue(), '3');
  assert.equal(await field(page, 'Seed').inputValue(), '9');
  assert.equal(await field(page, 'Batch size').inputValue(), '32');
  assert.equal(await button(page, 'Model 2').getAttribute('aria-pressed'), 'true');
  assert.equal(await page.locator('.stop:visible').count(), 1);
  assert.ok(await page.getByRole('heading', { name: 'Model 2: dropout' }).isVisible());
});

test('a page without isolation trains on one thread and says why', async (t) => {
  const lab = await openLab({
    hash: '#model=model-0&epochs=1&pictures=500&test=500',
    // As in a private window of Firefox: nobody adds the headers that the server leaves out.
    serviceWorkers: 'block',
    override: (pathname) =>
      pathname === '/'
        ? { type: 'text/html', body: indexHtml, headers: { [coep]: 'unsafe-none' } }
        : null,
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await page.locator('.chip summary').click();
  assert.match(await page.locator('.chip summary').innerText(), /^1 thread/);
  await page.locator('.chip p', { hasText: /COOP and COEP/ }).waitFor();
  await button(page, 'Train').click();
  assert.match(await epochOver(page, 1, 1), statusPattern);
});
