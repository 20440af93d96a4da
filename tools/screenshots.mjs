/** `./lab screenshots`: pictures of every stop of the built page. See `usage`. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  dist,
  engineReady,
  epochReached,
  openLab,
  stopsOf,
  visit,
  shortManifest,
} from '../tests/web/browser/page.mjs';

const usage = `./lab screenshots [FOLDER] [options]: every stop of the page, before, during and after
training, at 1280x720, 1440x900 and 390x844, in light and dark colours, into FOLDER (default
.build/screenshots): STOP-MOMENT-SIZE-COLOURS.png. On a phone the bench is below the lesson, so each
has a second picture there, STOP-MOMENT-390x844-bench-COLOURS.png.

  --stops S,...     only these stops, for example 4,exercise-2
  --moments M,...   only these of before, during, after
  --sizes S,...     only these, or others: 1280x720, 390x844
  --whole           each stop from top to bottom, not only what a window shows at once
  --file F          another language's page: es.html`;

const options = {
  stops: { type: 'string' },
  moments: { type: 'string', default: 'before,during,after' },
  sizes: { type: 'string', default: '1280x720,1440x900,390x844' },
  whole: { type: 'boolean', default: false },
  file: { type: 'string', default: '' },
  help: { type: 'boolean', default: false },
};

const moments = ['before', 'during', 'after'];
const colours = ['light', 'dark'];
/** Questions and buttons name runs of 1,000 pictures: long enough to be looked at, over in a minute. */
const shorter = (html) =>
  html
    .replaceAll(/epochs=\d+( |&amp;)pictures=\d+/g, 'epochs=12$1pictures=1000')
    .replaceAll(/model-0( |&amp;)epochs=12/g, 'model-0$1epochs=150');

/** What was asked for, in its own order; a sentence where there is no such thing. */
function chosen(what, all, asked) {
  if (asked === undefined) return all;
  const names = asked.split(',').filter(Boolean);
  const strangers = names.filter((name) => !all.includes(name));
  if (strangers.length > 0 || names.length === 0)
    throw new Error(`--${what} ${asked}: choose of ${all.join(', ')}.`);
  return all.filter((name) => names.includes(name));
}

function sizesOf(asked) {
  return asked.split(',').map((size) => {
    const match = /^(\d{3,4})x(\d{3,4})$/.exec(size);
    if (!match) throw new Error(`--sizes ${asked}: write WIDTHxHEIGHT, for example 1280x720.`);
    return { size, width: Number(match[1]), height: Number(match[2]) };
  });
}

/** Waits until no part of the stop waits for its pictures, and what came is drawn. */
async function settled(page) {
  await page.waitForFunction(() => !document.querySelector('.stop:not([hidden]) .coming'));
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/**
 * Makes the window as high as what is in it. The lab scrolls on its own beside the lesson, at the
 * height of the window, so a full-page screenshot of a low window would cut it off.
 */
async function fitWindow(page, width, height) {
  const whole = await page.evaluate(() => {
    const lab = document.getElementById('lab');
    const hidden = lab.scrollHeight - lab.clientHeight;
    return Math.max(document.documentElement.scrollHeight, innerHeight + hidden);
  });
  await page.setViewportSize({ width, height: Math.max(height, whole) });
}

/** All sizes and colours of the page as it stands. */
async function take(page, { folder, name, sizes, whole }) {
  for (const { size, width, height } of sizes) {
    await page.setViewportSize({ width, height });
    await settled(page);
    if (whole) await fitWindow(page, width, height);
    const isNarrow = await page.evaluate(() => matchMedia('(max-width: 63.99em)').matches);
    for (const part of isNarrow && !whole ? ['', '-bench'] : ['']) {
      if (part) await page.evaluate(() => document.getElementById('lab').scrollIntoView());
      for (const colorScheme of colours) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        const file = path.join(folder, `${name}-${size}${part}-${colorScheme}.png`);
        await page.screenshot({ path: file, animations: 'disabled' });
        console.log(path.relative(process.cwd(), file));
      }
      if (part) await page.evaluate(() => scrollTo(0, 0));
    }
  }
}

/**
 * Begins what the stop asks for, with fewer pictures: commits to its prediction, loads the network
 * of its first button, and trains it. The same for every language.
 */
async function begin(page) {
  const stop = page.locator('.stop:not([hidden])');
  const prediction = stop.locator('form.predict').first();
  if (await prediction.isVisible()) {
    await prediction.locator('input').nth(1).check();
    await prediction.locator('button[type=submit]').click();
  }
  const load = stop.locator('[data-load]:visible').first();
  if ((await load.count()) > 0) await load.click();
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('.controls .main:enabled').click();
  await epochReached(page, 3, 240_000);
}

async function main() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return console.log(usage);
  if (positionals.length > 1)
    throw new Error(`Give one folder, not ${positionals.length}: ${positionals.join(' ')}.`);
  const folder = path.resolve(positionals[0] ?? '.build/screenshots');
  const sizes = sizesOf(values.sizes);
  const asked = chosen('moments', moments, values.moments);
  await mkdir(folder, { recursive: true });
  const { file, whole } = values;
  const html = shorter(readFileSync(path.join(dist, file || 'index.html'), 'utf8'));
  // Isolated, so that there are threads.
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin' };
  const { page, seen, url, close } = await openLab({
    file,
    reducedMotion: 'reduce',
    manifest: shortManifest({ test: 5000 }),
    view: null,
    // It would keep the page as it was built.
    serviceWorkers: 'block',
    override: (pathname) =>
      pathname === `/${file}` ? { type: 'text/html', body: html, headers } : null,
  });
  try {
    const stops = chosen('stops', await stopsOf(page), values.stops);
    await engineReady(page);
    for (const stop of stops) {
      await visit(page, url + file, stop);
      if (asked.includes('before'))
        await take(page, { folder, name: `${stop}-before`, sizes, whole });
      if (asked.every((moment) => moment === 'before')) continue;
      await page.setViewportSize({ width: 1440, height: 900 });
      await begin(page);
      if (asked.includes('during'))
        await take(page, { folder, name: `${stop}-during`, sizes, whole });
      await page.locator('.controls .button:disabled:nth-child(2)').waitFor({ timeout: 240_000 });
      if (asked.includes('after'))
        await take(page, { folder, name: `${stop}-after`, sizes, whole });
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
