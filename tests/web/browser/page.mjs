/** Opens the built page (dist/) in headless Chromium, as a learner would, and watches it. */
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { browserFlags, shellPath } from '../../chromium.mjs';
import { fewerPictures, serviceWorkerFor } from '../../../tools/fewer_pictures.mjs';
import { createHandler } from '../../../tools/serve.mjs';

export const dist = path.resolve(import.meta.dirname, '../../../dist');

for (const file of ['index.html', 'engine/simd-threads/cnnlab.js', 'cifar10/manifest.json'])
  if (!existsSync(path.join(dist, file)))
    throw new Error(`dist/${file} is missing: run ./lab data and ./lab build first.`);

/**
 * The manifest with its first shards only, so that a test does not load all 60,000 pictures:
 * 2,000 training pictures (or more) and 500 test pictures.
 */
export const shortManifest = ({ training = 2000, test = 500 } = {}) =>
  fewerPictures(dist, { training, test });

/** Whether a test's answer is a list of pictures: some send what is none. */
function isList(body) {
  try {
    return Array.isArray(JSON.parse(body).shards);
  } catch {
    return false;
  }
}

/** An override's answer; what it makes of the list of pictures holds for the service worker too. */
function answerOf(override, pathname) {
  const answer = override(pathname);
  if (answer || pathname !== '/service_worker.js') return answer;
  const manifest = override('/cifar10/manifest.json');
  if (!isList(manifest?.body)) return null;
  return { type: 'text/javascript', body: serviceWorkerFor(manifest.body, dist) };
}

/**
 * Serves dist/ on a free port. `override(pathname)` may return { status, type, body, headers } to
 * answer in the file's place (a header that is null is not sent), { hang: true } to answer never,
 * or { respond(response) }.
 */
export async function serve(override) {
  const handler = createHandler(dist);
  const server = createServer((request, response) => {
    const answer = answerOf(override, new URL(request.url, 'http://localhost').pathname);
    if (!answer) return void handler(request, response);
    if (answer.hang) return;
    if (answer.respond) return void answer.respond(response);
    const headers = {
      'Content-Type': answer.type ?? 'application/octet-stream',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
      ...answer.headers,
    };
    const sent = Object.entries(headers).filter(([, value]) => value !== null);
    response.writeHead(answer.status ?? 200, Object.fromEntries(sent));
    response.end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** SLOWDOWN=6 makes the page's main thread so many times slower: that finds tests that do not wait. */
const slowdown = Number(process.env.SLOWDOWN ?? 1);

/** The browsers that are open, by their flags; how many labs are open in each. */
const browsers = new Map();
/** A browser waits so long for the next lab: to start one takes as long as to open the page in it. */
const idleMilliseconds = 500;

/** A place of its own in the browser with these flags: nothing of another test's is in it. */
async function openPlace(flags, options) {
  const key = flags.join(' ');
  const shared = browsers.get(key) ?? {
    launched: chromium.launch({ executablePath: shellPath, args: [...browserFlags, ...flags] }),
    open: 0,
  };
  browsers.set(key, shared);
  shared.open += 1;
  clearTimeout(shared.idle);
  const view = await (await shared.launched).newContext(options);
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await view.close();
    shared.open -= 1;
    if (shared.open > 0) return;
    shared.idle = setTimeout(async () => {
      browsers.delete(key);
      await (await shared.launched).close();
    }, idleMilliseconds);
  };
  return { view, close };
}

/**
 * A browser with the page open. Options: file (of another language), hash, viewport, colorScheme, javaScriptEnabled,
 * `manifest` (short by default; null leaves the real one), `override` (see serve), `flags` more of the browser's,
 * `begin` runs in the page before all of its own,
 * `view` of the model: most tests read and edit it in the list; null leaves what visitors see first.
 * `seen` collects what must not be there: errors and requests to other origins.
 */
export async function openLab({
  file = '',
  hash = '',
  manifest = shortManifest(),
  override = () => null,
  flags = [],
  view: modelView = 'blocks',
  begin,
  ...context
} = {}) {
  const server = await serve(
    (pathname) =>
      override(pathname) ??
      (manifest && pathname === '/cifar10/manifest.json'
        ? { type: 'application/json', body: JSON.stringify(manifest) }
        : null),
  );
  const { view, close: leave } = await openPlace(flags, {
    viewport: { width: 1440, height: 900 },
    ...context,
  });
  const page = await view.newPage();
  page.setDefaultTimeout(60_000);
  const seen = { errors: [], foreign: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(message.text());
  });
  page.on('pageerror', (error) => seen.errors.push(error.message));
  view.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.url))
      seen.foreign.push(request.url());
  });
  if (context.javaScriptEnabled !== false && modelView)
    await view.addInitScript((name) => {
      try {
        localStorage['cnn-lab.model-view'] ??= name;
      } catch {
        // Storage is denied: the test shows the list by its button.
      }
    }, modelView);
  if (context.javaScriptEnabled !== false)
    await page.addInitScript(() => {
      window.violations = [];
      addEventListener('securitypolicyviolation', (event) =>
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
      );
    });
  if (slowdown > 1)
    await (
      await view.newCDPSession(page)
    ).send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  if (begin) await page.addInitScript(begin);
  await page.goto(server.url + file + hash);
  const close = async () => {
    await leave();
    server.close();
  };
  return { page, seen, url: server.url, close };
}

