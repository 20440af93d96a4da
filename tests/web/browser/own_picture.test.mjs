/** A picture of the learner's own: opened exactly, cut out, judged; refused with a reason. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { assertAccessible } from './accessibility.mjs';
import {
  button,
  dist,
  engineReady,
  epochOver,
  eventually,
  guessesOf,
  openLab,
  textsOf,
} from './page.mjs';
import { sharedLab } from './shared_lab.mjs';
import { colour, png, reduced } from './test_picture.mjs';

const choose = (page, name, mimeType, buffer) =>
  page.locator('.drop-place input').setInputFiles({ name, mimeType, buffer });

/** RGB of the 32×32 picture that the network sees. */
async function seen(page) {
  const rgba = await page
    .locator('.this-picture canvas')
    .evaluate((canvas) => [...canvas.getContext('2d').getImageData(0, 0, 32, 32).data]);
  return rgba.filter((_, i) => i % 4 !== 3);
}
const opened = (page, width, height) =>
  page.waitForFunction(
    ([w, h]) => {
      const canvas = document.querySelector('.crop-picture canvas');
      return canvas?.width === w && canvas.height === h;
    },
    [width, height],
  );
const openTab = (page) => page.getByRole('tab', { name: 'Your picture' }).click();

/** The worker that opens pictures, with something done to its browser first. */
const withWorker = (change) => (pathname) =>
  pathname.includes('picture_worker')
    ? { type: 'text/javascript', body: change + readFileSync(path.join(dist, pathname)) }
    : null;

