/** A network and the numbers beside it are of one run, whatever was opened, reloaded or brought back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { downloadWork, keptWork, readWork } from '../../reliability/work_file.mjs';
import { storeIn } from '../kept/storage.mjs';
import { button, downloaded, engineReady, epochOver, openLab, setRun } from './page.mjs';

const hash = '#model=model-0&epochs=2&pictures=500&test=500';

async function train(page, settings) {
  await setRun(page, settings);
  await button(page, 'Train').click();
  await epochOver(page, 2, 2);
  await button(page, 'Train').waitFor();
}

const download = async (page, name) =>
  (await downloaded(page, () => button(page, name).click())).bytes;

test('weights opened over a run: its file keeps its own network, nothing else is told as its', async (t) => {
  const lab = await openLab({ hash });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await train(page, { Seed: 1 });
  await page.getByRole('tab', { name: 'Files' }).click();
  const npz = await download(page, 'NumPy (.npz)');
  await train(page, { Seed: 2 });
  const before = readWork(await downloadWork(page));
  const put = (name, buffer) =>
    page.locator('input[accept*=safetensors]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer }); // prettier-ignore
  await put('other.npz', npz);
  await page.locator('#lab').getByText('The network in the lab is now that of other.npz').waitFor();
  // What goes out as a network is the file's; what goes out as the run is the run's.
  assert.deepEqual(unzipSync(await download(page, 'NumPy (.npz)')), unzipSync(npz));
  const after = readWork(await downloadWork(page));
  assert.equal(after.header.run.settings.seed, 2);
  assert.ok(after.snapshot.equals(before.snapshot), "the run's own network");
  // No view tells the network by the run's epochs, and no curve is the newest run's.
  assert.match(await page.locator('#view').innerText(), /weights from other\.npz/);
  await page.getByRole('tab', { name: 'All test pictures' }).click();
  await page.getByText('The network from other.npz').waitFor();
  assert.doesNotMatch(await page.locator('#view').innerText(), /After epoch/);
  await page.getByRole('tab', { name: 'Inside' }).click();
  await page.getByText('With the weights from other.npz').waitFor();
  assert.equal(await page.locator('.status').textContent(), '');
  // The next run is itself again.
  await train(page, { Seed: 3 });
  await page.getByText('With the weights as they are, after 2 epochs').waitFor();
  assert.deepEqual(lab.seen.errors, []);
});

test('a run that is reloaded as it ends is kept with its hash, and brought back it is one run', async (t) => {
  const lab = await openLab({ hash });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  await train(page, { Seed: 5 });
  // The first copy that is stored of the finished run, whenever it comes.
  let kept;
  do kept = await keptWork(page);
  while (kept?.header.run.ended !== 'completed');
  assert.match(kept.header.records.at(-1).weights_sha256 ?? 'none', /^[0-9a-f]{64}$/);
  await page.reload();
  await button(page, 'Bring it back').click();
  await page.locator('#lab').getByText(/^Done/).first().waitFor();
  await page.getByRole('tab', { name: 'Files' }).click();
  await page.getByLabel('Your name').fill('Ada');
  const { runs } = JSON.parse(String(await download(page, 'Completion record')));
  assert.equal(runs.length, 1);
  assert.equal(runs[0].weights_sha256, kept.header.records.at(-1).weights_sha256);
});

/** A saved run: magic, checksum (8 bytes each), the header's length (4), the header, the tensors. */
function partsOf(snapshot) {
  const end = 20 + snapshot.readUInt32LE(16);
  return { header: JSON.parse(snapshot.subarray(20, end)), tensors: snapshot.subarray(end) };
}

/** A page that finds in its storage what `file` of tests/web/kept/ holds; that and the lab. */
async function openKept(t, file) {
  const lab = await openLab({ file: 'favicon.svg' });
  t.after(lab.close);
  const kept = JSON.parse(readFileSync(new URL(`../kept/${file}`, import.meta.url), 'utf8'));
  await storeIn(lab.page, kept);
  await lab.page.goto(lab.url);
  await engineReady(lab.page);
  return { kept, ...lab };
}

const worksOf = (slots) => slots.map(({ bytes }) => readWork(Buffer.from(bytes, 'base64')));

test('what the first version of the page kept is opened: notes, run, network, earlier runs', async (t) => {
  const { page, kept } = await openKept(t, 'format_1.json');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await page.locator('[data-total]').filter({ hasText: '490' }).waitFor();
  await page.getByRole('button', { name: /^Continue from epoch \d+$/ }).click();
  await button(page, 'Resume').waitFor();
  const { header, snapshot } = readWork(await downloadWork(page));
  const [old] = worksOf(Object.values(kept.slots).sort((a, b) => b.sequence - a.sequence));
  assert.deepEqual(header.run.epochs, old.header.run.epochs);
  // Its words are today's, which say the data and every field of the optimizer; place and numbers
  // are the old ones.
  const [now, then] = [snapshot, old.snapshot].map(partsOf);
  const { data, ...place } = now.header;
  assert.deepEqual(data, { shape: [32, 32, 3], classes: 10 });
  assert.deepEqual({ ...place, settings: null }, { ...then.header, settings: null });
  assert.equal(now.header.settings.learning_rate, then.header.settings.learning_rate);
  assert.ok(now.tensors.equals(then.tensors));
  assert.equal(header.records[0].weights_sha256, kept.record.runs[0].weights_sha256);
  assert.equal(header.records.length, 2);
});

test('slots of format 2 and 3 are opened: the run under a link, and the one that was set aside', async (t) => {
  const { page, kept } = await openKept(t, 'format_3.json');
  const slots = Object.values(kept.slots).sort((a, b) => b.sequence - a.sequence);
  assert.deepEqual(new Set(slots.map(({ format }) => format)), new Set([2, 3]));
  const [underLink] = worksOf(slots.filter(({ format }) => format === 2));
  const [aside] = worksOf(slots.filter(({ format }) => format === 3));
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await button(page, 'Bring it back').click();
  await page.locator('#lab').getByText(/^Done/).first().waitFor();
  await page.getByRole('tab', { name: 'Files' }).click();
  const now = readWork(await downloadWork(page));
  assert.deepEqual(now.header.run.epochs, underLink.header.run.epochs);
  assert.ok(partsOf(now.snapshot).tensors.equals(partsOf(underLink.snapshot).tensors));
  const offer = page.locator('.kept .aside li');
  await offer.getByRole('button', { name: /^Continue from epoch \d+$/ }).click();
  await button(page, 'Pause').click();
  await button(page, 'Resume').waitFor();
  const { run } = readWork(await downloadWork(page)).header;
  const before = aside.header.run;
  assert.equal(run.settings.seed, before.settings.seed);
  assert.deepEqual(run.epochs.slice(0, before.epochs.length), before.epochs);
});
