/** Completion records: whatever honest engine a run was done on, `./lab verify` confirms it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { sealed } from '../../commands/made_records.mjs';
import { downloadWork } from '../../reliability/work_file.mjs';
import {
  button,
  dist,
  engineReady,
  epochOver,
  epochReached,
  openLab,
  setRun,
  downloaded,
} from './page.mjs';

const hash = '#model=model-0&epochs=1&pictures=500&test=500';
/** A processor without fused multiply-add, as V8 takes it. */
const unfused = '--no-enable-fma3';

/** UNFUSED=1 makes this machine one without it, for the browser and for verification. */
const isUnfused = process.env.UNFUSED === '1';
const browserFlags = isUnfused ? [`--js-flags=${unfused}`] : [];
const processor = readFileSync('/proc/cpuinfo', 'utf8');
/** What relaxed SIMD has to come to here: of the processors that say their flags, the one with fma fuses. */
const here =
  isUnfused || (/^flags\b/m.test(processor) && !/\bfma\b/.test(processor)) ? 'separate' : 'fused';

const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-records-'));
after(() => rmSync(folder, { recursive: true }));

function verify(content, ...nodeFlags) {
  const file = path.join(folder, 'record.json');
  writeFileSync(file, content);
  const own = isUnfused ? [unfused] : [];
  const command = [
    ...new Set([...own, ...nodeFlags]),
    path.join(dist, '../tools/verify.mjs'),
    file,
    '--kept',
    path.join(folder, 'kept'),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

async function train(page, settings) {
  await setRun(page, settings);
  await button(page, 'Train').click();
  await epochOver(page, settings.Epochs, settings.Epochs);
  await button(page, 'Train').waitFor();
}

async function takeRecord(page) {
  await page.getByRole('tab', { name: 'Files' }).click();
  await page.getByLabel('Your name').fill('Ada');
  const { bytes } = await downloaded(page, () => button(page, 'Completion record').click());
  return JSON.parse(bytes);
}

async function chipSays(page) {
  await page.locator('.chip p', { hasText: 'Arithmetic' }).waitFor({ state: 'attached' });
  return page.locator('.chip').textContent();
}

describe('a record with one run on one thread, one on all, and a learning rate set on the way', () => {
  let record;
  test('names build and arithmetic of each, and is confirmed', async (t) => {
    let noThreads = true;
    const lab = await openLab({
      hash,
      flags: browserFlags,
      override: (pathname) =>
        noThreads && /^\/engine\/.*threads\/.*\.wasm$/.test(pathname)
          ? { status: 500, body: '' }
          : null,
    });
    t.after(lab.close);
    const { page } = lab;
    await engineReady(page);
    assert.match(await chipSays(page), /1 thread.*Arithmetic: separate/s);
    await train(page, { Epochs: 1 });
    await page.getByText('saved just now').waitFor();
    noThreads = false;
    await page.reload();
    await engineReady(page);
    assert.match(await chipSays(page), new RegExp(`threads.*Arithmetic: ${here}`, 's'));
    // The rate is set while the run goes on: the engine is then some batches further than it has said.
    await setRun(page, { Epochs: 40, 'Training pictures': 1000, 'Test pictures': 200, Seed: 2 });
    await button(page, 'Train').click();
    await epochReached(page, 1);
    await setRun(page, { 'Learning rate': 0.0005 });
    await button(page, 'Use 0.0005 from the next batch on').click();
    await epochOver(page, 40, 40);
    await button(page, 'Train').waitFor();
    record = await takeRecord(page);
    const { status, said } = verify(JSON.stringify(record));
    assert.equal(status, 0, said);
    assert.match(said, /^confirmed: run 1, .* separate arithmetic$/m);
    assert.match(said, new RegExp(`^confirmed: run 2, .* ${here} arithmetic$`, 'm'));
    assert.deepEqual(
      record.runs.map(({ engines }) => engines.map(({ build, arithmetic }) => [build, arithmetic])),
      [[['simd', 'separate']], [['relaxed-simd-threads', here]]],
    );
    assert.equal(record.runs[1].rates.length, 1);
    for (const run of record.runs) assert.match(run.engines[0].version, /^[0-9a-f]{16}$/);
  });

  test('is the same record when another program has written it again', () => {
    const program =
      'import json,sys;sys.stdout.write(json.dumps(json.load(sys.stdin),sort_keys=True,indent=4))';
    // Its first run alone: the second takes as long as all the rest of this file.
    const first = sealed({ ...record, runs: record.runs.slice(0, 1) });
    const python = spawnSync('python3', ['-c', program], { input: JSON.stringify(first) });
    assert.equal(python.status, 0, String(python.stderr));
    const { status, said } = verify(Buffer.from(`\ufeff${python.stdout}`, 'utf16le'));
    assert.equal(status, 0, said);
  });

  test('of another version of the engine says so: confirmed where the numbers agree, refuted nowhere', () => {
    const run = structuredClone(record.runs[0]);
    run.engines[0].version = '0123456789abcdef';
    const agrees = verify(JSON.stringify(sealed({ ...record, runs: [run] })));
    assert.equal(agrees.status, 0, agrees.said);
    assert.match(agrees.said, /^confirmed: run 1.*another version of the engine \(0123456789abcdef; this is [0-9a-f]{16}\)$/m); // prettier-ignore
    run.epochs[0].loss += 0.001;
    const differs = verify(JSON.stringify(sealed({ ...record, runs: [run] })));
    assert.equal(differs.status, 2, differs.said);
    assert.match(differs.said, /^not verified: run 1.*loss is .*another version of the engine/m);
  });

  test('where this machine has no fused arithmetic, its fused run is not called refuted', () => {
    // Of a machine that fuses nothing there is none: then this is what one would say of itself.
    const fused = structuredClone(record);
    for (const engine of fused.runs[1].engines) engine.arithmetic = 'fused';
    const { status, said } = verify(JSON.stringify(sealed(fused)), unfused);
    assert.equal(status, 2, said);
    assert.match(said, /^confirmed: run 1, .* separate arithmetic$/m);
    assert.match(said, /^not verified: run 2, .*needs fused arithmetic/m);
  });
});

test('relaxed SIMD without fused multiply-add: named separate, and confirmed; so is a run from elsewhere that goes on there', async (t) => {
  const elsewhere = '#model=model-0&epochs=3&pictures=1500&test=200&seed=4';
  const fused = await openLab({ hash: elsewhere, flags: browserFlags });
  t.after(fused.close);
  await engineReady(fused.page);
  await button(fused.page, 'Train').click();
  await epochOver(fused.page, 1, 3);
  await button(fused.page, 'Pause').click();
  const work = await downloadWork(fused.page);
  await fused.close();

  const lab = await openLab({ hash, flags: [`--js-flags=${unfused}`] });
  t.after(lab.close);
  const { page } = lab;
  await engineReady(page);
  assert.match(await chipSays(page), /threads.*relaxed.*Arithmetic: separate/s);
  await train(page, { Epochs: 1, Seed: 3 });
  await page.locator('input[accept*=safetensors]').setInputFiles({ name: 'w.cnnlab', mimeType: 'application/octet-stream', buffer: work }); // prettier-ignore
  if (here === 'fused')
    await page.locator('#lab').getByText('continues with another engine').waitFor();
  await epochOver(page, 3, 3);
  await button(page, 'Train').waitFor();
  const record = await takeRecord(page);
  const { status, said } = verify(JSON.stringify(record));
  assert.equal(status, 0, said);
  assert.match(said, /^confirmed: run 1, .* separate arithmetic$/m);
  const both = here === 'fused' ? 'fused, then separate' : 'separate';
  assert.match(said, new RegExp(`^confirmed: run 2, .* ${both} arithmetic$`, 'm'));
  // The arithmetic is what the numbers are confirmed by: with the other one they are refuted, or
  // cannot be verified where there is none.
  record.runs[0].engines[0].arithmetic = 'fused';
  const lied = verify(JSON.stringify(sealed(record)));
  assert.equal(lied.status, here === 'fused' ? 1 : 2, lied.said);
  assert.match(lied.said, here === 'fused' ? /^refuted: run 1/m : /^not verified: run 1/m);
});
