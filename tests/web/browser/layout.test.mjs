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
