/** What a learner does in the page and sees of it, in any of the browsers. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than anything takes on a machine that does ten things at once. */
const patience = 60_000;

/**
 * The text of a function for the page: where the middle of the element that `find` returns is on the
 * screen, once it stands still with nothing before it; null until then.
 */
const placeOf = (find) => `async (...given) => {
  const element = (${find})(...given);
  if (!element?.checkVisibility()) return null;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const middle = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [Math.round(x + width / 2), Math.round(y + height / 2)];
  };
  const before = middle();
  await new Promise((done) => setTimeout(done, 100));
  const now = middle();
  if (String(before) !== String(now)) return null;
  const root = element.getRootNode();
  return element.contains(root.elementFromPoint(...now)) ? now : null;
}`;

const buttonNamed = (label) =>
  [...document.querySelectorAll('button')].find(
    (one) => one.textContent.trim() === label && !one.disabled,
  );

export function learnerIn(browser) {
  /** The first value that counts as true. A page that is just being left answers with an error. */
  async function until(what, look, milliseconds = patience) {
    const end = Date.now() + milliseconds;
    for (let trouble; ; await sleep(100)) {
      const value = await look().catch((error) => void (trouble = error));
      if (value) return value;
      if (Date.now() < end) continue;
      const because = trouble ? `: ${trouble.message}` : '';
      throw new Error(`${browser.version}: no ${what} within ${milliseconds / 1000} s${because}`);
    }
  }

  const see = (what, act, ...given) => until(what, () => browser.evaluate(act, ...given));

  const text = (selector) =>
    browser.evaluate((where) => document.querySelector(where)?.innerText ?? null, selector);

  async function click(what, find, ...given) {
    await browser.click(...(await see(what, placeOf(find), ...given)));
  }
  const press = (label) => click(`button ${label}`, buttonNamed, label);

  /** Opens one of the views under the curves; a click that a moving page swallows is done again. */
  const openView = (name) =>
    until(`view ${name}`, async () => {
      await press(name);
      const isOpen = (wanted) =>
        document.querySelector('.tabs [aria-selected="true"]')?.textContent.trim() === wanted;
      return browser.evaluate(isOpen, name);
    });

  /** Waits for words in the text of an element. */
  const read = (selector, words) =>
    until(`“${words}” in ${selector}`, async () => {
      const said = await text(selector);
      return said?.includes(words) && said;
    });

  /** Presses the button that saves `file`, and returns the bytes that arrive. */
  async function download(label, file) {
    const target = path.join(browser.downloads, file);
    await press(label);
    let length = -1;
    await until(file, async () => {
      if (!existsSync(target)) return false;
      const isWhole = readdirSync(browser.downloads).every((name) => !/\.(part|wkdownload)$/.test(name)); // prettier-ignore
      const before = length;
      ({ length } = readFileSync(target));
      return isWhole && length > 0 && length === before;
    });
    const bytes = readFileSync(target);
    rmSync(target);
    return bytes;
  }

  /** Waits for the run's end; returns what the status says then. */
  const trained = () =>
    until(
      'end of the run',
      async () => {
        const said = await text('.status');
        return /^Epoch (\d+) of \1:/.test(said ?? '') && said;
      },
      5 * patience,
    );
  async function train() {
    await press('Train');
    return trained();
  }

  /** The record that is handed in. */
  async function takeRecord() {
    await openView('Files');
    return JSON.parse(await download('Completion record', 'cnn-lab-record.json'));
  }

  return {
    browser,
    until,
    see,
    text,
    read,
    click,
    press,
    openView,
    download,
    train,
    trained,
    takeRecord,
  };
}
