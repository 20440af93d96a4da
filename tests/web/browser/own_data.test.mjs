/** What people give for a data set of their own: taken as a person sees it, or refused by name. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { zipSync } from 'fflate';
import { assertAccessible } from './accessibility.mjs';
import {
  cmyk,
  deepPng,
  heic,
  hugePng,
  movingGif,
  movingPng,
  movingWebp,
  turned,
} from './own_pictures.mjs';
import {
  chooseFiles,
  classes,
  dialog,
  file,
  give as giveTo,
  inLab,
  line,
  openDialog,
  refused as refusedOn,
  startOver,
  use,
} from './own_data_steps.mjs';
import { button, eventually } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';
import { colour, png, reduced } from './test_picture.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-own-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('what people give', () => {
  let page;
  const lab = sharedLab({ colorScheme: 'dark' }, async (opened) => {
    page = opened;
    await openDialog(page);
  });
  const refused = () => refusedOn(page);
  const give = (files) => giveTo(page, files);
  /** RGB of the first picture that was read last. */
  const firstPixels = async () => {
    const rgba = await dialog(page)
      .locator('.own-class canvas')
      .last()
      .evaluate((canvas) => [...canvas.getContext('2d').getImageData(0, 0, 32, 32).data]);
    return rgba.filter((_, i) => i % 4 !== 3);
  };
  const near = (pixel, wanted, by) => pixel.every((value, c) => Math.abs(value - wanted[c]) <= by);

  test('a photograph is cut in the middle and averaged, to the byte', async () => {
    await give([file('pattern.png', png(96, 64, colour))]);
    assert.deepEqual(await firstPixels(), reduced());
  });

  test('CMYK, 16 bits, turned, and what moves: each is taken as a person sees it', async () => {
    await give([file('print.jpg', cmyk)]);
    assert.ok(near((await firstPixels()).slice(0, 3), [255, 0, 0], 40), `${(await firstPixels()).slice(0, 3)}`); // prettier-ignore
    await give([file('deep.png', deepPng(96, 64, colour))]);
    assert.ok((await firstPixels()).every((value, i) => Math.abs(value - reduced()[i]) <= 1));
    // Red above, blue below; held upside down it is the other way round.
    const jpeg = Buffer.from(await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(64, 64);
      const context = canvas.getContext('2d');
      for (const [colour, top] of [['#f00', 0], ['#00f', 32]]) {
        context.fillStyle = colour;
        context.fillRect(0, top, 64, 32);
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
      return [...new Uint8Array(await blob.arrayBuffer())];
    })); // prettier-ignore
    await give([file('turned.jpg', turned(jpeg, 3))]);
    const top = (await firstPixels()).slice(0, 3);
    assert.ok(near(top, [0, 0, 255], 8), String(top));
    await give([file('moves.gif', movingGif([[255, 0, 0], [0, 255, 0]]))]); // prettier-ignore
    assert.deepEqual((await firstPixels()).slice(0, 3), [255, 0, 0]);
    const moves = dialog(page).getByText('Of a file that moves, the first picture was taken.');
    await moves.waitFor();
    const plain = (...rgb) => png(40, 40, () => [...rgb, 255]);
    await give([file('moves.png', movingPng(plain(0, 0, 255), plain(0, 255, 0)))]);
    assert.deepEqual((await firstPixels()).slice(0, 3), [0, 0, 255]);
    await moves.waitFor();
    const webps = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(40, 40);
      const context = canvas.getContext('2d');
      const made = [];
      for (const colour of ['#f0f', '#0f0']) {
        context.fillStyle = colour;
        context.fillRect(0, 0, 40, 40);
        const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 1 });
        made.push([...new Uint8Array(await blob.arrayBuffer())]);
      }
      return made;
    });
    await give([file('moves.webp', movingWebp(40, 40, webps))]);
    assert.ok(near((await firstPixels()).slice(0, 3), [255, 0, 255], 4), String(await firstPixels()).slice(0, 20)); // prettier-ignore
    await moves.waitFor();
    // Cut in its middle, the browser would make up the rest in grey.
    await give([file('half.jpg', jpeg.subarray(0, jpeg.length - 40))]);
    assert.match((await refused()).join(), /half\.jpg: it ends before its picture does/);
  });

  test('what cannot be taken is refused by name, and the rest is there', async () => {
    const good = Array.from({ length: 10 }, (_, i) => [`cup/${i}.png`, png(40, 40, () => [10 * i, 0, 0, 255])]); // prettier-ignore
    const bad = {
      'cup/huge.png': [hugePng, /10000×10000 pixels/],
      'cup/IMG_1.heic': [heic, /HEIC/],
      'cup/notes.txt': [Buffer.from('hello'), /cannot read it/],
      'cup/cut.png': [Buffer.from(png(40, 40, colour)).subarray(0, 60), /ends before/],
      'cup/empty.jpg': [Buffer.alloc(0), /empty/],
      'cup/again.png': [good[3][1], /same picture as .*3\.png/],
      'cup/more.zip': [zipSync({ 'x.png': good[0][1] }), /zip inside a zip/],
    };
    const entries = Object.fromEntries([
      ...good,
      ...Object.entries(bad).map(([name, [bytes]]) => [name, bytes]),
      ['__MACOSX/cup/._0.png', Buffer.from('x')],
      ['.DS_Store', Buffer.from('x')],
      ...[1, 2, 3].map((i) => [`pen/${i}.png`, png(40, 40, () => [0, 60 * i, 0, 255])]),
    ]);
    await give([file('desk.zip', zipSync(entries))]);
    assert.deepEqual((await classes(page)).sort(), [['cup', 10], ['pen', 3]]); // prettier-ignore
    const said = await dialog(page).locator('details.problem').textContent();
    for (const [name, [, why]] of Object.entries(bad)) {
      const one = (await refused()).find((text) => text.includes(name));
      assert.match(one ?? said, why);
    }
    assert.equal((await refused()).length, Object.keys(bad).length);
    await dialog(page).getByText('“pen” has 3 pictures').waitFor();
    assert.ok(await button(dialog(page), 'Use these pictures').isDisabled());
  });

  test('one class is too few and 21 are too many, and each is said with its number', async () => {
    const tiny = (i) => png(8, 8, () => [i % 256, Math.floor(i / 256), 0, 255]);
    const folders = (count) =>
      zipSync(Object.fromEntries(Array.from({ length: 10 * count }, (_, i) => [`thing ${i % count}/${i}.png`, tiny(i)])), { level: 0 }); // prettier-ignore
    const use = button(dialog(page), 'Use these pictures');
    await give([file('one.zip', folders(1))]);
    assert.equal((await classes(page)).length, 1);
    await dialog(page)
      .getByText('There is 1 class, and a network needs at least 2 to choose from')
      .waitFor();
    assert.ok(await use.isDisabled());
    await give([file('many.zip', folders(21))]);
    assert.equal((await classes(page)).length, 21);
    await dialog(page)
      .getByText('There are 21 classes, and at most 20 fit. Remove some.')
      .waitFor();
    assert.ok(await use.isDisabled());
    await button(dialog(page), 'Remove the class thing 7').click();
    assert.ok(await use.isEnabled());
    const arrays = path.resolve(import.meta.dirname, '../unit/own_data/arrays');
    for (const [name, sentence] of [
      ['hostile-one-class.npz', /there is 1 class, and a network needs at least 2/],
      ['hostile-21-classes.npz', /there are 21 classes, and at most 20 fit/],
    ]) {
      await startOver(page);
      await chooseFiles(page, path.join(arrays, name));
      await eventually(async () => assert.match((await refused()).join(), sentence));
    }
  });

  test('a zip that unpacks to gigabytes is refused before it is unpacked', async () => {
    const bomb = zipSync({ 'cup/a.png': new Uint8Array(60e6) }, { level: 9 });
    // The same entry again and again would be a file twice; one that says 5 GB is what it says.
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    const central = bomb.length - 22 - 46 - 'cup/a.png'.length;
    view.setUint32(central + 24, 4_200_000_000, true);
    await give([file('bomb.zip', bomb)]);
    assert.match((await refused()).join(), /bomb\.zip: /);
    await give([file('large.zip', zipSync({ 'cup/a.png': new Uint8Array(60e6) }, { level: 9 }))]);
    assert.match((await refused()).join(), /a\.png: it has 60 MB/);
  });

  test('50,000 files: progress, a page that answers, and an end to it at a word', async () => {
    const one = png(8, 8, colour);
    const many = zipSync(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`cup/${i}.png`, one])), { level: 0 }); // prettier-ignore
    const zip = path.join(folder, 'many.zip');
    writeFileSync(zip, many);
    await startOver(page);
    await chooseFiles(page, zip);
    await dialog(page)
      .getByText(/Reading: [1-9][\d,]* of 50,000 pictures/)
      .waitFor();
    await button(dialog(page), 'Stop').click();
    await dialog(page)
      .getByText(/Stopped after [\d,]+ of 50,000 pictures/)
      .waitFor();
    assert.deepEqual(await classes(page), [['cup', 1]]); // The others are the same picture.
  });

  test('arrays come with their classes, which are renamed, and with their own size', async () => {
    const arrays = path.resolve(import.meta.dirname, '../unit/own_data/arrays');
    await startOver(page);
    await chooseFiles(page, path.join(arrays, 'hostile-objects.npz'));
    await dialog(page).getByText('which this page never runs').waitFor();
    await chooseFiles(page, path.join(arrays, 'one-channel.npz'));
    await dialog(page).getByText('8×8 pixels, grey').waitFor();
    await dialog(page).getByLabel('Name of the class').first().fill('zero');
    await use(page);
    await inLab(page, 'one-channel');
    await button(line(page), 'Back to CIFAR-10').click();
    await inLab(page, 'CIFAR-10');
    await openDialog(page);
    // Kept from now on, until it is deleted.
    await button(dialog(page), 'Delete one-channel').click();
    await dialog(page).getByText('Kept on this computer').waitFor({ state: 'detached' });
  });

  test('by keyboard alone, on a phone’s width: nothing sticks out, axe finds nothing', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await startOver(page);
    await button(dialog(page), 'Add an empty class').press('Enter');
    const name = dialog(page).getByLabel('Name of the class');
    await name.fill('cup');
    await assertAccessible(page, '.own-data');
    // What is to be done last stands in one low row, whole, and the rest has the height.
    const [foot, last] = await dialog(page).evaluate(
      (element) =>
      ['footer', 'footer .main'].map((one) => element.querySelector(one).getBoundingClientRect().toJSON()), // prettier-ignore
    );
    assert.ok(foot.height <= 100 && Math.round(foot.bottom) === 844, JSON.stringify(foot));
    assert.ok(last.top >= foot.top && last.right <= 390 && last.height < 60, JSON.stringify(last));
    const wide = await dialog(page).evaluate(
      (element) => element.scrollWidth - element.clientWidth,
    );
    assert.equal(wide, 0);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    assert.ok(await line(page).getByRole('button').first().evaluate((one) => one === document.activeElement)); // prettier-ignore
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(lab.seen.errors, []);
    assert.deepEqual(lab.seen.foreign, []);
  });
});
