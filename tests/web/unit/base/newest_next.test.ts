import { expect, test } from 'vitest';
import { newestNext } from '../../../../web/src/base/newest_next';

test('one at a time; of what is asked meanwhile only the newest, and that always', async () => {
  const begun: number[] = [];
  const answers: (() => void)[] = [];
  const ask = newestNext((n: number) => {
    begun.push(n);
    return new Promise<void>((done) => answers.push(done));
  });
  const all = [1, 2, 3].map(ask);
  expect(begun).toEqual([1]);
  answers[0]!();
  await Promise.all(all.slice(1));
  expect(begun).toEqual([1, 3]);
  answers[1]!();
  await all[0];
  void ask(4);
  expect(begun).toEqual([1, 3, 4]);
});

test('what fails does not hold up what is asked after it', async () => {
  const begun: number[] = [];
  const ask = newestNext((n: number) => {
    begun.push(n);
    return n === 1 ? Promise.reject(new Error('1')) : Promise.resolve();
  });
  await expect(ask(1)).rejects.toThrow('1');
  await ask(2);
  expect(begun).toEqual([1, 2]);
});
