/** Chromium, by Playwright. Options: `flags` beside the usual ones. */
import path from 'node:path';
import { chromium } from 'playwright-core';
import { browserFlags, chromiumPath } from '../../chromium.mjs';

export async function openChromium(home, { flags = [] }) {
  const args = [...browserFlags, ...flags];
  const browser = await chromium.launch({ executablePath: chromiumPath, args });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const downloads = path.join(home, 'Downloads');
  const errors = [];
  let page;

  async function open(url) {
    // A page of its own for each visit, as a learner who comes back: the address may be the same.
    await page?.close();
    page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('download', (taken) => {
      const name = taken.suggestedFilename();
      taken.saveAs(path.join(downloads, name)).catch((error) => errors.push(error.message));
    });
    await page.goto(url);
  }

  return {
    version: `Chromium ${browser.version()}`,
    downloads,
    errors,
    open,
    evaluate: async (act, ...given) => JSON.parse(await page.evaluate(`(${act})(...${JSON.stringify(given)})`).then((value) => JSON.stringify(value) ?? 'null')), // prettier-ignore
    click: (x, y) => page.mouse.click(x, y),
    async press(keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    choose: (selector, file) => page.locator(selector).setInputFiles(file),
    close: () => browser.close(),
  };
}
