/** `./lab screenshots`: a picture of every stop of the built page. See `usage`. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  button,
  engineReady,
  epochOver,
  openLab,
  setRun,
  stopsOf,
  visit,
} from '../tests/web/browser/page.mjs';

const usage = `./lab screenshots [FOLDER] [options]: every stop of the page, 1440 and 390 pixels
wide, in light and dark colours, from top to bottom, into FOLDER (default .build/screenshots).

  --stops S,...    only these stops, for example 4,exercise-2
  --trained        train Model 1 first, for real but briefly, so that charts and numbers are there`;

const options = {
  stops: { type: 'string' },
  trained: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

const widths = { 1440: 900, 390: 844 };
const colours = ['light', 'dark'];
const run = { Epochs: 3, 'Training pictures': 2000, 'Test pictures': 500 };

/** The stops that were asked for, in the lesson's order; all where none were. */
function chosen(all, asked) {
  if (asked === undefined) return all;
  const names = asked.split(',').filter(Boolean);
  const strangers = names.filter((name) => !all.includes(name));
  if (strangers.length > 0 || names.length === 0) {
    const what = strangers.length > 0 ? `no stop ${strangers.join(', ')}` : 'no stop to show';
    throw new Error(`--stops ${asked}: there is ${what}; the lesson has ${all.join(', ')}.`);
  }
  return all.filter((name) => names.includes(name));
}

/**
 * Makes the window as high as what is in it. The lab scrolls on its own beside the lesson, at the
 * height of the window, so a full-page screenshot of a low window would cut it off.
 */
async function fitWindow(page, width) {
  await page.setViewportSize({ width, height: widths[width] });
  const height = await page.evaluate(() => {
    const lab = document.getElementById('lab');
    const hidden = lab.scrollHeight - lab.clientHeight;
    return Math.max(document.documentElement.scrollHeight, innerHeight + hidden);
  });
  await page.setViewportSize({ width, height });
}

/** Waits until no part of the stop waits for its pictures, and what came is drawn. */
async function settled(page) {
  await page.waitForFunction(() => !document.querySelector('.stop:not([hidden]) .coming'));
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

async function main() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return console.log(usage);
  if (positionals.length > 1) {
    throw new Error(`Give one folder, not ${positionals.length}: ${positionals.join(' ')}.`);
  }
  const folder = path.resolve(positionals[0] ?? '.build/screenshots');
  await mkdir(folder, { recursive: true });
  const { page, seen, url, close } = await openLab({ reducedMotion: 'reduce' });
  try {
    const stops = chosen(await stopsOf(page), values.stops);
    await engineReady(page);
    if (values.trained) {
      await button(page, 'Model 1').click();
      await setRun(page, run);
      await button(page, 'Train').click();
      console.log(await epochOver(page, run.Epochs, run.Epochs));
    }
    for (const stop of stops) {
      await visit(page, url, stop);
      for (const width of Object.keys(widths).map(Number)) {
        await settled(page);
        await fitWindow(page, width);
        await settled(page);
        for (const colorScheme of colours) {
          await page.emulateMedia({ colorScheme });
          const file = path.join(folder, `${stop}-${width}-${colorScheme}.png`);
          await page.screenshot({ path: file, animations: 'disabled' });
          console.log(path.relative(process.cwd(), file));
        }
      }
    }
    if (seen.errors.length > 0) throw new Error(`The page said: ${seen.errors.join('; ')}`);
  } finally {
    await close();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
