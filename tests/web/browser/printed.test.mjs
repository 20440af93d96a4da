import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  button,
  engineReady,
  eventually,
  openLab,
  setRun,
  trainToEnd,
  downloaded,
} from './page.mjs';

// Printed, or saved as PDF to be handed in: what Chromium's printer makes of the page, read with
// poppler's tools.
const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-print-'));
after(() => rmSync(folder, { recursive: true }));
const written = 'I put <b>64</b> neurons there.\nThe gap grew.';

async function print(page, format) {
  const file = path.join(folder, `${format}.pdf`);
  writeFileSync(file, await page.pdf({ format, printBackground: true }));
  const read = (tool, ...args) => execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 1e8 });
  const pages = read('pdftotext', '-layout', file, '-').split('\f').slice(0, -1);
  return { file, pages, text: pages.join('\n').replace(/\s+/g, ' '), read };
}

/** Every dot of every page, three bytes each. */
function dots(file) {
  const ppm = execFileSync('pdftoppm', ['-r', '30', file], { maxBuffer: 1e9 });
  const pages = [];
  for (let at = 0; at < ppm.length;) {
    const head = /^P6\s(\d+) (\d+)\s255\s/.exec(ppm.subarray(at, at + 40).toString('latin1'));
    const size = 3 * head[1] * head[2];
    pages.push(ppm.subarray(at + head[0].length, at + head[0].length + size));
    at += head[0].length + size;
  }
  return pages;
}

describe('a printed page', { timeout: 240_000 }, () => {
  let lab, page, numbers;

  before(async () => {
    lab = await openLab({ hash: '#stop=exercise-1', colorScheme: 'dark' });
    page = lab.page;
    await engineReady(page);
    await button(page, 'Model 0').click();
    await setRun(page, { Epochs: 3, 'Training pictures': 500, 'Test pictures': 200, Seed: 77 });
    await trainToEnd(page);
    await page.locator('.as-table summary').click();
    numbers = await page.locator('.as-table tbody :is(th, td)').allTextContents();
    await page.locator('.stop:visible .reflection').fill(written);
    await page.locator('.stop:visible .quiz.check input').nth(1).check();
    // The model in the lab is another one by now: what is printed is the run's.
    await button(page, 'Model 2').click();
    await page.locator('[data-total]', { hasText: '550,570' }).waitFor();
  });
  after(async () => {
    await lab.close();
  });

  test('tells of the run: its model, settings, numbers and curves, and what was answered', async () => {
    const { text, pages, file, read } = await print(page, 'A4');
    // Model 0: 3072*128 + 128 and 128*10 + 10 parameters.
    assert.match(text, /Flatten 3072 0 .*Dense 128, relu 128 393,344 .*Dense 10, softmax 10 1,290/);
    assert.match(text, /Total parameters 394,634/);
    assert.doesNotMatch(text, /Total parameters 550,570/);
    assert.match(text, /Seed 77/);
    assert.match(text, /Training pictures 500/);
    assert.equal(numbers.length, 3 * 6);
    assert.ok(text.includes(numbers.join(' ')), numbers.join(' '));
    assert.ok(text.includes(written.replace('\n', ' ')));
    assert.match(text, /What was answered/);
    assert.match(text, /and was 4×4×128 = 2,048/);
    assert.match(text, /Right\./);
    // Nothing to press, no addresses.
    for (const name of ['Train', 'Pause', 'Commit to this', 'Begin with this network', 'Undo'])
      assert.ok(!new RegExp(`^\\s*${name}\\s*$`, 'm').test(pages.join('\n')), name);
    assert.doesNotMatch(text, /https?:|localhost/);
    // Each chart, from its name to the end of its axis, is on one page.
    const charts = pages.filter((text) =>
      /Accuracy +Loss\n[\s\S]*training \d\.\d\d[\s\S]*test \d+\.\d%/.test(text),
    );
    assert.equal(charts.length, 1);
    assert.match(charts[0], /60%[\s\S]*epoch 0[\s\S]*3 +epoch 0[\s\S]* 3/);
    assert.match(read('pdfinfo', file), /595\.\d+ x 84\d(\.\d+)? pts \(A4\)/);
  });

  test('is white on every page, also from a dark one, and the same from a light one', async () => {
    const dark = await print(page, 'Letter');
    assert.match(dark.read('pdfinfo', dark.file), /612 x 792 pts \(letter\)/);
    const fromDark = dots(dark.file);
    for (const dots of fromDark) {
      assert.deepEqual([...dots.subarray(0, 3)], [255, 255, 255]);
      // Boxes that are set off have a pale ground of their own.
      assert.ok(dots.filter((byte) => byte > 250).length > 0.5 * dots.length);
      assert.ok(dots.filter((byte) => byte > 200).length > 0.8 * dots.length);
    }
    await page.locator('.theme select').selectOption('light');
    const fromLight = dots((await print(page, 'Letter')).file);
    assert.equal(fromLight.length, fromDark.length);
    // The minute may have changed meanwhile, and nothing else.
    const other = fromDark.map((dots, i) => dots.filter((byte, at) => byte !== fromLight[i][at]));
    assert.ok(other.flatMap((bytes) => [...bytes]).length < 300);
    await page.locator('.theme select').selectOption('dark');
    assert.equal((await print(page, 'Letter')).pages.length, fromDark.length);
  });

  test('leaves the screen as it was', async () => {
    await eventually(async () => {
      assert.equal(await page.locator('.paper').isVisible(), false);
      assert.equal(await page.locator('.paper *').count(), 0);
    });
    assert.equal(await button(page, 'Train').isVisible(), true);
    assert.deepEqual(lab.seen.errors, []);
  });

  test('tells of the model in the lab where nothing has been trained, in Spanish', async (t) => {
    const other = await openLab({ file: 'es.html', hash: '#stop=4&model=model-2&seed=5' });
    t.after(() => other.close());
    await other.page.locator('.chip summary').filter({ hasText: /hilo/ }).waitFor();
    await eventually(async () => {
      const { text } = await print(other.page, 'A4');
      assert.match(text, /Todavía no se ha entrenado nada/);
      assert.match(text, /Parámetros en total 550\.570/);
      assert.match(text, /Semilla 5/);
    });
  });
});

