/**
 * What a browser keeps of a learner's work, taken out of a page as that version of it stored it:
 *
 *   node tests/web/kept/make.mjs tests/web/kept/FILE.json
 *
 * Made once for each format that was ever in use, with the built page (dist/) of that version, and
 * kept for good: later versions have to open it. Bytes are in base64.
 */
import { writeFileSync } from 'node:fs';
import {
  button,
  engineReady,
  epochOver,
  epochReached,
  openLab,
  setRun,
  trainToEnd,
  downloaded,
} from '../browser/page.mjs';
import { storedIn } from './storage.mjs';

/** 490 parameters, so that the file is small. */
const hash =
  '#layers=max_pooling2d(8x8,8x8);flatten;dense(10,softmax)&epochs=2&pictures=2000&batch=128&test=100&seed=5';
/** Does not let a run go on that has other settings: it is set aside (since slots of format 3). */
const heldHash = `${hash.replace('seed=5', 'seed=8')}&lock=model,settings`;

const { page, url, close } = await openLab({ hash });
try {
  await engineReady(page);
  await button(page, 'Train').click();
  await epochOver(page, 2, 2);
  await button(page, 'Train').waitFor();
  await setRun(page, { Epochs: 1000, Seed: 6 });
  await button(page, 'Train').click();
  await epochReached(page, 3);
  await button(page, 'Pause').click();
  await button(page, 'Resume').waitFor();
  await page.getByText('saved just now').waitFor();
  await page.locator('.theme select').selectOption('dark'); // something for the notes
  await page.getByRole('tab', { name: 'Files' }).click();
  await button(page, 'Stop').click();
  await page.getByLabel('Your name').fill('Ada');
  const { bytes } = await downloaded(page, () => button(page, 'Completion record').click());
  const record = JSON.parse(bytes);
  await setRun(page, { Seed: 7 });
  await button(page, 'Train').click();
  await epochReached(page, 3);
  await button(page, 'Pause').click();
  await page.getByText('saved just now').waitFor();
  await page.waitForTimeout(1000);
  await page.goto('about:blank');
  await page.goto(url + heldHash);
  await engineReady(page);
  await page.locator('.kept').getByText('The link you opened').waitFor();
  await trainToEnd(page);
  await page.waitForTimeout(2000);
  writeFileSync(process.argv[2], `${JSON.stringify({ record, ...(await storedIn(page)) })}\n`);
} finally {
  await close();
}
