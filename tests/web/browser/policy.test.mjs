/** What the content policy refuses in the built page, and that the page works inside another one. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { engineReady, eventually, openLab } from './page.mjs';

test('text becomes neither markup nor a script nor a request to elsewhere', async (t) => {
  const lab = await openLab();
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  assert.deepEqual(await page.evaluate(() => window.violations), [], 'none by the page itself');
  const refused = await page.evaluate(async () => {
    // What is evaluated from outside is let through until its first pause.
    await new Promise((done) => setTimeout(done));
    const messageOf = async (act) => {
      try {
        await act();
        return 'done';
      } catch (error) {
        return error.message;
      }
    };
    const place = document.createElement('div');
    return {
      markup: await messageOf(() => (place.innerHTML = '<img src=x onerror=alert(1)>')),
      evaluated: await messageOf(() => globalThis['eval']('1 + 1')),
      foreignWorker: await messageOf(() => new Worker('https://example.org/worker.js')),
      foreignScript: await messageOf(() => {
        document.createElement('script').src = 'https://example.org/script.js';
      }),
      ownWorker: await messageOf(() => new Worker('./boot.js').terminate()),
      request: await messageOf(() => fetch('https://example.org/')),
    };
  });
  assert.match(refused.markup, /requires 'TrustedHTML'/);
  assert.match(refused.evaluated, /TrustedScript|unsafe-eval|Content Security Policy/);
  assert.match(refused.foreignWorker, /is no script of this page/);
  assert.match(refused.foreignScript, /is no script of this page/);
  assert.match(refused.request, /Failed to fetch|Refused to connect/);
  assert.equal(refused.ownWorker, 'done');
});

/** A course's page with the lab in it, on another origin: another port is one. */
async function coursePage(attributes, headers) {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', ...headers });
    response.end(
      `<!doctype html><title>Course</title><iframe ${attributes} width="1200" height="900"></iframe>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://localhost:${server.address().port}/`, close: () => server.close() };
}

for (const [name, allow, headers, threads] of [
  ['with one thread where the course page is not isolated', '', {}, /1 thread/],
  [
    'with threads where it is, and lets the frame be',
    'allow="cross-origin-isolated"',
    {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
    /\d threads?/,
  ],
])
  test(`in a frame of another origin it trains, again and again: ${name}`, async (t) => {
    const lab = await openLab();
    t.after(lab.close);
    const source = `${lab.url}#stop=2&model=model-0&epochs=1&pictures=500&test=500`;
    const course = await coursePage(`src="${source}" ${allow}`, headers);
    t.after(course.close);
    const { page } = lab;
    const frame = page.frameLocator('iframe');
    const trains = async () => {
      await frame.locator('.chip summary').filter({ hasText: threads }).waitFor();
      await frame.getByRole('button', { name: 'Train', exact: true }).click();
      await frame.locator('.status').filter({ hasText: 'Epoch 1 of 1:' }).waitFor();
    };
    await page.goto(course.url);
    await trains();
    // At the next visit the frame comes from its service worker.
    const isServed = () => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null); // prettier-ignore
    await eventually(async () => assert.ok(await page.frames()[1].evaluate(isServed)));
    await page.goto(course.url);
    await trains();
    assert.ok(await page.frames()[1].evaluate(isServed));
  });
