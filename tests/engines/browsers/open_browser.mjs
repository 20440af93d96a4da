/**
 * One face for three browsers, each driven by its own protocol: DevTools, WebDriver BiDi, WebDriver.
 *
 *   { engine, version, open(url), evaluate(act, ...given), click(x, y), press(keys),
 *     choose(selector, file), downloads, errors, close() }
 *
 * `evaluate` runs a function in the page and brings its JSON value; clicks and keys are the
 * browser's own, not events of a script. `downloads` is the folder where files arrive; `errors` is
 * what the page's console has said of errors.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openChromium } from './chromium.mjs';
import { openFirefox } from './firefox.mjs';
import { openWebKit } from './webkit.mjs';

const openers = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit };

/** A browser with a home of its own, which goes when it is closed. `options` are the opener's. */
export async function openBrowser(engine, options = {}) {
  const home = mkdtempSync(path.join(tmpdir(), `cnn-lab-${engine}-`));
  const forget = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    const browser = await openers[engine](home, options);
    return { engine, ...browser, close: () => browser.close().finally(forget) };
  } catch (error) {
    forget();
    throw error;
  }
}
