import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { button, epochReached, eventually, setRun } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance([r, g, b]) {
  const linear = (byte) =>
    byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
const onWhite = (colour) => 1.05 / (luminance(colour.match(/\d+/g).map(Number)) + 0.05);

describe('the charts', { timeout: 240_000 }, () => {
  const lab = sharedLab({ colorScheme: 'dark' }, async (page) => {
    await button(page, 'Model 0').click();
    await page.getByRole('tab', { name: 'Files' }).click();
  });

  async function begin(epochs) {
    const { page } = lab;
    await setRun(page, { Epochs: epochs, 'Training pictures': 20, 'Test pictures': 20 });
    await button(page, 'Train').click();
    await epochReached(page, 1);
    // It may be over by now.
    await button(page, 'Stop').evaluate((stop) => stop.click());
    await button(page, 'Train').waitFor();
  }

  test('taken out of a dark page are drawn for white paper', async () => {
    const { page } = lab;
    await begin(2);
    const coming = page.waitForEvent('download');
    await button(page, 'SVG').click();
    const svg = readFileSync(await (await coming).path(), 'utf8');
    const tags = [...svg.matchAll(/<(\w+) ([^>]*)>/g)].map(([, name, rest]) => ({
      name,
      ...Object.fromEntries(
        [...rest.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
      ),
    }));
    const shown = {
      paper: tags.find(({ name }) => name === 'rect').fill,
      texts: tags.filter(({ name }) => name === 'text').map(({ fill }) => fill),
      lines: tags
        .filter(({ name, d, fill }) => name === 'path' && d && fill === 'none')
        .map(({ stroke }) => stroke),
    };
    assert.equal(shown.paper, '#ffffff');
    assert.ok(shown.texts.length > 5 && shown.lines.length > 2);
    for (const colour of shown.texts) assert.ok(onWhite(colour) >= 4.5, `text ${colour}`);
    const opaque = shown.lines.filter((colour) => colour.startsWith('rgb('));
    assert.ok(opaque.length >= 2);
    for (const colour of opaque) assert.ok(onWhite(colour) >= 3, `line ${colour}`);
    // What asked the style sheets is gone, and the page is as dark as it was.
    assert.equal(await page.locator('body > .plot').count(), 0);
    assert.match(
      await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
      /rgb\(21, 23, 27\)|rgba\(0, 0, 0, 0\)/,
    );
  });

  for (const epochs of [1, 2, 7, 300, 1000])
    test(`name the epochs of ${epochs} apart from each other, on a phone too`, async () => {
      const { page } = lab;
      await begin(epochs);
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await eventually(async () => {
          const charts = await page.locator('#lab .plot svg').evaluateAll((charts) =>
            charts.map((chart) => {
              const box = chart.parentElement.getBoundingClientRect();
              const texts = [...chart.querySelectorAll('.grid text')];
              const lowest = Math.max(...texts.map((t) => t.getBoundingClientRect().bottom));
              return texts
                .map((text) => ({ text: text.textContent, ...text.getBoundingClientRect().toJSON() }))
                .filter(({ bottom }) => bottom > lowest - 3)
                .map(({ text, left, right }) => ({ text, left: left - box.left, right: right - box.left, width: box.width })); // prettier-ignore
            }),
          );
          assert.equal(charts.length, 2);
          for (const labels of charts) {
            labels.sort((a, b) => a.left - b.left);
            const numbers = labels.filter(({ text }) => /^\d+$/.test(text));
            assert.ok(numbers.length >= 2, JSON.stringify(labels));
            assert.ok(numbers.every(({ right, width }) => right <= width));
            for (let i = 1; i < labels.length; ++i)
              assert.ok(labels[i].left - labels[i - 1].right >= 4, JSON.stringify(labels));
          }
        }, 5_000);
      }
    });
});