/** The scripts that a page of dist/ asks for itself, before any of them has run. */
export function scriptsOf(page) {
  const html = readFileSync(path.join(dist, page), 'utf8');
  const tags = html.matchAll(/<(?:script|link)[^>]*?(?:src|href)="([^"]+\.js)"/g);
  return [...tags].map(([, file]) => file);
}

/** Bytes of files of dist/, gzipped one by one as a host does. */
export const gzippedBytes = (files) =>
  files
    .map((file) => gzipSync(readFileSync(path.join(dist, file))).length)
    .reduce((sum, length) => sum + length, 0);

export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const field = (page, name) => page.getByLabel(name, { exact: true });

/** Tries a claim about the page until it holds: what it is about may be drawn a moment later. */
export async function eventually(claim, timeout = 30_000) {
  for (const end = Date.now() + timeout; ; await sleep(50)) {
    try {
      return await claim();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

/** The texts of a locator's elements, once there are so many of them. */
export async function textsOf(locator, count) {
  await locator.nth(count - 1).waitFor();
  return locator.allTextContents();
}

/** What the network takes one of the ten pictures for: the three most probable, as `cat 43%`. */
export async function guessesOf(card) {
  await card.locator('.guess').waitFor();
  return (await card.locator('button').getAttribute('title')).split('\n');
}

/** The names of the lesson's stops, in its order. */
export const stopsOf = (page) =>
  page.locator('.stop').evaluateAll((sections) => sections.map(({ dataset }) => dataset.stop));

/** Goes to a stop and waits for its interactive parts, which come with their own script. */
export async function visit(page, url, stop) {
  await page.goto(`${url}#stop=${stop}`);
  await page.locator(`.stop[data-stop="${stop}"]:visible`).waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.stop:not([hidden]) [data-widget]')].every(
      (place) => place.childElementCount > 0,
    ),
  );
}

/** Waits until the status says that an epoch is over; returns what it says. */
export async function epochOver(page, epoch, epochs, timeout = 240_000) {
  const wanted = `Epoch ${epoch} of ${epochs}:`;
  await page.waitForFunction(
    (text) => document.querySelector('.status')?.textContent.startsWith(text),
    wanted,
    { timeout },
  );
  return page.locator('.status').textContent();
}

/** The epoch that the status speaks of; 0 before the first is over. */
export const epochNow = async (page) =>
  Number(/^Epoch (\d+) /.exec(await page.locator('.status').textContent())?.[1] ?? 0);

/** Waits until that epoch or a later one is over: they may be over faster than one can look. */
export const epochReached = (page, least, timeout = 60_000) =>
  page.waitForFunction(
    (epoch) =>
      Number(/^Epoch (\d+) /.exec(document.querySelector('.status').textContent)?.[1]) >= epoch,
    least,
    { timeout },
  );

/**
 * What comes of a press that starts a download. Where the page moves between press and release no
 * click comes of it: then it is pressed again, as a person would.
 */
export async function downloaded(page, press) {
  const coming = page.waitForEvent('download', { timeout: 120_000 });
  coming.catch(() => {}); // Said below, once the press is over.
  await press();
  const again = setTimeout(() => void press().catch(() => {}), 15_000);
  try {
    const taken = await coming;
    return { name: taken.suggestedFilename(), bytes: readFileSync(await taken.path()) };
  } catch (error) {
    const said = await page.locator('#view').innerText();
    throw new Error(`No download came; the page says: ${said}`, { cause: error });
  } finally {
    clearTimeout(again);
  }
}

/** Waits until the engine has answered about the model in the lab. */
export async function engineReady(page) {
  await page
    .locator('.chip summary')
    .filter({ hasText: /thread/ })
    .waitFor({ timeout: 60_000 });
}

/** Opens the line of settings into its form. */
export async function openSettings(page) {
  const line = page.locator('.settings-line');
  if (!(await line.evaluate((details) => details.open))) await line.locator('> summary').click();
}

/** Puts the form away: it lies over the network. */
export async function closeSettings(page) {
  const line = page.locator('.settings-line');
  if (await line.evaluate((details) => details.open)) await line.locator('> summary').click();
}

/**
 * Types into a field for a number, and leaves it: that is when its value is taken. A setting's form
 * is opened for it, and closed unless there is something wrong in it to be read.
 */
export async function enter(number, value) {
  const isSetting = await number.evaluate((input) => input.closest('.settings-line') !== null);
  if (isSetting) await openSettings(number.page());
  await number.fill(String(value));
  await number.blur();
  if (isSetting && (await number.getAttribute('aria-invalid')) !== 'true')
    await closeSettings(number.page());
}

export async function setRun(page, settings) {
  for (const [name, value] of Object.entries(settings)) await enter(field(page, name), value);
}

/** Shows the model as a list, or as `Picture` or `Code`. */
export async function showModel(page, view = 'Blocks') {
  await button(page, view).click();
}

/** Puts a text in the place of the program in the code view: by selecting all and pasting. */
export async function pasteProgram(page, text) {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+a');
  await page.locator('.cm-content').evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const paste = { clipboardData, bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent('paste', paste));
  }, text);
}

