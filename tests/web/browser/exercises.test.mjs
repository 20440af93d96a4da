/** The three exercises as a learner does them, on real training, to a passed check. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { button, engineReady, field, openLab, setRun, trainToEnd } from './page.mjs';

let lab;
let page;
const stop = () => page.locator('.stop:not([hidden])');
const open = async (name) => {
  await page.goto(`${lab.url}#stop=${name}`);
  await stop().locator('.exercise').waitFor();
};
/** The outcomes of an exercise's checks, as their marks say. */
const outcomes = () => stop().locator('.outcome .visually-hidden').allInnerTexts();
const outcome = (what) => stop().locator('.outcome').filter({ hasText: what });
const answer = () => stop().locator('form.check input[data-when="right"]').check();
const passed = () => stop().locator('.exercise-verdict').filter({ hasText: 'Exercise passed' });
const tick = (name) => page.locator(`[data-stop-link="${name}"]`);

before(async () => {
  lab = await openLab({ manifest: null });
  page = lab.page;
  await engineReady(page);
});
after(() => lab.close());

describe('Exercise 1', () => {
  test('the starter fails, and a fourth block corrects it', async () => {
    await open('exercise-1');
    await stop().getByRole('button', { name: 'Begin with this network' }).click();
    await outcome('Blocks of convolutions').getByText('3', { exact: true }).waitFor();
    assert.equal((await outcomes())[0], 'Not yet:');
    await button(page, 'Add a block').click();
    await outcome('Blocks of convolutions').getByText('4', { exact: true }).waitFor();
    await page.locator('[data-total]').filter({ hasText: '1,304,746' }).waitFor();
    assert.deepEqual((await outcomes()).slice(0, 2), ['Passed:', 'Passed:']);
  });

  test('hints come one by one, then the order, then the answer', async () => {
    for (let shown = 1; shown <= 3; ++shown) {
      await stop().getByRole('button', { name: 'Show the next hint' }).click();
      assert.equal(await stop().locator('.hints li').count(), shown);
    }
    await stop().getByRole('button', { name: 'Put the layers in order instead' }).click();
    await stop().getByRole('button', { name: 'Check the order' }).click();
    assert.match(await stop().locator('.exercise').innerText(), /does not belong there/);
    // Sorted as a learner would: each piece in its turn is moved to its place.
    const order = ['Conv2D 32', 'Conv2D 64', 'Conv2D 128', 'Conv2D 256', 'Flatten', 'Dense 128', 'Dense 10']; // prettier-ignore
    const pieces = stop().locator('.pieces li');
    for (const [to, name] of order.entries()) {
      const texts = await pieces.locator('span').allInnerTexts();
      const from = texts.findIndex((text) => new RegExp(`^${name}(,|$)`).test(text));
      for (let at = from; at > to; --at) await pieces.nth(at).getByRole('button').first().click();
    }
    await stop().getByRole('button', { name: 'Check the order' }).click();
    assert.match(await stop().locator('.exercise').innerText(), /That is the order/);
    await stop().getByRole('button', { name: 'Show a model answer' }).click();
    assert.equal(await stop().locator('.answer-layers li').count(), 15);
  });

  test('two runs with different epochs and the question answered pass it', async () => {
    await setRun(page, { Epochs: 3, 'Training pictures': 2000, 'Test pictures': 500 });
    await trainToEnd(page);
    assert.equal((await outcomes()).at(-1), 'Not yet:', 'one run is no playing with the epochs');
    await setRun(page, { Epochs: 4 });
    await trainToEnd(page);
    await stop().getByText('Answer the question below').waitFor();
    assert.doesNotMatch(await tick('exercise-1').innerText(), /done/);
    await answer();
    await passed().waitFor();
    assert.match(await tick('exercise-1').innerText(), /done/);
  });
});

