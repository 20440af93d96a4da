/** The ways to embed the lab that assets/CLASS.md describes, each with its first and second visit. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { button, engineReady, epochOver } from './page.mjs';
import { openPlaces } from './places.mjs';

const hash = '#model=model-0&epochs=2&pictures=500&test=500';
const isolating = 'allow="cross-origin-isolated"';
const kept = 'Your work is kept on this computer';

/** `storage`: as browsers are set, a page inside another site's has none; some learners let it. */
const letStore = { profile: { cookie_controls_mode: 0 } };
const browsers = {};
/** A course's page beside the lab on its own server: the lab may look at the frame around it. */
const besideIt = `<!doctype html><title>Course</title>
<iframe src="./${hash}" width="1200" height="900" sandbox="allow-scripts allow-same-origin"></iframe>`;
before(async () => {
  browsers.asSet = await openPlaces({
    override: (pathname) =>
      pathname === '/course.html' ? { type: 'text/html', body: besideIt } : null,
  });
  browsers.storing = await openPlaces({ preferences: letStore });
});
after(async () => {
  for (const places of Object.values(browsers)) await places.close();
});

const threads = (frame) => frame.locator('.chip summary').innerText();
const ownTab = (frame) => frame.getByRole('link', { name: 'Open the lab in a tab of its own' });
const canStore = (frame) =>
  frame.evaluate(() => {
    try {
      return localStorage !== null;
    } catch {
      return false;
    }
  });

/** Trains in the frame, and leaves it. */
async function visit(places, { threads: wanted, stores, ...course }) {
  const { page, frame } = await places.framed({ hash, ...course });
  assert.equal(await canStore(frame), stores, 'what the browser grants is what this test is about');
  await engineReady(frame);
  assert.match(await threads(frame), wanted === 'several' ? /^[2-9] threads/ : /^1 thread/);
  await button(frame, 'Train').click();
  await epochOver(frame, 2, 2);
  if (stores) await frame.getByText(kept).waitFor();
  else await frame.getByText(/inside a page of another site store anything/).waitFor();
  assert.equal(await ownTab(frame).count(), wanted === 'several' && stores ? 0 : 1);
  return { page, frame };
}

for (const [name, browser, course] of [
  ['on another site', 'asSet', { stores: false, threads: 'one' }],
  ['on another site, which stores', 'storing', { stores: true, threads: 'one' }],
  ['on the same site', 'asSet', { site: 'localhost', stores: true, threads: 'one' }],
  [
    'on another site, isolated',
    'asSet',
    { isolated: true, attributes: isolating, stores: false, threads: 'several' },
  ],
  [
    'on another site, isolated, which stores',
    'storing',
    { isolated: true, attributes: isolating, stores: true, threads: 'several' },
  ],
  [
    'on the same site, isolated',
    'asSet',
    { site: 'localhost', isolated: true, attributes: isolating, stores: true, threads: 'several' },
  ],
])
  test(`a frame ${name}: first and second visit`, async () => {
    const places = browsers[browser];
    const first = await visit(places, course);
    if (course.stores)
      await first.frame.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await first.page.close();
    const second = await visit(places, course);
    if (course.stores)
      assert.ok(await second.frame.evaluate(() => navigator.serviceWorker.controller !== null));
    await second.page.close();
  });

test('the tab of its own has the same model and settings, and threads', async () => {
  const { context, framed } = browsers.asSet;
  const { page, frame } = await framed({ hash });
  await engineReady(frame);
  const [tab] = await Promise.all([context.waitForEvent('page'), ownTab(frame).click()]);
  await engineReady(tab);
  assert.match(await threads(tab), /^[2-9] threads/);
  assert.match(tab.url(), /model=model-0&epochs=2/);
  await tab.close();
  await page.close();
});

test('a frame that lets no tab be opened: the address, to copy', async () => {
  const { framed } = browsers.asSet;
  const { page, frame } = await framed({
    hash,
    attributes: 'sandbox="allow-scripts allow-same-origin"',
  });
  await engineReady(frame);
  await ownTab(frame).click();
  await frame
    .locator('code')
    .filter({ hasText: /^http:\/\/localhost:\d+\/#.*model-0/ })
    .waitFor();
  await page.close();
});

for (const attributes of ['sandbox="allow-scripts"', 'sandbox="allow-same-origin"', 'sandbox'])
  test(`${attributes}: the lesson can be read, and the page says why there is no lab`, async () => {
    const { page, frame } = await browsers.asSet.framed({ hash, attributes });
    await frame.getByText(/sandbox has allow-scripts and allow-same-origin/).waitFor();
    assert.ok(await ownTab(frame).isVisible());
    assert.equal(await frame.locator('.stop:visible').count(), 12);
    await page.close();
  });

/** Presses "Download my work" after a run, in a frame with these attributes. */
async function downloadIn(places, course) {
  const { page, frame } = await places.framed({ hash, ...course });
  await engineReady(frame);
  await button(frame, 'Train').click();
  await epochOver(frame, 2, 2);
  let came = 0;
  page.on('download', () => (came += 1));
  await button(frame, 'Download my work').click();
  return { page, frame, came: () => came };
}

const sandbox = 'sandbox="allow-scripts allow-same-origin"';

test('a download that a sandbox forbids is said to be', async () => {
  const { page, frame, came } = await downloadIn(browsers.asSet, { attributes: sandbox });
  await frame.getByText(/If my-work.cnnlab does not arrive now.*forbids downloads/).waitFor();
  await frame.getByRole('tab', { name: 'Files', exact: true }).click();
  await button(frame, 'Completion record').click();
  await frame.getByText(/If cnn-lab-record.json does not arrive now/).waitFor();
  await page.waitForTimeout(500);
  assert.equal(came(), 0);
  await page.close();
});

test('a download that the lab sees to be forbidden is not tried, and said to be impossible', async () => {
  const { url, opened } = browsers.asSet;
  const page = await opened(`${url}course.html`);
  const frame = await (await page.locator('iframe').elementHandle()).contentFrame();
  await engineReady(frame);
  await button(frame, 'Train').click();
  await epochOver(frame, 2, 2);
  await button(frame, 'Download my work').click();
  await frame.getByText(/forbids downloads, so my-work.cnnlab cannot be downloaded here/).waitFor();
  await page.close();
});

test('a frame without sandbox downloads, without a word of doubt', async () => {
  const { page, frame, came } = await downloadIn(browsers.asSet, {});
  await page.waitForTimeout(1000);
  assert.equal(came(), 1);
  assert.equal(await frame.getByText(/forbids downloads/).count(), 0);
  await page.close();
});
