/** Programs in the manner of courses and books, and what real Keras makes of each: see compare.mjs. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { compare, differences } from './compare.mjs';

const folder = path.join(import.meta.dirname, 'programs/courses');
let results = [];
before(async () => (results = await compare(folder)));
after(() => setImmediate(() => process.exit()));

test('each program is asked about', () => {
  const files = readdirSync(folder).filter((file) => /\.(py|ipynb)$/.test(file) && file !== 'expect.py'); // prettier-ignore
  assert.deepEqual(results.map(({ file }) => file).sort(), files.sort()); // prettier-ignore
});

test('is read as real Keras runs it, or refused at the right line, once', () => {
  const wrong = results.filter(({ found }) => found.length > 0);
  assert.deepEqual(wrong.map(({ file, found }) => ({ file, found })), []); // prettier-ignore
});

test('another network, another setting, a refusal elsewhere are differences', () => {
  const { read } = results.find(({ id }) => id === 'c01');
  const wanted = { outcome: 'accept', models: read.models, front: read.front, batch_size: 32 };
  assert.deepEqual(differences(wanted, read), []);
  assert.match(differences({ ...wanted, batch_size: 64 }, read)[0], /^batch_size: wanted 64/);
  assert.match(differences({ ...wanted, models: [{ total: 1 }] }, read)[0], /total: wanted 1/);
  const refused = { ...read, refusals: [{ place: 'line 3', message: 'no' }] };
  assert.match(differences(wanted, refused)[0], /^outcome: wanted accept/);
  const atThree = { outcome: 'refuse', refuse_at: ['line 3'] };
  assert.deepEqual(differences(atThree, refused), []);
  assert.match(differences(atThree, { ...refused, refusals: [...refused.refusals, ...refused.refusals] })[0], /twice/); // prettier-ignore
  assert.match(differences({ ...atThree, refuse_at: ['line 4'] }, refused)[0], /^outcome/);
});
