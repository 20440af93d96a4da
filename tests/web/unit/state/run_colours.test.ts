import { expect, test } from 'vitest';
import { runColours } from '../../../../web/src/state/run_colours';

const runs = (...numbers: number[]) => numbers.map((number) => ({ id: 100 + number, number }));

test('runs that are compared have colours of their own, as long as there are any left', () => {
  expect(new Set(runColours(runs(1, 6, 11, 16, 21)).values()).size).toBe(5);
  const times = [0, 0, 0, 0, 0];
  for (const colour of runColours(runs(1, 2, 6, 7, 11, 12, 16, 17, 21, -3)).values())
    times[colour]! += 1;
  expect(times).toEqual([2, 2, 2, 2, 2]);
});

test('a run keeps its colour when another is ticked after it', () => {
  const before = runColours(runs(4, 9));
  const after = runColours(runs(4, 9, 3, 14));
  for (const [id, colour] of before) expect(after.get(id)).toBe(colour);
});