test('a certificate is one page, with the name, what was passed, and nothing else of the lab', async (t) => {
  const lab = await openLab({
    hash: '#stop=lab&model=model-0&epochs=1&pictures=500&test=200',
    begin: () => {
      localStorage.setItem('cnn-lab.answered', '2 exercise-1');
      localStorage.setItem('cnn-lab.passed', 'exercise-1');
      window.print = () => (window.hasPrinted = true);
    },
  });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await trainToEnd(page);
  await page.getByRole('tab', { name: 'Files' }).click();
  const certify = button(page, 'Print a certificate');
  assert.ok(await certify.isDisabled(), 'without a name');
  await page.getByLabel('Your name').fill('Ada Lovelace');
  // Its record comes along, and is the one that the paper names.
  const { sha256 } = JSON.parse((await downloaded(page, () => certify.click())).bytes);
  await page.waitForFunction(() => window.hasPrinted);
  for (const format of ['A4', 'Letter']) {
    const { pages, text } = await print(page, format);
    assert.equal(pages.length, 1, format);
    assert.match(text, /Certificate.*Ada Lovelace.*Exercise 1.*One question of the lesson/);
    assert.ok(text.includes(`completion record ${sha256}`), text);
    assert.doesNotMatch(text, /Epochs|Model 0|Files/);
    // As the printer's end sets it back.
    if (format === 'A4') await certify.click();
  }
  const { text } = await print(page, 'A4');
  assert.doesNotMatch(text, /Certificate/, 'printed in its own right only');
  assert.deepEqual(lab.seen.errors, []);
});