/**
 * Milliseconds of every task that ran on the page's main thread during `act`: {clock, processor}.
 * (By the clock other programs run in it too; that is what the Long Tasks API counts.)
 */
export async function tracedTasks(page, act) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const onMain = traceEvents.filter(({ pid, tid }) => mainThreads.has(`${pid}/${tid}`));
  // What the test itself asks of the page, by the protocol of the browser's tools: to find a button by
  // its name it goes through all of the page.
  const asked = onMain.filter(({ args }) => args.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession'); // prettier-ignore
  return onMain
    .filter(({ name, tdur }) => name.endsWith('::RunTask') && tdur > 0)
    .filter(
      ({ pid, ts, dur }) =>
        !asked.some((one) => one.pid === pid && one.ts >= ts && one.ts <= ts + dur),
    ) // prettier-ignore
    .map(({ dur, tdur }) => ({ clock: dur / 1000, processor: tdur / 1000 }));
}

/** Presses Train and waits for the run's end; returns what the status says. */
export async function trainToEnd(page, timeout = 600_000) {
  await button(page, 'Train').waitFor();
  // The page's own watch: a short run is over before a look from outside.
  await page.evaluate(() => {
    const bar = document.querySelector('.lab');
    const pauses = () => [...bar.querySelectorAll('button')].some((one) => one.textContent.trim() === 'Pause'); // prettier-ignore
    window.hasTrained = false;
    const watch = new MutationObserver(() => {
      if (!pauses()) return;
      window.hasTrained = true;
      watch.disconnect();
    });
    watch.observe(bar, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await button(page, 'Train').click();
  await page.waitForFunction(() => window.hasTrained);
  await button(page, 'Train').waitFor({ timeout });
  return page.locator('.status').textContent();
}

/** Milliseconds of processor time of every task that ran on the page's main thread during `act`. */
export const mainThreadTasks = async (page, act) =>
  (await tracedTasks(page, act)).map(({ processor }) => processor);
