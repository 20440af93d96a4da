/** What closes the lesson: each question of the free lab loads its network, predictions are listed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually, visit } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

describe('the last stops', () => {
  let page;
  const lab = sharedLab({ hash: '#stop=lab' }, (opened) => (page = opened));
  const stop = () => page.locator('.stop:not([hidden])');
  const commit = async (name, answer) => {
    await visit(page, lab.url, name);
    const form = stop().locator('form.predict');
    await form.getByLabel(answer).check();
    await form.getByRole('button', { name: 'Commit to this' }).click();
  };

  test('every question of the free lab loads a network that can be trained, with its settings', async () => {
    const buttons = stop().locator('[data-load]');
    assert.ok((await buttons.count()) >= 12);
    const settings = [];
    for (const button of await buttons.all()) {
      await button.click();
      await eventually(async () =>
        assert.ok(await page.getByRole('button', { name: 'Train', exact: true }).isEnabled()),
      );
      assert.equal(await page.locator('.layer .problem').count(), 0, await button.innerText());
      settings.push(new URLSearchParams(new URL(page.url()).hash.slice(1)));
    }
    // One thing at a time: what an earlier button changed is as usual again.
    const changed = settings.map((address) =>
      ['layers', 'rate', 'batch', 'seed'].filter((name) => address.has(name)),
    );
    for (const names of changed) assert.ok(names.length <= 1, names.join());
  });

  test('predictions are listed with what came of them; those still open have their stop', async () => {
    await commit('3', 'Zero');
    await commit('1', 'About 18 million bytes');
    await commit('2', '30 to 45%');
    await visit(page, lab.url, 'export');
    const closing = page.locator('.closing');
    await closing
      .getByText('3 predictions: 1 came out as you said, 1 otherwise, 1 waits for a run.')
      .waitFor();
    const items = await closing.locator('li').allInnerTexts();
    assert.match(
      items[0],
      /The data[\s\S]+About 18 million bytes[\s\S]+No: it is “About 184 million/,
    );
    assert.match(items[1], /Model 0[\s\S]+30 to 45%[\s\S]+no run yet that decides it/);
    assert.match(items[2], /Zero[\s\S]+Right/);
    await closing.getByRole('link', { name: 'Model 2: dropout' }).click();
    await page.locator('.stop[data-stop="6"]:visible').waitFor();
    assert.deepEqual(lab.seen.errors, []);
  });
});
