/** The planted mistakes of tests/mutants follow the code; to plant them takes a build for each. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { mutants } from '../mutants/list.mjs';

const root = path.resolve(import.meta.dirname, '../..');

test('the text that each of them changes is in its file, once', () => {
  const places = ({ file, from }) =>
    readFileSync(path.join(root, file), 'utf8').split(from).length - 1;
  const lost = mutants.filter((mutant) => places(mutant) !== 1);
  assert.deepEqual(
    lost.map(({ file, what }) => `${file}: ${what}`),
    [],
  );
});
