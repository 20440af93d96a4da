/** The bench as a visitor finds it: Train, the network, the curve and ten photographs in one view. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import {
  button,
  dist,
  engineReady,
  epochReached,
  eventually,
  guessesOf,
  openLab,
  setRun,
  shortManifest,
  textsOf,
  trainToEnd,
} from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const isWhole = (box, { width, height }) =>
  box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;

/** The stops that are about what is trained; the others have a stage of their own. */
const besideBench = ['2', '4', '5', '6', 'exercise-1', 'exercise-2', 'exercise-3', 'lab', '0'];

/** What has to be seen together, by the names that assistive technology tells. */
const names = {
  en: {
    Train: ['button', /^(Train|Pause)/],
    Network: ['region', /^Network/],
    Accuracy: ['img', /^Accuracy/],
    'Ten pictures': ['region', /^Ten pictures/],
  },
  es: {
    Entrenar: ['button', /^(Entrenar|Pausar)/],
    Red: ['region', /^Red/],
    Exactitud: ['img', /^Exactitud/],
    'Diez imágenes': ['region', /^Diez imágenes/],
  },
};

const screens = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
];

async function goTo(page, stop) {
  await page.evaluate((stop) => (location.hash = `stop=${stop}`), stop);
  await page.locator(`.stop[data-stop="${stop}"]:visible`).waitFor();
  await page.evaluate(() => scrollTo(0, 0));
}

/** Holds beside every stop, in a window of this size. */
async function holdsItAll(page, viewport, language) {
  await page.setViewportSize(viewport);
  for (const stop of besideBench) {
    await goTo(page, stop);
    await eventually(async () => {
      for (const [part, [role, name]] of Object.entries(names[language])) {
        const box = await page.getByRole(role, { name }).boundingBox();
        assert.ok(isWhole(box, viewport), `stop ${stop}, ${part}: ${JSON.stringify(box)}`);
      }
    }, 5_000);
  }
}

/** The network in the lab, from the photograph to the last bar: in view, and nothing of it cut off. */
async function showsAllOfNetwork(page, viewport, where) {
  const hidden = (selector) => page.locator(selector).evaluate((e) => e.scrollWidth - e.clientWidth); // prettier-ignore
  assert.ok((await hidden('.strip')) <= 0, `${where}: a part of the network is out of sight`);
  assert.ok((await hidden('.network .moment')) <= 0, `${where}: the note is cut`);
  const box = await page.locator('.classes li').last().boundingBox();
  assert.ok(isWhole(box, viewport), `${where}: ${JSON.stringify(box)}`);
  // Names and shapes below the columns have air between them, and a class's name ends before its bar.
  const words = await page
    .locator('.columns .caption strong, .columns .caption span, .front .caption *, .classes .name, .classes .track')
    .evaluateAll((all) => all.map((e) => {
      const range = document.createRange();
      range.selectNodeContents(e);
      const { top, left, right } = (e.matches('.track') ? e : range).getBoundingClientRect();
      return { text: e.textContent || 'bar', top, left, right };
    })); // prettier-ignore
  for (const a of words)
    for (const b of words)
      if (a !== b && Math.abs(a.top - b.top) < 5 && a.left < b.left)
        assert.ok(b.left - a.right >= 1, `${where}: ${a.text} and ${b.text}`);
}

