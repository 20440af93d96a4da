/** A data set of the learner's own: from photographs to a network that knows them, and back. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { zipSync } from 'fflate';
import { assertAccessible } from './accessibility.mjs';
import { cmyk, deepPng, heic, hugePng, movingGif, turned } from './own_pictures.mjs';
import { button, engineReady, eventually, openLab, setRun, trainToEnd, visit } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';
import { colour, png, reduced } from './test_picture.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-own-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Photographs of ships and trucks from the pack, as a camera might give them: large JPEGs, not square. */
async function makePhotographs(page, url) {
  await visit(page, url, '1');
  const found = { ship: [], truck: [] };
  for (let turn = 0; turn < 10; ++turn) {
    await page.locator('.browser .thumb-row').nth(9).locator('canvas').first().waitFor();
    await eventually(async () =>
      assert.match(await page.locator('.pages').textContent(), new RegExp(`Page ${turn + 1} of`)),
    );
    // The pictures of this page, not of the one before.
    await page
      .locator('.browser .help', { hasText: 'on their way' })
      .waitFor({ state: 'detached' });
    const made = await page.evaluate(async () => {
      const rows = [...document.querySelectorAll('.browser .thumb-row')];
      const jpeg = async (small) => {
        const large = new OffscreenCanvas(480, 320);
        const context = large.getContext('2d');
        context.fillStyle = '#808080';
        context.fillRect(0, 0, 480, 320);
        context.drawImage(small, 80, 0, 320, 320);
        const blob = await large.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
        const bytes = new Uint8Array(await blob.arrayBuffer());
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
      };
      const ofRow = (row) => Promise.all([...rows[row].querySelectorAll('canvas')].map(jpeg));
      return { ship: await ofRow(8), truck: await ofRow(9) };
    });
    for (const name of ['ship', 'truck']) found[name].push(...made[name]);
    await page.getByRole('button', { name: 'Later pictures' }).click();
  }
  return found;
}

const dialog = (page) => page.getByRole('dialog', { name: 'Your own pictures' });
const line = (page) => page.locator('.data-line');
/** Waits until these data are in the lab. */
const inLab = (page, name) => line(page).locator('strong').filter({ hasText: name }).waitFor();
async function openDialog(page) {
  await line(page)
    .getByRole('button', { name: /use your own pictures|change/ })
    .click();
  await dialog(page).waitFor();
}
const choose = (page, files, which = 1) =>
  dialog(page).locator(`.drop input[type=file]`).nth(which).setInputFiles(files);
const read = (page) =>
  page.locator('.own-data .progress').waitFor({ state: 'detached', timeout: 60_000 });
/** [name, count] of each class that is shown. */
const classes = (page) =>
  dialog(page)
    .locator('.own-class')
    .evaluateAll((all) =>
      all.map((one) => [
        one.querySelector('.name').value,
        Number(/\d+/.exec(one.querySelector('.count').textContent)[0]),
      ]),
    );
