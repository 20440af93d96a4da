/** The one run that every engine does, and what it comes to without a browser. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const file = path.join(import.meta.dirname, 'network.json');

export const network = JSON.parse(readFileSync(file, 'utf8'));
/** Epochs enough for Pause to come before their end, however fast the machine is. */
export const settings = { epochs: 12, pictures: 500, test: 200, seed: 5 };

const layers =
  'conv2d(8);conv2d(12);max_pooling2d;dropout(0.25);flatten;dense(24);dense(10,softmax)';
/** The run in the page's address. */
export const address = `#layers=${layers}&${new URLSearchParams(settings)}`;

/** Builds whose arithmetic is that of a record that says so (web/src/engine/arithmetic.ts). */
const builds = { separate: 'simd-threads', fused: 'relaxed-simd-threads' };

/** Epochs and hash by `./lab train` in Node, with such arithmetic; each is asked for once. */
const known = {};
export const trainedInNode = (arithmetic) => (known[arithmetic] ??= train(builds[arithmetic]));

async function train(build) {
  const { epochs, pictures, test, seed } = settings;
  // prettier-ignore
  const words = ['--model', file, '--build', build, '--images', pictures, '--test-images', test,
    '--epochs', epochs, '--seed', seed].map(String);
  const child = spawn(process.execPath, [path.join(root, 'tools/train.mjs'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (part) => (said += part));
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`./lab train ended with ${code}`);
  const lines = said.trim().split('\n').map((line) => JSON.parse(line)); // prettier-ignore
  return { hash: lines.pop().weights_sha256, epochs: lines };
}
