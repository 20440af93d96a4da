/**
 * A step of training that takes longer than a minute: slow is not broken.
 *
 *   node tests/reliability/slow_step.mjs [--batch 160] [--filters 64]
 *
 * A made-up network of two 15x15 convolutions on a batch so large that one step takes minutes. Fails
 * if the engine is taken for dead, if the page does not say that a smaller batch would answer
 * sooner, if the batch takes less than a minute (then nothing was shown: ask for a larger one), or if
 * the learner's Pause is not acted on once it is over.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../../tools/options/numbers.mjs';
import { button, engineReady, openLab } from '../web/browser/page.mjs';

const { values } = parseArgs({
  options: {
    batch: { type: 'string', default: '160' },
    filters: { type: 'string', default: '64' },
  },
});
const batch = wholeNumber(values, 'batch');
const filters = wholeNumber(values, 'filters');

const layers = `conv2d(${filters},15x15);conv2d(${filters},15x15);flatten;dense(10,softmax)`;
const lab = await openLab({
  hash: `#stop=lab&layers=${layers}&epochs=1&batch=${batch}&pictures=${2 * batch}&test=10`,
});
const { page } = lab;
const seconds = (since) => Math.round((Date.now() - since) / 1000);
const hour = 3_600_000;

try {
  await engineReady(page);
  const began = Date.now();
  await button(page, 'Train').click();
  const remark = page
    .locator('#lab')
    .getByText(/^One batch of \d+ pictures takes long here\..*smaller batch size/);
  const broken = page.locator('#lab').getByText(/it gave no sign of life/);
  const refused = page.locator('.run-panel > .problem');
  await remark.or(broken).or(refused).first().waitFor({ timeout: hour });
  assert.equal(await refused.count(), 0, (await refused.allInnerTexts()).join());
  const remarked = seconds(began);
  await button(page, 'Pause').click();
  const paused = button(page, 'Resume').waitFor({ timeout: hour });
  await Promise.race([paused, broken.first().waitFor({ timeout: hour })]);
  const took = seconds(began);
  const dead = await broken.count();
  const at = await page.locator('.pace').innerText();
  console.log(JSON.stringify({ batch, filters, remarked, took, dead, at }));
  assert.equal(dead, 0, 'a slow batch was taken for a dead engine');
  assert.equal(await remark.count(), 1, 'nothing was said of the batch');
  assert.match(at, /^Paused/);
  assert.ok(took > 60, `the batch took ${took} s only: choose a larger --batch`);
  assert.deepEqual(lab.seen.errors, []);
} finally {
  await lab.close();
}
