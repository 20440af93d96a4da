/** tests/reliability's commands, at a size that fits every run of the tests. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const folder = path.resolve(import.meta.dirname, '../../reliability');

/** Runs a command; returns the JSON of its last line. */
async function summaryOf(command, ...options) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(folder, command), ...options],
    { timeout: 600_000 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

test('killed at random moments, a run ends with the bits of an undisturbed one', async () => {
  const { resumed, same_bits, most_seconds_lost } = await summaryOf(
    'kills.mjs',
    '--kills',
    '3',
    '--between',
    '4',
  );
  // On a very fast machine the run may be over before its third death.
  assert.ok(resumed >= 1 && resumed <= 3);
  assert.equal(same_bits, true);
  assert.ok(most_seconds_lost <= 10);
});

test('a monkey finds no uncaught error and nothing for the content policy to refuse', async () => {
  const { errors, violations } = await summaryOf('monkey.mjs', '--events', '1000', '--seed', '2');
  assert.deepEqual({ errors, violations }, { errors: 0, violations: 0 });
});