describe('a picture of one’s own', () => {
  let page;
  const lab = sharedLab(
    { hash: '#model=model-0&epochs=1&pictures=500&test=500' },
    (opened) => (page = opened),
  );

  test('is opened and cut out before there is a network, to the byte', async () => {
    await openTab(page);
    await choose(page, 'pattern.png', 'image/png', png(96, 64, colour));
    await opened(page, 96, 64);
    assert.deepEqual(await seen(page), reduced());
    await page.getByText('There is no network to look into yet.').waitFor();
  });

  test('gets the answer that the same picture gets among the test pictures', async () => {
    await button(page, 'Train').click();
    await epochOver(page, 1, 1);
    await button(page, 'Train').waitFor();
    await page.locator('.answer-bars').waitFor();
    const card = page.locator('.card').nth(6);
    const guesses = await guessesOf(card);
    const pixels = await card
      .locator('canvas')
      .evaluate((canvas) => [...canvas.getContext('2d').getImageData(0, 0, 32, 32).data]);
    await openTab(page);
    const frog = png(32, 32, (row, column) => pixels.slice(4 * (32 * row + column)).slice(0, 4));
    await choose(page, 'frog.png', 'image/png', frog);
    await opened(page, 32, 32);
    assert.deepEqual(
      await seen(page),
      pixels.filter((_, i) => i % 4 !== 3),
    );
    // The bars of the picture before stay until the answer about this one is there.
    await eventually(async () => {
      const bars = await textsOf(page.locator('.answer-bars li'), 3);
      for (const [i, guess] of guesses.entries()) {
        const [, name, share] = /^\s*([a-z]+) (\d+\.\d)%/.exec(bars[i]);
        const [, said, rounded] = /^([a-z]+) (\d+)%$/.exec(guess);
        assert.equal(name, said);
        assert.ok(Math.abs(share - rounded) <= 0.56, `${bars[i]} and ${guess}`);
      }
    });
    await page.getByText('It knows ten classes and nothing else').waitFor();
  });

  test('or a drawing of the page’s own is judged, and put in front of the network', async () => {
    await openTab(page);
    await button(page, 'A cup').click();
    await opened(page, 128, 128);
    const cup = await seen(page);
    await page.locator('.answer-bars').waitFor();
    await button(page, 'A ship').click();
    await eventually(async () => assert.notDeepEqual(await seen(page), cup));
    // Sky above, sea below.
    const [top, bottom] = await seen(page).then((pixels) => [pixels.slice(0, 3), pixels.slice(-3)]);
    assert.ok(
      top.every((value) => value > 110),
      `${top}`,
    );
    assert.ok(bottom[0] < 60 && bottom[2] > bottom[0], `${bottom}`);
    await page.getByText('32×32 pixels').first().waitFor();
  });

  test('the square moves and shrinks by keyboard, and the network sees what is in it', async () => {
    // White, with a black square in the corner at the bottom right.
    const corner = (row, column) => (row >= 64 && column >= 64 ? [0, 0, 0, 255] : [255, 255, 255, 255]); // prettier-ignore
    await choose(page, 'corner.png', 'image/png', png(128, 128, corner));
    await opened(page, 128, 128);
    const square = page.getByRole('application', { name: /square that is cut out/ });
    await square.focus();
    for (let i = 0; i < 30; ++i) await page.keyboard.press('-');
    for (let i = 0; i < 100; ++i) await page.keyboard.press('ArrowDown');
    for (let i = 0; i < 100; ++i) await page.keyboard.press('ArrowRight');
    assert.ok((await seen(page)).every((byte) => byte === 0));
    for (let i = 0; i < 100; ++i) await page.keyboard.press('ArrowLeft');
    assert.ok((await seen(page)).every((byte) => byte === 255));
    // The slider is another way.
    await page.getByRole('slider', { name: 'Size of the square' }).focus();
    await page.keyboard.press('End');
    assert.equal((await seen(page)).filter((byte) => byte === 0).length, 3 * 16 * 16);
  });

  test('the square is dragged by mouse', async () => {
    const square = page.locator('.crop-square');
    await page.getByRole('slider', { name: 'Size of the square' }).focus();
    await page.keyboard.press('Home');
    await square.scrollIntoViewIfNeeded();
    const box = await square.boundingBox();
    const middle = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(...middle);
    await page.mouse.down();
    await page.mouse.move(middle[0] - 2000, middle[1] - 2000, { steps: 4 });
    await page.mouse.up();
    assert.equal(await square.evaluate((e) => e.style.left + e.style.top), '0%0%');
    assert.ok((await seen(page)).every((byte) => byte === 255));
  });

  test('what is transparent is laid on white', async () => {
    await choose(page, 'glass.png', 'image/png', png(40, 40, (_, column) => [255, 0, 0, column < 20 ? 128 : 0])); // prettier-ignore
    await opened(page, 40, 40);
    const pixels = await seen(page);
    const half = pixels.slice(0, 3);
    assert.equal(half[0], 255);
    for (const byte of half.slice(1)) assert.ok(Math.abs(byte - 127) <= 1, String(half));
    assert.deepEqual(pixels.slice(-3), [255, 255, 255]);
  });

  test('a large one is reduced first; dropped and pasted ones are opened too', async () => {
    await choose(
      page,
      'large.png',
      'image/png',
      png(1600, 1000, () => [10, 200, 30, 255]),
    );
    await opened(page, 640, 400);
    assert.deepEqual((await seen(page)).slice(0, 3), [10, 200, 30]);
    for (const [kind, side] of [
      ['drop', 50],
      ['paste', 60],
    ]) {
      // prettier-ignore
      const bytes = [...png(side, side, () => [1, 2, 3, 255])];
      await page.evaluate(
        ([type, data]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(data)], 'x.png', { type: 'image/png' }));
          dispatchEvent(
            type === 'drop'
              ? new DragEvent(type, { dataTransfer: transfer, cancelable: true })
              : new ClipboardEvent(type, { clipboardData: transfer }),
          );
        },
        [kind, bytes],
      );
      await opened(page, side, side);
    }
  });

  test('what cannot be opened is refused with a reason, and the last picture stays', async () => {
    for (const [name, type, body, sentence] of [
      [
        'notes.txt',
        'text/plain',
        Buffer.from('hello'),
        /notes\.txt was not opened: .* text\/plain/,
      ],
      [
        'broken.png',
        'image/png',
        Buffer.from('no picture'),
        /broken\.png was not opened: .*cannot read/,
      ],
      ['nothing.png', 'image/png', Buffer.alloc(0), /the file is empty/],
      ['tiny.png', 'image/png', png(31, 90, () => [0, 0, 0, 255]), /31×90 pixels.*32×32/],
      ['huge.png', 'image/png', Buffer.alloc(41e6), /41 MB.*40 MB/],
    ]) {
      // prettier-ignore
      await choose(page, name, type, body);
      await page.locator('.problem').filter({ hasText: sentence }).waitFor();
      assert.equal(await page.locator('.crop-picture canvas').getAttribute('width'), '60');
    }
  });

  test('axe finds nothing, nothing sticks out, and nothing was sent anywhere', async () => {
    await assertAccessible(page, '#view');
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(lab.seen.foreign, []);
    assert.deepEqual(lab.seen.errors, []);
  });
});

test('without WebCodecs a canvas serves, as long as it tells the truth', async (t) => {
  const lab = await openLab({ override: withWorker('self.VideoFrame = undefined;') });
  t.after(lab.close);
  await engineReady(lab.page);
  await openTab(lab.page);
  await choose(lab.page, 'pattern.png', 'image/png', png(96, 64, colour));
  await opened(lab.page, 96, 64);
  assert.deepEqual(await seen(lab.page), reduced());
});

const noise = `
  const get = OffscreenCanvasRenderingContext2D.prototype.getImageData;
  OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...args) {
    const image = get.apply(this, args);
    image.data[40] ^= 1;
    return image;
  };`;

test('a browser that falsifies canvases does no harm where there is WebCodecs', async (t) => {
  const lab = await openLab({ override: withWorker(noise) });
  t.after(lab.close);
  await engineReady(lab.page);
  await openTab(lab.page);
  await choose(lab.page, 'pattern.png', 'image/png', png(96, 64, colour));
  await opened(lab.page, 96, 64);
  assert.deepEqual(await seen(lab.page), reduced());
});

test('without WebCodecs it is named as the reason', async (t) => {
  const lab = await openLab({ override: withWorker(`self.VideoFrame = undefined;${noise}`) });
  t.after(lab.close);
  await engineReady(lab.page);
  await openTab(lab.page);
  await choose(lab.page, 'pattern.png', 'image/png', png(96, 64, colour));
  await lab.page.getByText('this browser protects your privacy').waitFor();
});
