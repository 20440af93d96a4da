/**
 * node tests/bench/page_run.mjs [--model 'Model 1'] [--epochs 10] [--pictures 5000] [--folder F]
 *
 * Does in the built page what a learner does, on the real pictures: opens it cold, presses the
 * preset and Train, waits for the end. Prints when the curve began, what the status said after each
 * epoch, and every task of more than 50 ms by the clock on the main thread, before and while it
 * trained. With a folder, screenshots of the end: 1440 and 390 px wide, light and dark.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { button, epochOver, openLab, setRun } from '../web/browser/page.mjs';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'Model 1' },
    epochs: { type: 'string', default: '10' },
    pictures: { type: 'string', default: '5000' },
    folder: { type: 'string' },
  },
});
const epochs = Number(values.epochs);

const { page, seen, close } = await openLab({ manifest: null, hash: '#stop=4' });
await page.evaluate(() => {
  window.tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      window.tasks.push({ start: startTime, milliseconds: duration });
  }).observe({ type: 'longtask', buffered: true });
});
await button(page, values.model).click();
await setRun(page, { Epochs: values.epochs, 'Training pictures': values.pictures });
await button(page, 'Train').click();
const pressed = await page.evaluate(() => performance.now());
await page.waitForFunction(() =>
  /batch [\d,]+ of/.test(document.querySelector('.pace')?.innerText),
);
const began = await page.evaluate(() => performance.now());
console.log(`Train pressed ${(pressed / 1000).toFixed(2)} s after opening`);
console.log(`first batch shown ${(began / 1000).toFixed(2)} s after opening`);
for (let epoch = 1; epoch <= epochs; ++epoch) {
  console.log(await epochOver(page, epoch, epochs, 1_800_000));
}
await button(page, 'Train').waitFor();
const pace = (await page.locator('.pace').innerText()).split('\n').filter(Boolean);
console.log(pace.join('; '));
const list = (tasks) =>
  tasks
    .map(
      ({ start, milliseconds }) => `${Math.round(milliseconds)} at ${(start / 1000).toFixed(2)} s`,
    )
    .join(', ') || 'none';
const tasks = await page.evaluate(() => window.tasks);
console.log(`tasks over 50 ms before Train: ${list(tasks.filter(({ start }) => start < pressed))}`);
console.log(
  `tasks over 50 ms from Train on: ${list(tasks.filter(({ start }) => start >= pressed))}`,
);
for (const error of seen.errors) console.log(`error on the page: ${error}`);
if (values.folder) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const file = path.join(values.folder, `end-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: width === 390 });
    }
  }
}
await close();