async function taken(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

describe('200 photographs', () => {
  let page;
  const lab = sharedLab({}, (opened) => (page = opened));

  test('in a folder of folders become classes, and a data set', async () => {
    const photographs = await makePhotographs(page, lab.url);
    const desk = path.join(folder, 'harbour');
    for (const [name, all] of Object.entries({
      barco: photographs.ship.slice(0, 100),
      camión: photographs.truck.slice(0, 100),
    })) {
      // prettier-ignore
      mkdirSync(path.join(desk, name), { recursive: true });
      assert.equal(all.length, 100);
      all.forEach((data, i) => writeFileSync(path.join(desk, name, `IMG_${i}.jpg`), Buffer.from(data, 'base64'))); // prettier-ignore
    }
    writeFileSync(path.join(desk, '.DS_Store'), 'x');
    await openDialog(page);
    await choose(page, desk, 0);
    await eventually(
      async () =>
      assert.deepEqual((await classes(page)).sort(), [['barco', 100], ['camión', 100]]), // prettier-ignore
    );
    await read(page);
    await assertAccessible(page, '.own-data');
    await dialog(page).getByText('160 pictures to learn from, 40 for the test').waitFor();
    await dialog(page).getByLabel('Name of the data set').fill('My harbour');
    await button(dialog(page), 'Use these pictures').click();
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByText('My harbour is in the lab: 2 classes, 160 pictures').waitFor();
    assert.match(await line(page).textContent(), /My harbour\s*\(2 classes, 200 pictures\)/);
  });

  test('train a network that ends with two units, and its confusion has their names', async () => {
    await button(page, 'Model 0').click();
    await setRun(page, { Epochs: 6 });
    assert.match(await trainToEnd(page), /Epoch 6 of 6/);
    await page.getByRole('tab', { name: 'All test pictures' }).click();
    const matrix = page.locator('.confusion');
    await matrix.waitFor();
    assert.deepEqual(await matrix.locator('tbody th').allTextContents(), ['barco', 'camión']);
    const counts = await matrix.locator('tbody td button').allTextContents();
    const total = counts.reduce((sum, text) => sum + Number(/\d+/.exec(text)?.[0] ?? 0), 0);
    assert.equal(total, 40, counts.join(' '));
    const names = await page.locator('.card').allTextContents();
    assert.ok(
      names.some((text) => /barco|camión/.test(text)),
      names.join(),
    );
  });

  test('and the arrays of the export are those of the photographs, for NumPy and a Keras program', async () => {
    await page.getByRole('tab', { name: 'Files' }).click();
    const npz = await taken(page, () => button(page, 'Data (.npz)').click());
    const program = await taken(page, () => button(page, 'Keras program').click());
    assert.match(readFileSync(program, 'utf8'), /np\.load\('cnn-lab-data\.npz'/);
    const told = JSON.parse(
      execFileSync('/usr/bin/python3', ['-c', `
import hashlib, json, sys
import numpy as np
data = np.load(sys.argv[1])
parts = [data[name] for name in ('x_train', 'y_train', 'x_test', 'y_test')]
print(json.dumps(dict(
    shapes=[list(part.shape) for part in parts],
    types=[str(part.dtype) for part in parts],
    classes=data['class_names'].tolist(),
    labels=[np.bincount(parts[1]).tolist(), np.bincount(parts[3]).tolist()],
    sha256=hashlib.sha256(b''.join(part.tobytes() for part in parts)).hexdigest())))`, npz]), // prettier-ignore
    );
    assert.deepEqual(told.shapes, [[160, 32, 32, 3], [160], [40, 32, 32, 3], [40]]);
    assert.deepEqual(told.types, ['uint8', 'uint8', 'uint8', 'uint8']);
    assert.deepEqual(told.classes, ['barco', 'camión']);
    assert.deepEqual(told.labels, [
      [80, 80],
      [20, 20],
    ]);
    // The hash that records and projects carry.
    const description = JSON.parse(await page.evaluate(() => localStorage['cnn-lab.data']));
    assert.equal(description.sha256, told.sha256);
    // Each is the middle of a photograph: in it, nothing is left of the grey at its sides.
    assert.deepEqual(description.classes, ['barco', 'camión']);
  });

  test('they are there again after a reload, with the run over them', async () => {
    await page.reload();
    await engineReady(page);
    await inLab(page, 'My harbour');
    await button(page, 'Bring it back').click();
    await page.locator('.status').filter({ hasText: 'Epoch 6 of 6' }).waitFor();
    assert.match(await line(page).textContent(), /My harbour/);
  });

  test('a project brings them along to another browser', async () => {
    await page.getByRole('tab', { name: 'Files' }).click();
    const project = await taken(page, () => button(page, 'Project').click());
    const other = await openLab({});
    try {
      await engineReady(other.page);
      await other.page.locator('.kept input[type=file]').setInputFiles(project);
      await inLab(other.page, 'My harbour');
      await other.page
        .getByText(/cnn-lab-project\.zip/)
        .first()
        .waitFor();
    } finally {
      await other.close();
    }
  });

  test('one press brings CIFAR-10 back, the run is kept beside, and brings its pictures with it', async () => {
    await button(line(page), 'Back to CIFAR-10').click();
    await page.getByText('It is kept beside your work').waitFor();
    await page.locator('.said').getByRole('button', { name: 'Back to CIFAR-10' }).click();
    await inLab(page, 'CIFAR-10');
    await page.locator('.kept .aside').getByRole('button', { name: 'Bring it back' }).click();
    await inLab(page, 'My harbour');
    await page.locator('.status').filter({ hasText: 'Epoch 6 of 6' }).waitFor();
    assert.deepEqual(lab.seen.foreign, []);
    assert.deepEqual(lab.seen.errors, []);
  });

  test('kept pictures that are damaged are said to be, and the page begins with CIFAR-10', async () => {
    await page.evaluate(async () => {
      const open = indexedDB.open('cnn-lab.data');
      const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
      const store = database.transaction('sets', 'readwrite').objectStore('sets');
      const ask = (request) =>
        new Promise((done) => (request.onsuccess = () => done(request.result)));
      const [key] = await ask(store.getAllKeys());
      const bytes = await ask(store.get(key));
      bytes[bytes.length - 9] ^= 1;
      await ask(store.put(bytes, key));
      database.close();
    });
    await page.reload();
    await engineReady(page);
    await page
      .getByText('“My harbour” could not be brought back: the pictures are damaged')
      .waitFor();
    assert.match(await line(page).textContent(), /CIFAR-10/);
    // The run over them waits, too.
    await button(page, 'Bring it back').first().click();
    await page.getByText('The pictures are damaged or cut short').waitFor();
  });
});

describe('what people give', () => {
  let page;
  const file = (name, buffer, mimeType = '') => ({ name, mimeType, buffer: Buffer.from(buffer) });
  const lab = sharedLab({ colorScheme: 'dark' }, async (opened) => {
    page = opened;
    await openDialog(page);
  });
  /** What was refused, by file. */
  const refused = () => dialog(page).locator('details.problem li').allTextContents();
  /** RGB of the first picture that was read last. */
  const firstPixels = async () => {
    const rgba = await dialog(page)
      .locator('.own-class canvas')
      .last()
      .evaluate((canvas) => [...canvas.getContext('2d').getImageData(0, 0, 32, 32).data]);
    return rgba.filter((_, i) => i % 4 !== 3);
  };
  async function give(files) {
    if (await button(dialog(page), 'Start over').count()) await button(dialog(page), 'Start over').click(); // prettier-ignore
    await choose(page, files);
    await eventually(async () => {
      assert.equal(await dialog(page).locator('.progress').count(), 0);
      assert.ok((await classes(page)).length + (await refused()).length > 0);
    });
  }
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
    await dialog(page).getByText('Of a file that moves, the first picture was taken.').waitFor();
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
    await button(dialog(page), 'Start over').click();
    await choose(page, zip);
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
    await button(dialog(page), 'Start over').click();
    await choose(page, path.join(arrays, 'hostile-objects.npz'));
    await dialog(page).getByText('which this page never runs').waitFor();
    await choose(page, path.join(arrays, 'one-channel.npz'));
    await dialog(page).getByText('8×8 pixels, grey').waitFor();
    await dialog(page).getByLabel('Name of the class').first().fill('zero');
    await button(dialog(page), 'Use these pictures').click();
    await dialog(page).waitFor({ state: 'detached' });
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
    await button(dialog(page), 'Start over').click();
    await button(dialog(page), 'Add an empty class').press('Enter');
    const name = dialog(page).getByLabel('Name of the class');
    await name.fill('cup');
    await assertAccessible(page, '.own-data');
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