describe('Exercise 2, by the keyboard alone', () => {
  const keyboard = () => page.keyboard;
  /** Tab after Tab until the element has the focus, as one does who has no mouse. */
  async function tabTo(locator, most = 250) {
    await locator.waitFor();
    const target = await locator.elementHandle();
    for (let presses = 0; presses < most; ++presses) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard().press('Tab');
    }
    assert.fail(`${most} presses of Tab do not lead to ${locator}`);
  }
  const press = async (locator) => {
    await tabTo(locator);
    await keyboard().press('Enter');
  };
  const type = async (name, value) => {
    await tabTo(field(page, name));
    await keyboard().press('Control+A');
    await keyboard().type(String(value));
  };
  const train = async () => {
    await press(button(page, 'Train'));
    await button(page, 'Pause').waitFor();
    await button(page, 'Train').waitFor({ timeout: 600_000 });
  };

  before(async () => {
    await page.goto(lab.url);
    await page.reload();
    await engineReady(page);
  });

  test('from Start to the exercise, its starter loaded', async () => {
    await press(tick('exercise-2'));
    await stop().locator('.exercise').waitFor();
    assert.ok(await page.getByRole('heading', { name: 'Exercise 2' }).isVisible());
    await press(stop().getByRole('button', { name: 'Begin with this network' }));
    await page.locator('[data-total]').filter({ hasText: '1,304,746' }).waitFor();
    assert.equal((await outcomes())[2], 'Not yet:', 'no dropout yet');
  });

  test('a layer is opened, changed, taken back and added', async () => {
    await press(page.locator('#layer-2 .layer-row'));
    await tabTo(page.getByLabel('Add a layer'));
    // Typing chooses in a list: "Dropout" before "Dense" takes three letters.
    await keyboard().type('Dro');
    await press(button(page, 'Add below'));
    await page.locator('#layer-3').getByText('Dropout').waitFor();
    await tabTo(page.getByLabel('Rate', { exact: true }));
    await keyboard().press('Control+A');
    await keyboard().type('25');
    await keyboard().press('Enter');
    const mistakes = stop().locator('.mistakes');
    await mistakes.getByText('A rate is a part of 1').waitFor();
    await press(mistakes.getByRole('button', { name: 'Fix it' }));
    await mistakes.waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Rate', { exact: true }).inputValue(), '0.25');
  });

  test('Model 2 with a rate of one’s own is trained; the exercise loads what to compare with', async () => {
    await press(button(page, 'Model 2'));
    await outcome('A network of your own').getByText('a model of the lesson').waitFor();
    const rate = page.getByLabel('Rate', { exact: true });
    // The form of the layer at this place may still be open.
    if (!(await rate.isVisible())) await press(page.locator('#layer-3 .layer-row'));
    await tabTo(rate);
    await keyboard().press('Control+A');
    await keyboard().type('0.3');
    await keyboard().press('Enter');
    await outcome('A network of your own').getByText('yes', { exact: true }).first().waitFor();
    await press(page.locator('.settings-line > summary'));
    await type('Epochs', 14);
    await type('Training pictures', 1000);
    await type('Test pictures', 500);
    await train();
    await stop().getByText('this needs a run of the same network without them').waitFor();
    await press(stop().getByRole('button', { name: 'Load it' }));
    assert.equal(await button(page, 'Model 1').getAttribute('aria-pressed'), 'true');
    assert.equal(await field(page, 'Epochs').inputValue(), '14');
  });

  test('the comparison passes, says what was compared, and the question ends it', async () => {
    await train();
    await stop().getByText('Answer the question below').waitFor();
    assert.match(
      await outcome('The gap').innerText(),
      /it was \d+\.\d points[\s\S]*yours -?\d+\.\d points[\s\S]*wanted \d+\.\d points or less/,
    );
    // The radio buttons of a question are one stop of Tab; arrows choose among them.
    await tabTo(stop().locator('form.check input').first());
    await keyboard().press('ArrowDown');
    await passed().waitFor();
    assert.match(await tick('exercise-2').innerText(), /done/);
  });
});

test('Exercise 3: augmentation passes against the same run', async () => {
  await open('exercise-3');
  for (const kind of ['random_flip', 'random_translation']) {
    await page.getByLabel('Add a layer').selectOption(kind);
    await button(page, 'Add below').click();
  }
  await trainToEnd(page);
  await stop().getByText('Answer the question below').waitFor();
  await answer();
  await passed().waitFor();
  assert.deepEqual(lab.seen.errors, []);
});
