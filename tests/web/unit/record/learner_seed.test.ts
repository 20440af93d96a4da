import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { learnerSeed, recordFileName } from '../../../../web/src/record/learner_seed';
import { limits } from '../../../../web/src/model/settings';

test('the seed is SHA-256’s first 32 bits, of the key and the plain name', async () => {
  const wanted = createHash('sha256').update('biology-7\nzoé lovelace').digest().readUInt32BE(0);
  for (const name of ['Zoé Lovelace', ' ZOÉ  lovelace ', 'Zoe\u0301 Lovelace'])
    expect(await learnerSeed(name, 'biology-7')).toBe(wanted);
  expect(await learnerSeed('Zoé Lovelace', 'biology-8')).not.toBe(wanted);
  expect(await learnerSeed('Zoe Lovelace', 'biology-7')).not.toBe(wanted);
  expect(limits.seed.max).toBe(2 ** 32 - 1);
});

test.each([
  ['Ada Lovelace', 'biology-7', 'cnn-lab-record-Ada-Lovelace-biology-7.json'],
  ['', null, 'cnn-lab-record.json'],
  [' Zoé/../C:\\x* ', null, 'cnn-lab-record-Zoé-C-x.json'],
  ['अदा', 'a.b', 'cnn-lab-record-अदा-a-b.json'],
  ['?', 'k', 'cnn-lab-record-k.json'],
])('the record of %j in %j is %s', (name, assignment, file) => {
  expect(recordFileName(name, assignment)).toBe(file);
});
