/** Every stop, wide, narrow and zoomed, light and dark: nothing sticks out, and axe finds nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsButColours, violationsInBothThemes } from './accessibility.mjs';
import { button, engineReady, epochOver, openLab, stopsOf, visit } from './page.mjs';

/** A window that 400% of zoom makes of one 1,280 pixels wide (WCAG 2.2, 1.4.10 Reflow). */
const zoomed = { width: 320, height: 256 };
const viewports = {
  wide: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  zoomed,
};

test('axe finds nothing on any stop, light and dark, before and after a run', async (t) => {
  const lab = await openLab({ hash: '#model=model-0&epochs=2&pictures=500&test=500' });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  const found = [];
  const examine = async (where, part, look = violationsButColours) => {
    for (const violation of await look(page, part)) found.push(`${where}: ${violation}`);
  };
  await page.locator('#layer-1 .layer-row').click();
  await examine('before', undefined, violationsInBothThemes);
  await button(page, 'Train').click();
  await epochOver(page, 2, 2);
  await page.getByText('The numbers as a table').click();
  for (const stop of await stopsOf(page)) {
    await visit(page, lab.url, stop);
    // A phone's layout is the zoomed one with more room: it is examined once, below. Colours are
    // the same in all.
    const part = `.stop[data-stop="${stop}"]`;
    await page.setViewportSize(viewports.wide);
    await examine(`${stop}, wide`, part, violationsInBothThemes);
    await page.setViewportSize(viewports.zoomed);
    await examine(`${stop}, zoomed`, part);
  }
  // The lab is the same beside every stop: it is examined once in each window, tab by tab.
  for (const [name, viewport] of Object.entries(viewports)) {
    await page.setViewportSize(viewport);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      const look = name === 'wide' ? violationsInBothThemes : violationsButColours;
      await examine(`the whole page, ${name}, ${await tab.textContent()}`, undefined, look);
    }
  }
  assert.deepEqual(found, []);
});

for (const viewport of [viewports.phone, zoomed])
  test(`at ${viewport.width} pixels nothing sticks out, on any stop`, async (t) => {
    const lab = await openLab({ viewport });
    t.after(lab.close);
    const { page } = lab;
    await engineReady(page);
    await page.locator('#layer-0 .layer-row').click();
    for (const stop of await stopsOf(page)) {
      await visit(page, lab.url, stop);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${stop} is ${width} pixels wide`);
    }
  });

test('what a stop is about stands large beside its text, from the first paint on', async (t) => {
  const lab = await openLab({ hash: '#stop=3', serviceWorkers: 'block' });
  t.after(lab.close);
  const { page } = lab;
  const boxes = () =>
    page.evaluate(() => {
      const box = (of) => document.querySelector(of).getBoundingClientRect().toJSON();
      return { text: box('.stop:not([hidden]) h2'), stage: box('.stop:not([hidden]) .stage'), lab: box('#lab'), train: box('.reach') }; // prettier-ignore
    });
  await engineReady(page);
  for (const viewport of [{ width: 1280, height: 720 }, viewports.wide])
    for (const stop of ['1', '3']) {
      await page.setViewportSize(viewport);
      await visit(page, lab.url, stop);
      const { text, stage, lab: bench, train } = await boxes();
      const where = `stop ${stop} at ${viewport.width}`;
      assert.ok(stage.left >= text.right && stage.top < text.bottom, `${where}: beside the text`);
      assert.ok(stage.width > 0.55 * viewport.width, `${where}: ${stage.width} pixels wide`);
      assert.ok(stage.right <= viewport.width && bench.top >= stage.bottom, `${where}: the bench is below`); // prettier-ignore
      assert.ok(train.bottom <= viewport.height && train.top >= 0, `${where}: Train is in reach`);
    }
  // Before any script the styles alone have it so: nothing jumps when the script comes.
  await page.route('**/*.js', (route) => (/boot/.test(route.request().url()) ? route.continue() : route.abort())); // prettier-ignore
  await page.setViewportSize(viewports.wide);
  await page.goto('about:blank');
  await page.goto(`${lab.url}#stop=3`);
  const before = await page.evaluate(() => {
    const [stop] = [...document.querySelectorAll('.stop')].filter((one) => one.checkVisibility());
    const [text, stage] = ['h2', '.stage'].map((of) => stop.querySelector(of).getBoundingClientRect().toJSON()); // prettier-ignore
    return { text, stage, columns: getComputedStyle(document.querySelector('.page')).gridTemplateColumns }; // prettier-ignore
  });
  assert.ok(before.stage.left >= before.text.right, JSON.stringify(before));
});

test('every stop has its name in the navigation of a window of 1,440 pixels', async (t) => {
  const lab = await openLab();
  t.after(lab.close);
  const { page } = lab;
  const cut = await page.evaluate(() => {
    for (const link of document.querySelectorAll('[data-stop-link]')) link.classList.add('done');
    const strip = document.querySelector('.stops');
    return strip.scrollWidth - strip.clientWidth;
  });
  assert.equal(cut, 0);
});

test('a layer’s name stands on one line, or breaks between its words', async (t) => {
  const layers =
    'random_translation(0.1,0.1);random_brightness(0.2);conv2d(8);flatten;dense(10,softmax)';
  const lab = await openLab({ hash: `#layers=${layers}` });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  for (const width of [320, 390, 1280, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    const broken = await page.locator('.layers .layer-name').evaluateAll((names) =>
      names.flatMap((name) => {
        const range = document.createRange();
        const [text] = [...name.childNodes].filter((node) => node.data?.trim());
        return [...text.data.matchAll(/\S+/g)]
          .filter(({ 0: word, index }) => {
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
          })
          .map(([word]) => word);
      }),
    );
    assert.deepEqual(broken, [], `at ${width}`);
  }
});

test('what is pressed is at least 44 pixels high, at 390 pixels', async (t) => {
  const lab = await openLab({ viewport: { width: 390, height: 844 }, hash: '#stop=1' });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await page.locator('.thumb').first().waitFor({ timeout: 60_000 });
  await page.locator('#layer-0 .layer-row').click();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, summary, input:not([type=radio]), nav a, label')]
      .filter((e) => e.checkVisibility() && (e.tagName !== 'LABEL' || e.querySelector('input')))
      // What stands in its label is pressed by the label, which is looked at itself.
      .filter((e) => e.tagName !== 'INPUT' || !e.closest('label'))
      .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
      .filter(([, height]) => height < 43.9),
  );
  assert.deepEqual(small, []);
});

test('the chosen colours stay', async (t) => {
  const lab = await openLab({ colorScheme: 'light' });
  t.after(lab.close);
  const { page } = lab;
  const paper = () =>
    page.evaluate(() => getComputedStyle(document.body.parentElement).backgroundColor);
  const light = await paper();
  await page.getByLabel('Colours').selectOption('dark');
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await paper(), dark);
});
