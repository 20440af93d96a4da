/** Addresses that a school's network or a folder gives: plain HTTP with a host's name, and file://. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { button, dist, engineReady, epochOver } from './page.mjs';
import { openPlaces } from './places.mjs';

const hash = '#model=model-0&epochs=2&pictures=500&test=500';
let places;
before(async () => {
  places = await openPlaces({ args: ['--host-resolver-rules=MAP lab.school 127.0.0.1'] });
});
after(() => places?.close());

/** What the browser itself says of the address: without this the tests are worth nothing. */
const isSecure = (page) =>
  page.evaluate(() => [isSecureContext, typeof crypto.subtle, 'serviceWorker' in navigator]);

for (const [file, says] of [
  ['index.html', /begins with http:\/\/.*no threads.*use offline/],
  ['es.html', /empieza por http:\/\/.*no dan hilos.*sin conexión/],
])
  test(`http://lab.school/${file}: it trains, keeps the work, and says what is missing`, async () => {
    const page = await places.opened(places.url.replace('localhost', 'lab.school') + file + hash);
    assert.deepEqual(await isSecure(page), [false, 'undefined', false]);
    await page.getByText(says).waitFor();
    assert.match(await page.locator('.chip summary').innerText(), /^1 (thread|hilo)/);
    // A run that starts before storage has told of the run before it is not kept, and says so.
    const looking = page.getByText(/^(Looking for saved work|Buscando trabajo guardado)/);
    await looking.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^(Train|Entrenar)$/ }).click();
    const done = /^(Epoch 2 of 2|Época 2 de 2)/;
    await page.locator('.status').filter({ hasText: done }).waitFor();
    // The other language's run, kept a moment ago, is offered with the same words.
    await page
      .locator('.kept .help')
      .filter({ hasText: /saved (just now|.* ago)|ahora mismo|hace \d/ })
      .waitFor();
    await page.reload();
    // Which of them depends on whether the last save was through when the page was left.
    const back = /^(Bring it back|Continue from|Recuperarla|Continuar desde)/;
    await page.getByRole('button', { name: back }).click();
    await page.locator('.status').filter({ hasText: done }).waitFor();
    await page.close();
  });

test('localhost is as good as https: threads, and no word of it', async () => {
  const page = await places.opened(places.url + hash);
  await engineReady(page);
  assert.match(await page.locator('.chip summary').innerText(), /^[2-9] threads/);
  assert.equal(await page.locator('.place').count(), 0);
  await button(page, 'Train').click();
  await epochOver(page, 2, 2);
  await page.close();
});

for (const [file, says] of [
  ['index.html', /was opened as a file.*\.\/lab run/],
  ['es.html', /se abrió como archivo.*\.\/lab run/],
])
  test(`file://…/${file}: a sentence, and the whole lesson to be read`, async () => {
    const page = await places.opened(pathToFileURL(path.join(dist, file)).href);
    await page.getByText(says).waitFor();
    const stops = await page.locator('.stop').count();
    assert.equal(await page.locator('.stop:visible').count(), stops);
    const { fontFamily } = await page
      .locator('h1')
      .evaluate((heading) => ({ fontFamily: getComputedStyle(heading).fontFamily }));
    assert.match(fontFamily, /serif/i, 'the style sheet is there');
    await page.close();
  });