describe('the bench', () => {
  let page;
  sharedLab({ view: null }, (opened) => (page = opened));

  test('shows what an untrained network takes the ten pictures for', async () => {
    await engineReady(page);
    const cards = page.locator('.card');
    await cards.nth(9).locator('.guess').waitFor();
    await page.getByText(/Not trained yet: \d of 10 right/).waitFor();
    // Random weights are sure of nothing.
    for (const card of await cards.all()) {
      const [, share] = /(\d+)%$/.exec((await guessesOf(card))[0]);
      assert.ok(Number(share) < 60, `${share}%`);
    }
    // The maps are there before any training, and say so.
    await page.locator('.columns .stack canvas').first().waitFor();
    await page.getByText('not trained yet: every weight is random').waitFor();
  });

  test('shows the models from the photograph to the last bar, without scrolling', async () => {
    const narrow = { width: 1024, height: 768 };
    for (const [viewport, stop, model] of [
      ...screens.flatMap((screen) => [
        [screen, '4', 'Model 1'],
        [screen, '6', 'Model 2'],
        [screen, 'exercise-1', 'Model 2'],
      ]),
      [narrow, '2', 'Model 0'],
      [narrow, '4', 'Model 1'],
      [narrow, '6', 'Model 2'],
    ]) {
      await page.setViewportSize(viewport);
      await goTo(page, stop);
      await button(page, model).click();
      const where = `stop ${stop}, ${viewport.width} wide`;
      await eventually(() => showsAllOfNetwork(page, viewport, where), 10_000);
    }
    await button(page, 'Model 1').click();
  });

  test('a network that is too long for its strip fades where it goes on', async () => {
    const strip = page.locator('.strip');
    const fades = () => strip.evaluate((e) => getComputedStyle(e).maskImage !== 'none');
    assert.equal(await fades(), false);
    await page.setViewportSize({ width: 500, height: 900 });
    await eventually(async () => assert.equal(await fades(), true));
    await strip.evaluate((e) => e.scrollTo(e.scrollWidth, 0));
    await eventually(async () => assert.equal(await fades(), false));
    await page.setViewportSize(screens[0]);
  });

  for (const viewport of screens)
    test(`holds it all at ${viewport.width}x${viewport.height}, while it trains`, async () => {
      await page.setViewportSize(viewport);
      await setRun(page, { Epochs: 200, 'Training pictures': 500, 'Test pictures': 100 });
      if (await button(page, 'Train').isVisible()) await button(page, 'Train').click();
      await epochReached(page, 2);
      await holdsItAll(page, viewport, 'en');
      const scrollers = await page.evaluate(() =>
        [...document.querySelectorAll('.lab, .lab *')]
          .filter((e) => e.checkVisibility() && /auto|scroll/.test(getComputedStyle(e).overflowY))
          .filter((e) => e.scrollHeight > e.clientHeight + 1)
          .map((e) => e.outerHTML.slice(0, 80)),
      );
      assert.deepEqual(scrollers, [], 'nothing in the page scrolls by itself');
    });

  test('draws the maps of the network that is training, again and again', async () => {
    const map = page.locator('.columns .stack canvas').first();
    const pixels = () => map.evaluate((canvas) => canvas.toDataURL());
    const first = await pixels();
    await eventually(async () => assert.notEqual(await pixels(), first));
    await page.getByText('as it is now, while it learns').waitFor();
    await button(page, 'Stop').click();
    await button(page, 'Train').waitFor();
  });

  test('a photograph that is pressed stands in front of the network', async () => {
    await setRun(page, { Epochs: 1 });
    await trainToEnd(page);
    const front = page.locator('.network .photograph canvas');
    assert.equal(await front.getAttribute('aria-label'), 'This is: ship');
    await page.locator('.card button').nth(6).click();
    await eventually(async () =>
      assert.equal(await front.getAttribute('aria-label'), 'This is: frog'),
    );
    // The network's answer is that of the card.
    const [best] = await guessesOf(page.locator('.card').nth(6));
    await eventually(async () =>
      assert.equal(
        `${await page.locator('.classes .best .name').textContent()}`,
        best.split(' ')[0],
      ),
    );
  });

  test('a cell that is pointed at shows what it sees, and the sum that made it', async () => {
    const maps = page.locator('#layer-1 .stack');
    const box = await maps.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 10);
    // Of two 3x3 convolutions on end the second sees 5x5 pixels: 5/32 of the picture's side.
    const mark = page.locator('.photograph .mark');
    await mark.waitFor();
    const [seen, picture] = await Promise.all([
      mark.boundingBox(),
      page.locator('.photograph .framed').boundingBox(),
    ]);
    assert.ok(Math.abs(seen.width / picture.width - 5 / 32) < 0.01, `${seen.width}`);
    assert.ok((await page.locator('#layer-0 .mark').count()) > 0);
    await page.mouse.click(box.x + box.width / 2, box.y + 10);
    await page.getByText('sees 5×5 pixels of the picture').waitFor();
    await page.locator('.window td').nth(8).waitFor();
    // Written out: nine products of one channel add up to what it gives.
    const products = (await textsOf(page.locator('.window b'), 9)).map(toNumber);
    const [, gives] = /gives (\S+)$/.exec(await page.locator('.cell label').last().textContent());
    const total = products.reduce((sum, product) => sum + product, 0);
    assert.ok(Math.abs(total - toNumber(gives)) < 0.005, `${total} and ${gives}`);
    await page.keyboard.press('Escape');
    // A layer without maps has units, and says so of their past.
    await page.locator('#layer-11 .column').click();
    await page.getByText('Unit 1 of this layer for this picture').waitFor();
    await page.keyboard.press('Escape');
  });

  test('builds with the keyboard alone: a layer put in, moved, changed and removed', async () => {
    await button(page, 'Model 0').click();
    const names = () => page.locator('.columns .layer .column').evaluateAll((all) => all.map((c) => c.textContent.match(/Layer \d+, (\w+)/)?.[1])); // prettier-ignore
    await eventually(async () => assert.deepEqual(await names(), ['Flatten', 'Dense', 'Dense']));
    await page.locator('#layer-0 .column').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.closest('li').id), 'layer-1');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByLabel('Kind of layer').selectOption('dropout');
    await button(page, 'Add this layer').click();
    await eventually(async () =>
      assert.deepEqual(await names(), ['Flatten', 'Dropout', 'Dense', 'Dense']),
    );
    await page.getByLabel('Rate', { exact: true }).fill('0.25');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+ArrowRight');
    await eventually(async () =>
      assert.deepEqual(await names(), ['Flatten', 'Dense', 'Dropout', 'Dense']),
    );
    await page.keyboard.press('Delete');
    await eventually(async () => assert.deepEqual(await names(), ['Flatten', 'Dense', 'Dense']));
    await button(page, 'Undo').click();
    await eventually(async () => assert.match((await names()).join(), /Dropout/));
  });

  test('what does not fit is red in the picture, and its fix puts it right', async () => {
    await button(page, 'Model 1').click();
    await page.locator('#layer-9 .column').focus();
    await page.keyboard.press('Delete'); // Flatten
    const bad = page.locator('.columns .layer.bad');
    await bad.waitFor();
    assert.equal(await bad.getAttribute('id'), 'layer-9');
    await page.locator('.network .problem button').click();
    await bad.waitFor({ state: 'detached' });
  });

  test('a field that is left as its layer goes with the whole model takes nothing along', async () => {
    const errors = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await button(page, 'Model 1').click();
    await page.locator('#layer-6 .column').click();
    await page.locator('.layer-form .pair input').first().waitFor();
    // In one go: before the page has drawn the other model.
    await page.evaluate(() => {
      const number = document.querySelector('.layer-form .pair input');
      const buttons = [...document.querySelectorAll('button')];
      buttons.find(({ textContent }) => textContent.trim() === 'Model 0').click();
      number.value = '5';
      number.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await page.locator('[data-total]').filter({ hasText: '394,634' }).waitFor();
    assert.equal(await page.locator('.layer-form').count(), 0);
    assert.deepEqual(errors, []);
  });
});

