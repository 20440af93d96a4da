/** A data set of the learner's own: from photographs to a network that knows them, and back. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { assertAccessible } from './accessibility.mjs';
import { chooseFolder, classes, dialog, inLab, line, openDialog, use } from './own_data_steps.mjs';
import { button, engineReady, eventually, openLab, setRun, trainToEnd, visit } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-own-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * So many photographs of ships and of trucks from the pack, as a camera might give them: large JPEGs,
 * not square, as base64.
 */
async function makePhotographs(page, url, count) {
  await visit(page, url, '1');
  const rows = { ship: 8, truck: 9 };
  const found = { ship: new Map(), truck: new Map() };
  for (;;) {
    // Until the page has turned, its pictures are known.
    await eventually(async () => {
      const made = await page.evaluate(enlarged, rows);
      for (const name of ['ship', 'truck']) {
        assert.ok(made[name].length > 0 && !found[name].has(made[name][0][0]));
        for (const [small, large] of made[name]) found[name].set(small, large);
      }
    });
    const all = Object.values(found).map((one) => [...one.values()].slice(0, count));
    if (all.every(({ length }) => length === count)) return { ship: all[0], truck: all[1] };
    await page.getByRole('button', { name: 'Later pictures' }).click();
  }
}

/** In the page: [as it is drawn, enlarged] of each picture in these rows of the data browser. */
async function enlarged(rows) {
  const drawn = [...document.querySelectorAll('.browser .thumb-row')];
  const jpeg = async (small) => {
    const before = small.toDataURL();
    const large = new OffscreenCanvas(480, 320);
    const context = large.getContext('2d');
    context.fillStyle = '#808080';
    context.fillRect(0, 0, 480, 320);
    context.drawImage(small, 80, 0, 320, 320);
    const blob = await large.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    return [before, text];
  };
  // Both rows at one moment.
  const ofRow = (row) => Promise.all([...(drawn[row]?.querySelectorAll('canvas') ?? [])].map(jpeg));
  const [ship, truck] = await Promise.all([ofRow(rows.ship), ofRow(rows.truck)]);
  return { ship, truck };
}

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
    const { ship, truck } = await makePhotographs(page, lab.url, 100);
    const desk = path.join(folder, 'harbour');
    for (const [name, all] of Object.entries({ barco: ship, camión: truck })) {
      mkdirSync(path.join(desk, name), { recursive: true });
      all.forEach((data, i) => writeFileSync(path.join(desk, name, `IMG_${i}.jpg`), Buffer.from(data, 'base64'))); // prettier-ignore
    }
    writeFileSync(path.join(desk, '.DS_Store'), 'x');
    await openDialog(page);
    await chooseFolder(page, desk);
    await eventually(async () => {
      assert.deepEqual((await classes(page)).sort(), [['barco', 100], ['camión', 100]]); // prettier-ignore
      assert.equal(await dialog(page).locator('.progress').count(), 0);
    });
    await assertAccessible(page, '.own-data');
    await dialog(page).getByText('160 pictures to learn from, 40 for the test').waitFor();
    await dialog(page).getByLabel('Name of the data set').fill('My harbour');
    await use(page);
    await page.locator('.notice', { hasText: 'My harbour is in the lab: 2 classes, 160 pictures' }).waitFor(); // prettier-ignore
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

  test('the file of the work says, before and after, that they are not in it', async () => {
    const work = button(page, 'Download my work');
    const note = page.locator(`#${await work.getAttribute('aria-describedby')}`);
    assert.match(await note.textContent(), /those of “My harbour” stay on this computer/);
    const file = await taken(page, () => work.click());
    await page.getByText('in your downloads, without the pictures of “My harbour”').waitFor();
    assert.equal(path.basename(file), 'my-work.cnnlab');
    await assertAccessible(page, '.kept');
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
      // The same pictures, and other names for their classes.
      const files = unzipSync(readFileSync(project));
      const told = JSON.parse(strFromU8(files['project.json']));
      told.data.description.classes = ['boat', 'lorry'];
      const buffer = Buffer.from(zipSync({ ...files, 'project.json': strToU8(JSON.stringify(told)) })); // prettier-ignore
      await other.page
        .locator('.kept input[type=file]')
        .setInputFiles({ name: 'renamed.zip', mimeType: 'application/zip', buffer });
      await other.page
        .getByText('in this order: boat, lorry; where the lab names a class of “My harbour”')
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
    await page.locator('.notice', { hasText: 'The pictures are damaged or cut short' }).waitFor();
  });
});
