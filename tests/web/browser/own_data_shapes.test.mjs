/** Data whose pictures are no squares of 32: drawn as they are, kept within limits that are said. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chooseFiles, dialog, inLab, line, openDialog, startOver, use } from './own_data_steps.mjs';
import { arraysOf } from './own_pictures.mjs';
import { button, engineReady, eventually, openLab, setRun, trainToEnd, visit } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';
import { colour, png } from './test_picture.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-shapes-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const written = (name, bytes) => {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

/** In the page: the canvases that are drawn wider or narrower than they are, and how many there are in all. */
const drawn = (page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll('canvas')].filter((one) => one.clientWidth > 0);
    const stretched = all.filter((one) => {
      if (getComputedStyle(one).objectFit === 'contain') return false;
      const ratio = one.clientWidth / one.clientHeight / (one.width / one.height);
      // A side of few pixels is rounded to a whole one.
      return Math.abs(ratio - 1) > 1.5 / Math.min(one.clientWidth, one.clientHeight) + 0.01;
    });
    return {
      all: all.length,
      stretched: stretched.map((one) => `${one.width}×${one.height} as ${one.clientWidth}×${one.clientHeight} in ${one.parentElement.className}`), // prettier-ignore
    };
  });
async function assertNoneStretched(page, least) {
  await eventually(async () => {
    const { all, stretched } = await drawn(page);
    assert.ok(all >= least, `${all} pictures are drawn`);
    assert.deepEqual(stretched, []);
  });
}

for (const shape of [
  [28, 20, 1],
  [16, 40, 3],
])
  // prettier-ignore
  describe(`pictures of ${shape.join('×')} are not stretched`, () => {
    let page;
    const lab = sharedLab({}, (opened) => (page = opened));

    test('where they are put together', async () => {
      await openDialog(page);
      await chooseFiles(page, written('shapes.npz', arraysOf(shape, 3, { training: 20, test: 10 })));
      await dialog(page).getByText(`${shape[0]}×${shape[1]} pixels`).waitFor();
      await assertNoneStretched(page, 24);
      await use(page);
      await inLab(page, 'shapes');
    });

    test('among the ten, in front of the network, and in all that it makes of them', async () => {
      await button(page, 'Model 1').click();
      await setRun(page, { Epochs: 1 });
      assert.match(await trainToEnd(page), /Epoch 1 of 1/);
      await button(page, 'Picture').click();
      await assertNoneStretched(page, 12);
      // The mark of what a cell sees lies on the picture, which fills its frame.
      await page.locator('.photograph .framed').click();
      await page.locator('.picture-card .large canvas').waitFor();
      await button(page, 'Which pixels mattered').click();
      await page.locator('.picture-card .heat canvas').waitFor();
      const ratio = await page.locator('.photograph .framed').evaluate((one) => one.getBoundingClientRect().width / one.getBoundingClientRect().height); // prettier-ignore
      assert.ok(Math.abs(ratio - shape[1] / shape[0]) < 0.03, `${ratio}`);
      await assertNoneStretched(page, 12);
    });

    test('inside, with the layers open', async () => {
      await page.getByRole('tab', { name: 'Inside' }).click();
      // The first convolution is open from the start.
      await page.locator('.layer-detail canvas').first().waitFor();
      await assertNoneStretched(page, 24);
      const rows = page.locator('.inside-layers .layer-row');
      await rows.filter({ hasText: 'MaxPooling2D' }).first().click();
      await page.locator('.pool-stepper canvas').first().waitFor();
      await assertNoneStretched(page, 24);
    });

    test('of one’s own: the part that is cut out is as wide as they are', async () => {
      await page.getByRole('tab', { name: 'Your picture' }).click();
      await page.locator('.drop-place input[type=file]').setInputFiles({
        name: 'pattern.png',
        mimeType: 'image/png',
        buffer: Buffer.from(png(96, 64, colour)),
      });
      const part = page.locator('.crop-square');
      await part.waitFor();
      const { width, height } = await part.boundingBox();
      assert.ok(Math.abs(width / height - shape[1] / shape[0]) < 0.05, `${width}×${height}`);
      await assertNoneStretched(page, 12);
    });

    test('in the data browser, whose last pixel is in its last corner', async () => {
      await visit(page, lab.url, '1');
      const lens = page.locator('.browser .lens');
      await lens.waitFor();
      await assertNoneStretched(page, 24);
      const { width, height } = await lens.boundingBox();
      assert.ok(Math.abs(width / height - shape[1] / shape[0]) < 0.03, `${width}×${height}`);
      // Its corners are round, and a bar lies over the end of the page.
      await lens.evaluate((one) => one.scrollIntoView({ block: 'center' }));
      await lens.hover({ position: { x: width - 4, y: height - 4 } });
      const place = page.locator('.browser .values').getByText(`row ${shape[0] - 1}, column ${shape[1] - 1}`);
      await place.waitFor();
      assert.deepEqual(lab.seen.errors, []);
      assert.deepEqual(await page.evaluate(() => window.violations), []);
    });
  });

describe('more than fits', () => {
  let page;
  sharedLab({}, (opened) => (page = opened));
  /** 61 MB: more than a project takes along. */
  let large;
  before(() => {
    large = written('large.npz', arraysOf([64, 64, 3], 5, { training: 980, test: 20 }));
  });
  async function taken(act) {
    const [download] = await Promise.all([page.waitForEvent('download'), act()]);
    const file = path.join(folder, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  }

  test('more pictures than a run takes are said with its number, and more than fit at all', async () => {
    await openDialog(page);
    await chooseFiles(page, written('digits.npz', arraysOf([8, 8, 1], 2, { training: 25_010, test: 10 }))); // prettier-ignore
    await dialog(page).getByText('50,020 pictures to learn from, 20 for the test').waitFor();
    await dialog(page).getByText('A run takes the first 50,000 of them at most.').waitFor();
    await startOver(page);
    await chooseFiles(page, written('too-many.npz', arraysOf([8, 8, 1], 2, { training: 50_000, test: 10 }))); // prettier-ignore
    await dialog(page).getByText('there are 100,020 pictures, and at most 100,000 fit').waitFor();
  });

  test('a project without its pictures says so, and says elsewhere which it wants', async () => {
    await startOver(page);
    await chooseFiles(page, large);
    await use(page);
    await inLab(page, 'large');
    await page.getByRole('tab', { name: 'Files' }).click();
    const project = await taken(() => button(page, 'Project').click());
    await page
      .getByText('in your downloads, but without the pictures of “large”: they take 62 MB')
      .waitFor();
    const data = await taken(() => button(page, 'Data (.npz)').click());

    const other = await openLab({});
    try {
      await engineReady(other.page);
      const open = other.page.locator('.kept input[type=file]');
      await open.setInputFiles(project);
      await other.page
        .getByText(
          'the pictures that it was made with are not here: “large”, 64×64×3, 5 classes (0, 1, 2, 3, …). Put the same ones into the lab first. Nothing was changed.',
        ) // prettier-ignore
        .first()
        .waitFor();
      assert.match(await line(other.page).textContent(), /CIFAR-10/);
      await openDialog(other.page);
      await chooseFiles(other.page, data);
      await use(other.page);
      await inLab(other.page, 'cnn-lab-data');
      await open.setInputFiles(project);
      await other.page.getByText('cnn-lab-project.zip is in the lab').first().waitFor();
    } finally {
      await other.close();
    }
  });
});
