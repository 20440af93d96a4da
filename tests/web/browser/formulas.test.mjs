/** Formulas are drawn with the page's own font, whatever fonts a system has: each sign, at its size. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLab, visit } from './page.mjs';

test('each sign of each formula is in the page’s own font, and braces are as high as what they hold', async (t) => {
  const lab = await openLab({ hash: '#stop=6' });
  t.after(lab.close);
  const { page } = lab;
  const lacking = [];
  for (const file of ['', 'es.html']) {
    await visit(page, lab.url + file, '6');
    lacking.push(
      ...(await page.evaluate(async () => {
        const characters = new Set(
          [...document.querySelectorAll('math')].flatMap((math) => [...math.textContent.replace(/\s/g, '')]), // prettier-ignore
        );
        await document.fonts.load('20px Formulas', [...characters].join(''));
        const pen = document.createElement('canvas').getContext('2d');
        const width = (text, font) => {
          pen.font = `100px ${font}`;
          return pen.measureText(text).width;
        };
        // A sign that the font lacks is as wide as the next font of the list has it.
        return [...characters].filter((one) => width(one, 'Formulas, monospace') !== width(one, 'Formulas, serif')); // prettier-ignore
      })),
    );
    const brace = await page.evaluate(() => {
      const stop = document.querySelector('.stop:not([hidden])');
      const table = stop.querySelector('mtable');
      const [mark] = table.closest('mrow').querySelectorAll(':scope > mo');
      const high = (element) => element.getBoundingClientRect().height;
      return { brace: high(mark), cases: high(table), family: getComputedStyle(table).fontFamily };
    });
    assert.match(brace.family, /^Formulas/);
    assert.ok(brace.brace > 0.9 * brace.cases, JSON.stringify(brace));
  }
  assert.deepEqual(lacking, []);
  assert.equal(await page.evaluate(() => [...document.fonts].filter(({ family, status }) => family === 'Formulas' && status === 'loaded').length), 1); // prettier-ignore
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(lab.seen.errors, []);
});