test('in Spanish it is all held too, and the network of 1,024 pixels', async (t) => {
  const lab = await openLab({
    file: 'es.html',
    hash: '#stop=4&epochs=1000&pictures=2000&test=100',
    view: null,
  });
  t.after(lab.close);
  const { page } = lab;
  await page.locator('.card .guess').nth(9).waitFor();
  for (const [stop, model] of [
    ['2', 'Modelo 0'],
    ['4', 'Modelo 1'],
    ['6', 'Modelo 2'],
  ]) {
    const narrow = { width: 1024, height: 768 };
    await page.setViewportSize(narrow);
    await goTo(page, stop);
    await button(page, model).click();
    await eventually(() => showsAllOfNetwork(page, narrow, `parada ${stop}`), 10_000);
  }
  await button(page, 'Entrenar').click();
  await button(page, 'Pausar').waitFor();
  // With a line of settings as long as any that a task asks for.
  for (const viewport of screens) await holdsItAll(page, viewport, 'es');
});

test('a network that has learned nothing waits for the first training pictures, and guesses then', async (t) => {
  const held = [];
  let isHeld = true;
  const training = shortManifest().shards.find(({ split }) => split === 'training').file;
  const lab = await openLab({
    view: null,
    override: (pathname) =>
      isHeld && pathname === `/cifar10/${training}`
        ? {
            respond(response) {
              held.push(() => response.end(readFileSync(path.join(dist, 'cifar10', training))));
            },
          }
        : null,
  });
  t.after(lab.close);
  const { page } = lab;
  await page.locator('.card canvas').nth(9).waitFor();
  await page.waitForTimeout(1500); // Longer than a model that was not edited is left alone.
  assert.equal(await page.locator('.card .guess').count(), 0);
  isHeld = false;
  for (const send of held) send();
  await page.locator('.card').nth(9).locator('.guess').waitFor();
});

test('on a phone Train stays in reach, and the lab is one press away and back', async (t) => {
  const lab = await openLab({ view: null, viewport: { width: 390, height: 844 }, hash: '#stop=4' });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  const inView = async (part) => {
    const box = await part.boundingBox();
    return isWhole(box, { width: 390, height: 844 });
  };
  await page.evaluate(() => scrollTo(0, 1500));
  assert.ok(await inView(button(page, 'Train')));
  await page.locator('.jump').click();
  await eventually(async () => assert.ok(await inView(page.locator('.photograph'))));
  await page.locator('.jump').click();
  await eventually(async () => assert.equal(await page.evaluate(() => scrollY), 1500));
  await setRun(page, { Epochs: 2, 'Training pictures': 500, 'Test pictures': 100 });
  await button(page, 'Train').click();
  await page
    .locator('.brief')
    .getByText(/test \d/)
    .waitFor();
  assert.ok(await inView(page.locator('.brief')));
});

/** `−0.036` as the page writes it. */
function toNumber(text) {
  return Number(text.replace('−', '-').replace(',', ''));
}
