import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { button, epochReached, eventually, setRun, downloaded } from './page.mjs';
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
    const svg = String((await downloaded(page, () => button(page, 'SVG').click())).bytes);
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

  test('name every line right of its end, and no name covers another, with all recorded runs behind', async () => {
    const { page } = lab;
    await button(page, 'Model 2').click();
    await begin(10);
    await page.getByRole('tab', { name: 'Runs' }).click();
    const boxes = page.locator('.runs tr').filter({ hasText: 'Recorded' }).getByRole('checkbox');
    await boxes.first().waitFor();
    // By name: which row a box stands in can change with what is shown.
    const names = await boxes.evaluateAll((all) => all.map((box) => box.ariaLabel));
    assert.ok(names.length >= 3, `${names.length} recorded runs`);
    for (const name of names) {
      const box = page.getByRole('checkbox', { name, exact: true });
      await eventually(async () => box.check({ timeout: 2_000 }));
    }
    for (const width of [390, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await eventually(async () => {
        const charts = await page.locator('#lab .plot svg').evaluateAll((charts) =>
          charts.map((chart) => {
            const { left, right } = chart.getBoundingClientRect();
            const endOf = (path) => path.getPointAtLength(path.getTotalLength()).x + left;
            const colourOf = (part, name) => getComputedStyle(part)[name];
            const names = [...chart.querySelectorAll(':scope > text:not(.empty)')].map((text) => {
              const kind = text.getAttribute('class').split(' ')[0];
              const lines = [...chart.querySelectorAll(`path.line.${kind === 'behind' ? 'behind.test' : kind}`)]; // prettier-ignore
              const own = lines.filter((line) => kind !== 'behind' || colourOf(line, 'stroke') === colourOf(text, 'fill')); // prettier-ignore
              const { left, right, top, bottom } = text.getBoundingClientRect();
              return {
                text: text.textContent,
                kind,
                ends: own.map(endOf),
                left,
                right,
                top,
                bottom,
              };
            });
            return { left, right, names };
          }),
        );
        assert.equal(charts.length, 2);
        for (const { right, names } of charts) {
          assert.ok(
            names.filter(({ kind }) => kind === 'behind').length >= 3,
            JSON.stringify(names),
          );
          for (const [i, one] of names.entries()) {
            assert.ok(one.right <= right + 0.5, `${one.text} sticks out at ${width}`);
            if (one.kind !== 'gap' && one.ends.length > 0)
              assert.ok(one.left > Math.min(...one.ends), `${one.text} covers its line at ${width}`); // prettier-ignore
            for (const other of names.slice(i + 1)) {
              const isApart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top + 4 || other.bottom <= one.top + 4; // prettier-ignore
              assert.ok(isApart, `${one.text} and ${other.text} at ${width}`);
            }
          }
        }
      });
    }
  });
});
