/**
 * How much slower a run is in a tab that nobody looks at.
 *
 *   node tests/reliability/hidden_tab.mjs [--seconds 120]
 *
 * The tab is in front and behind another one in turns of five seconds, so that what else the
 * machine does weighs on both alike. Fails under 95%.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../../tools/options/numbers.mjs';
import { serve, shortManifest } from '../web/browser/page.mjs';
import { openDevTools } from './devtools.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '120' } } });
const turns = Math.max(2, 2 * Math.round(wholeNumber(values, 'seconds') / 10));
const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const manifest = JSON.stringify(shortManifest());
const server = await serve((pathname) =>
  pathname === '/cifar10/manifest.json' ? { type: 'application/json', body: manifest } : null,
);
const profile = mkdtempSync(path.join(tmpdir(), 'cnn-lab-hidden-'));
const browser = await openDevTools(profile);

/** Epochs done and the part of the next: in a hidden tab nothing is drawn, but the title is set. */
const epochs = (tab) => tab.evaluate(`Number(/^(\\d+)\\//.exec(document.title)?.[1] ?? 0)`);

/** Waits until the next epoch begins; returns its number and the time. */
async function edge(tab) {
  const before = await epochs(tab);
  for (;;) {
    const now = await epochs(tab);
    if (now > before) return { epoch: now, at: performance.now() };
    await rest(20);
  }
}

try {
  const tab = await browser.openTab(
    `${server.url}#model=model-1&epochs=1000&pictures=500&test=100`,
  );
  const other = await browser.openTab('about:blank');
  await tab.show();
  while ((await epochs(tab)) < 2) {
    await tab.evaluate(
      `[...document.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Train')?.click()`,
    );
    await rest(500);
  }
  const seconds = { visible: 0, hidden: 0 };
  const trained = { visible: 0, hidden: 0 };
  for (let turn = 0; turn < turns; ++turn) {
    const name = turn % 2 === 0 ? 'visible' : 'hidden';
    await (name === 'visible' ? tab : other).show();
    await rest(300);
    assert.equal(await tab.evaluate('document.visibilityState'), name);
    const first = await edge(tab);
    let last = first;
    while (last.at - first.at < 5000) last = await edge(tab);
    trained[name] += 500 * (last.epoch - first.epoch);
    seconds[name] += (last.at - first.at) / 1000;
  }
  const speed = (name) => trained[name] / seconds[name];
  const share = speed('hidden') / speed('visible');
  console.log(
    JSON.stringify({
      visible_pictures_per_second: Number(speed('visible').toFixed(1)),
      hidden_pictures_per_second: Number(speed('hidden').toFixed(1)),
      hidden_share: Number(share.toFixed(3)),
    }),
  );
  assert.ok(share >= 0.95, `a hidden tab trains at ${(100 * share).toFixed(1)}% of the speed`);
} finally {
  await browser.close();
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
