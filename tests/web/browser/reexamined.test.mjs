/**
 * Training pictures examined as test pictures are, after each epoch of a network that trains
 * otherwise: the same as the engine says in Node, and nothing of the run is another for it.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { strFromU8 } from 'fflate';
import { loadEngine, valueOf } from '../../../tools/engine.mjs';
import { addPictures } from '../../../tools/pictures.mjs';
import { epochsOf } from '../../../tools/replay.mjs';
import { button, dist, setRun, trainToEnd, downloaded } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const run = { epochs: 2, batch_size: 32, training_pictures: 90, test_pictures: 50, seed: 3, learning_rate: 0.001 }; // prettier-ignore

/** The part of the first training pictures that the network in the session names correctly. */
function namedCorrectly(session, pictures) {
  const indices = Uint32Array.from({ length: pictures }, (_, i) => i);
  const said = valueOf(session.predict('training', indices));
  const { labels } = valueOf(session.pictures('training', indices));
  const right = labels.filter((label, i) => {
    const row = said.subarray(10 * i, 10 * i + 10);
    return row.indexOf(Math.max(...row)) === label;
  });
  return right.length / pictures;
}

/** The same run in Node: its epochs as a file of the page has them. */
async function inNode(build, name) {
  const { module, close } = await loadEngine(build, 2);
  const session = new module.Session(2);
  await addPictures(session, path.join(dist, 'cifar10'), run);
  const model = JSON.parse(readFileSync(`assets/presets/${name}.json`, 'utf8'));
  const rows = [];
  for (const { record, session: now } of epochsOf(session, { model, settings: run })) {
    const { epoch, loss, accuracy, test_loss, test_accuracy } = record;
    const named = namedCorrectly(now, run.training_pictures);
    rows.push([epoch, loss, accuracy, test_loss, test_accuracy, named]);
  }
  close();
  return rows;
}

describe('training pictures examined', () => {
  let page;
  sharedLab({}, async (opened) => {
    page = opened;
    await page.getByRole('tab', { name: 'Files' }).click();
    await setRun(page, { Epochs: 2, 'Training pictures': 90, 'Test pictures': 50, Seed: 3 });
  });
  const chart = () => page.locator('.accuracy svg[role=img]');
  async function csv() {
    const { bytes } = await downloaded(page, () => button(page, 'Numbers (.csv)').click());
    const text = strFromU8(bytes);
    const [columns, ...rows] = text
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    return { columns, rows: rows.map((row) => row.map(Number)) };
  }

  test('with dropout: a third line, a column of the table, and the file, by the engine’s own numbers', async () => {
    await button(page, 'Model 2').click();
    await trainToEnd(page);
    const { columns, rows } = await csv();
    assert.equal(columns.at(-1), 'reexamined_accuracy');
    // The chip names the engine once it is opened.
    await page.locator('.chip summary').click();
    const chip = await page.locator('.chip p').filter({ hasText: 'Arithmetic' }).innerText();
    const build = /relaxed vector arithmetic, on/.test(chip) ? 'relaxed-simd-threads' : 'simd-threads'; // prettier-ignore
    assert.deepEqual(rows, await inNode(build, 'model-2'));
    const share = `${(100 * rows.at(-1).at(-1)).toFixed(1)}%`;
    assert.equal(await chart().locator('path.line.reexamined').count(), 1);
    assert.equal(await chart().locator('text.reexamined').textContent(), `training, tested ${share}`); // prettier-ignore
    assert.match(await chart().getAttribute('aria-label'), new RegExp(`examined as test pictures are, ${share} were right`)); // prettier-ignore
    await page.getByText('The numbers as a table').click();
    const table = page.locator('.as-table table');
    assert.equal(await table.locator('th').nth(6).textContent(), 'Training pictures, tested');
    assert.equal(await table.locator('tbody tr').last().locator('td').last().textContent(), share);
  });

  test('is kept with the run, over a reload', async () => {
    const before = await chart().locator('text.reexamined').textContent();
    await page.reload();
    await page.locator('.kept .button.main').click();
    await chart().locator('text.reexamined').waitFor();
    assert.equal(await chart().locator('text.reexamined').textContent(), before);
    await page.getByRole('tab', { name: 'Files' }).click();
  });

  test('without any, there is none of it', async () => {
    await button(page, 'Model 1').click();
    await trainToEnd(page);
    const { columns } = await csv();
    assert.equal(columns.at(-1), 'test_accuracy');
    assert.equal(await chart().locator('path.line.reexamined').count(), 0);
  });
});
