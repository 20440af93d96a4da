/** Lighthouse's view of the built page, on the phone that it imitates by default. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '../../../tools/serve.mjs';
import { chromiumPath } from '../../chromium.mjs';
import { dist } from '../../web/browser/page.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const command = path.join(root, '.cache/lighthouse/node_modules/lighthouse/cli/index.js');
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

/** Audits that cost a category something, with what Lighthouse says of them. */
function complaints(report) {
  return categories.flatMap((name) =>
    report.categories[name].auditRefs
      .map(({ id, weight }) => ({ ...report.audits[id], weight }))
      .filter(({ score, weight }) => weight > 0 && score !== null && score < 0.9)
      .map(({ id, displayValue, score }) => `${name}: ${id} ${displayValue ?? score}`),
  );
}

/**
 * One visit: {scores: {performance, accessibility, ...} from 0 to 100, blocking in milliseconds,
 * complaints}.
 */
async function visitOnce(url) {
  const words = [
    command,
    url,
    '--quiet',
    '--output=json',
    `--only-categories=${categories.join(',')}`,
    '--chrome-flags=--headless=new --no-sandbox --disable-quic --no-first-run',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, words, {
    env: { ...process.env, CHROME_PATH: chromiumPath },
    maxBuffer: 64 << 20,
  });
  const report = JSON.parse(stdout);
  if (report.runtimeError) throw new Error(`Lighthouse: ${report.runtimeError.message}`);
  const score = (name) => Math.round(100 * report.categories[name].score);
  return {
    scores: Object.fromEntries(categories.map((name) => [name, score(name)])),
    blocking: report.audits['total-blocking-time'].numericValue,
    complaints: complaints(report),
  };
}

export async function visitWithLighthouse(repeats) {
  const server = await startServer({ root: dist, port: 0 });
  const visits = [];
  try {
    for (let repeat = 0; repeat < repeats; ++repeat)
      // Now and then it does not get its trace, and says to run it again.
      visits.push(await visitOnce(server.url).catch(() => visitOnce(server.url)));
  } finally {
    await server.close();
  }
  return visits;
}
