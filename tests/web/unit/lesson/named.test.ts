import { describe, expect, test } from 'vitest';
import { picturesOf, toName } from '../../../../web/src/lesson/named.svelte';

describe('the pictures that a learner names', () => {
  test('are ten in each round, none twice, none of those that stand beside every network', () => {
    const rounds = Array.from({ length: 49 }, (_, i) => [...picturesOf(i + 1, 500)]);
    const all = rounds.flat();
    expect(rounds.every((round) => round.length === toName)).toBe(true);
    expect(new Set(all).size).toBe(490);
    expect(Math.min(...all)).toBe(10);
    expect(Math.max(...all)).toBe(499);
  });

  test('are the same for everyone, and do not give a class away by leaving it to the last', () => {
    expect([...picturesOf(1, 500)]).toEqual([...picturesOf(1, 500)]);
    // Position i of the test pictures holds class i mod 10.
    const repeats = Array.from({ length: 20 }, (_, i) => new Set([...picturesOf(i + 1, 500)].map((at) => at % 10)).size); // prettier-ignore
    expect(repeats.filter((classes) => classes < toName).length).toBeGreaterThan(15);
  });

  test('begin anew when all have been asked', () => {
    expect([...picturesOf(50, 500)]).toEqual([...picturesOf(1, 500)]);
  });
});
