/** `./lab screenshots`: pictures of every stop of the built page. See `usage`. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import {
  dist,
  engineReady,
  epochReached,
  openLab,
  stopsOf,
  visit,
  shortManifest,
} from '../tests/web/browser/page.mjs';
import { chosen, readOptions, usage } from './options/screenshots.mjs';
import { runCommand } from './options/words.mjs';

const colours = ['light', 'dark'];
/** Questions and buttons name runs of 1,000 pictures: long enough to be looked at, over in a minute. */
const shorter = (html) =>
  html
    .replaceAll(/epochs=\d+( |&amp;)pictures=\d+/g, 'epochs=12$1pictures=1000')
    .replaceAll(/model-0( |&amp;)epochs=12/g, 'model-0$1epochs=150');

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
  const asked = readOptions(process.argv.slice(2));
  if (asked.help) return console.log(usage);
  const { folder, sizes, moments, file, whole } = asked;
  await mkdir(folder, { recursive: true });
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
    const stops = chosen('stops', await stopsOf(page), asked.stops);
    await engineReady(page);
    for (const stop of stops) {
      await visit(page, url + file, stop);
      if (moments.includes('before'))
        await take(page, { folder, name: `${stop}-before`, sizes, whole });
      if (moments.every((moment) => moment === 'before')) continue;
      await page.setViewportSize({ width: 1440, height: 900 });
      await begin(page);
      if (moments.includes('during'))
        await take(page, { folder, name: `${stop}-during`, sizes, whole });
      await page.locator('.controls .button:disabled:nth-child(2)').waitFor({ timeout: 240_000 });
      if (moments.includes('after'))
        await take(page, { folder, name: `${stop}-after`, sizes, whole });
    }
    if (seen.errors.length > 0) throw new Error(`The page said: ${seen.errors.join('; ')}`);
  } finally {
    await close();
  }
}

await runCommand(main);
