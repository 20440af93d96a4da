/** What a learner feels of the built page: each function opens it as they would, and measures. */
import path from 'node:path';
import {
  button,
  engineReady,
  epochOver,
  gzippedBytes,
  openLab,
  scriptsOf,
  setRun,
  tracedTasks,
} from '../../web/browser/page.mjs';

/** The page on the real pictures, in a browser of its own: nothing is in any cache. */
const openCold = (hash = '') => openLab({ manifest: null, hash });

/** Bytes of the scripts that the page has loaded; its workers' own are not in it. */
async function loadedScriptBytes(page) {
  const files = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ initiatorType }) => initiatorType === 'script')
      .map(({ name }) => new URL(name).pathname)
      .filter((name) => name.endsWith('.js')),
  );
  return gzippedBytes([...new Set(files)]);
}

/**
 * Opens the page and presses Train at once. Milliseconds from the start of loading to the first
 * text and to the first point of the training curve; bytes of script of the first view.
 */
export async function coldStart() {
  const { page, close } = await openCold();
  try {
    await button(page, 'Train').click();
    const point = await page.waitForFunction(() =>
      Number(document.querySelector('path[data-points]')?.dataset.points) > 0
        ? performance.now()
        : null,
    );
    const text = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0].startTime,
    );
    return { firstText: text, firstPoint: await point.jsonValue() };
  } finally {
    await close();
  }
}

export async function firstView() {
  const { page, close } = await openCold();
  try {
    await engineReady(page);
    return {
      asked: gzippedBytes(scriptsOf('index.html')),
      loaded: await loadedScriptBytes(page),
    };
  } finally {
    await close();
  }
}

/**
 * Does a whole run by the page's buttons, and says with `say` what the page's status says after
 * each epoch. Returns the longest task of the main thread meanwhile, in milliseconds by the clock
 * (other programs run in it too) and of processor time, and what the page ended with.
 * With a folder, screenshots of the end: 1440 and 390 pixels wide, light and dark.
 */
export async function wholeRun({ model, epochs, pictures, folder }, say) {
  const { page, seen, close } = await openCold('#stop=4');
  try {
    await engineReady(page);
    await button(page, model).click();
    await setRun(page, { Epochs: epochs, 'Training pictures': pictures });
    const tasks = await tracedTasks(page, async () => {
      await button(page, 'Train').click();
      for (let epoch = 1; epoch <= epochs; ++epoch) {
        say(await epochOver(page, epoch, epochs, 1_800_000));
      }
      await button(page, 'Train').waitFor();
    });
    say((await page.locator('.pace').innerText()).split('\n').filter(Boolean).join('; '));
    for (const error of seen.errors) say(`error on the page: ${error}`);
    if (folder) await takePictures(page, folder);
    const longest = (kind) => Math.max(0, ...tasks.map((task) => task[kind]));
    return { clock: longest('clock'), processor: longest('processor') };
  } finally {
    await close();
  }
}

async function takePictures(page, folder) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const file = path.join(folder, `end-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: width === 390 });
    }
  }
}

/** Milliseconds from each of so many presses of Pause until the button says Resume. */
export async function pauses(presses) {
  const { page, close } = await openCold();
  try {
    await engineReady(page);
    await setRun(page, { Epochs: 50 });
    await button(page, 'Train').click();
    await page.waitForFunction(() => document.querySelector('path[data-points]:not([d=""])'));
    return await page.evaluate(async (count) => {
      const main = document.querySelector('.controls .main');
      /** Presses the one button of Train, Pause and Resume; milliseconds until it changes. */
      const press = () =>
        new Promise((done) => {
          const before = main.textContent;
          const pressed = performance.now();
          const watcher = new MutationObserver(() => {
            if (main.textContent === before) return;
            watcher.disconnect();
            done(performance.now() - pressed);
          });
          watcher.observe(main, { childList: true, characterData: true, subtree: true });
          main.click();
        });
      const milliseconds = [];
      for (let i = 0; i < count; ++i) {
        milliseconds.push(await press());
        await press();
        // Another moment of a batch each time, and at times of a test.
        await new Promise((done) => setTimeout(done, 150 + 37 * i));
      }
      return milliseconds;
    }, presses);
  } finally {
    await close();
  }
}

/** Counts, in the page, what the engine says it has trained and how often a map is drawn. */
function countInPage() {
  window.counts = { pictures: 0, maps: 0 };
  const { Worker } = window;
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (data.event === 'progress') window.counts.pictures = data.body.picturesTrained;
      });
    }
  };
  const { putImageData } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (...given) {
    if (this.canvas === document.querySelector('.columns .stack canvas')) ++window.counts.maps;
    return putImageData.apply(this, given);
  };
}

/**
 * Model 1 trains while the network is shown as a picture and as a list, in turn, for so many seconds
 * each time. Of each round: how often the maps were drawn in a second, and the speed with them as a
 * part of the speed without; and the longest task of the main thread in milliseconds of processor time.
 */
export async function livingMaps(rounds, seconds) {
  const { page, close } = await openLab({
    manifest: null,
    hash: '#stop=lab&model=model-1',
    view: null,
    begin: countInPage,
  });
  try {
    await engineReady(page);
    await setRun(page, { Epochs: 1000, 'Training pictures': 20_000, 'Test pictures': 100 });
    await button(page, 'Train').click();
    await page.waitForFunction(() => window.counts.pictures > 0, null, { timeout: 120_000 });
    const measured = { renewals: [], ratios: [], longest: 0 };
    const watch = async (view) => {
      await button(page, view).click();
      await page.waitForTimeout(2000); // What it takes to build the view is not counted.
      const counts = () =>
        page.evaluate(() => ({ ...window.counts, at: performance.now() / 1000 }));
      const before = await counts();
      await page.waitForTimeout(1000 * seconds);
      const after = await counts();
      const time = after.at - before.at;
      return {
        speed: (after.pictures - before.pictures) / time,
        renewals: (after.maps - before.maps) / time,
      };
    };
    const tasks = await tracedTasks(page, async () => {
      for (let round = 0; round < rounds; ++round) {
        // The list first and last by turns, so that a machine that slows down is on neither side.
        const order = round % 2 ? ['Picture', 'Blocks'] : ['Blocks', 'Picture'];
        const seen = {};
        for (const view of order) seen[view] = await watch(view);
        measured.renewals.push(seen.Picture.renewals);
        measured.ratios.push(seen.Picture.speed / seen.Blocks.speed);
      }
    });
    measured.longest = Math.max(0, ...tasks.map(({ processor }) => processor));
    return measured;
  } finally {
    await close();
  }
}
