/**
 * A monkey presses, types, scrolls, navigates and reloads at random, from a seed: nothing may fail.
 *
 *   node tests/reliability/monkey.mjs [--events 20000] [--seed 1]
 *
 * Fails at the first uncaught error, refusal by the content policy or request to another origin.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../../tools/options/numbers.mjs';
import { pageCode } from '../../tools/page_code.mjs';
import { engineReady, openLab } from '../web/browser/page.mjs';

const { values } = parseArgs({
  options: { events: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
const events = wholeNumber(values, 'events');
const { seeded } = await pageCode('base/seeded');
const random = seeded(wholeNumber(values, 'seed', 0));
const pick = (list) => list[Math.floor(random() * list.length)];

const texts = [
  '',
  '0',
  '-1',
  '1',
  '3',
  '999999999',
  '1e9',
  '0.5',
  'NaN',
  '<b>x</b>',
  '💥'.repeat(50),
];
const keys = ['Tab', 'Enter', 'Space', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'Escape', 'Delete'];
const stops = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  'exercise-1',
  'exercise-3',
  'lab',
  'export',
  '%00',
];

/** A batch of events inside the page: pressing one control at a time from outside is slow. */
function pressInPage(draws, texts) {
  const controls = () =>
    [
      ...document.querySelectorAll('button, input, select, summary, textarea, [tabindex="0"]'),
    ].filter(
      (control) =>
        !control.disabled && control.type !== 'file' && control.getClientRects().length > 0,
    );
  for (const [which, how, text] of draws) {
    const list = controls();
    const control = list[Math.floor(which * list.length)];
    if (!control) continue;
    control.focus();
    if (control.matches('select')) {
      control.selectedIndex = Math.floor(how * control.options.length);
      control.dispatchEvent(new Event('change', { bubbles: true }));
    } else if (
      control.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea')
    ) {
      control.value = texts[Math.floor(text * texts.length)];
      for (const kind of ['input', 'change'])
        control.dispatchEvent(new Event(kind, { bubbles: true }));
    } else control.click();
  }
}

const lab = await openLab({ hash: '#stop=lab&model=model-0&epochs=2&pictures=200&test=100' });
const { page, seen } = lab;
page.on('download', (download) => void download.cancel());
// Where it was, beside what it says: the assertion below has only that.
page.on('pageerror', ({ stack }) => console.error(stack));
try {
  await engineReady(page);
  let done = 0;
  let reloads = 0;
  const violations = [];
  const collect = async () => {
    violations.push(...(await page.evaluate(() => window.violations)));
    assert.deepEqual(violations, [], `seed ${values.seed}, before event ${done}`);
    assert.deepEqual(seen.errors, [], `seed ${values.seed}, before event ${done}`);
  };
  while (done < events) {
    const kind = random();
    if (kind < 0.9) {
      const draws = Array.from({ length: 10 }, () => [random(), random(), random()]);
      await page.evaluate(`(${pressInPage})(${JSON.stringify(draws)}, ${JSON.stringify(texts)})`);
      done += 10;
    } else if (kind < 0.97) {
      await page.keyboard.press(pick(keys));
      done += 1;
    } else if (kind < 0.997) {
      await page.evaluate((stop) => (location.hash = `#stop=${stop}`), pick(stops));
      done += 1;
    } else {
      await collect();
      await page.reload();
      reloads += 1;
      done += 1;
    }
    if (random() < 0.2) await page.waitForTimeout(50 * random());
    if (done % 500 < 10) await collect();
  }
  await collect();
  assert.deepEqual(seen.foreign, []);
  console.log(
    JSON.stringify({ events: done, seed: Number(values.seed), reloads, errors: 0, violations: 0 }),
  );
} finally {
  await lab.close();
}
