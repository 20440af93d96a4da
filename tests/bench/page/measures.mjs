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
