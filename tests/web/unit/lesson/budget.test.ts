import { expect, test } from 'vitest';
import { budget, runsWithin } from '../../../../web/src/lesson/budget';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings } from '../../../../web/src/model/settings';
import { halfWidth } from '../../../../web/src/state/interval';
import type { RunRecord } from '../../../../web/src/state/run';
import { run } from '../records';

const settings = { ...defaultSettings, epochs: 10, test_pictures: 2000 };
const small = { name: '', layers: [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }] }; // prettier-ignore
const ended = (id: number, model: RunRecord['model'], test: number, more = {}): RunRecord => ({
  ...run('', [[0.6, test, 1.5]]),
  id,
  number: id,
  model,
  settings: { ...settings, ...more },
});

test('runs within the budget stand beside Model 1 of the same settings, the best first', () => {
  const records = [
    ended(1, presets['model-1'], 0.55),
    ended(2, small, 0.482),
    ended(3, small, 0.535, { seed: 9 }),
    ended(4, small, 0.54),
    ended(5, small, 0.7),
  ];
  const parameters = new Map([[1, 550_570], [2, 30_730], [3, 30_730], [4, budget], [5, budget + 1]]); // prettier-ignore
  const within = runsWithin(records, parameters);
  expect(within.map((one) => one.run.id)).toEqual([4, 2, 3]);
  const [best, other, unlike] = within;
  expect(best!.against!.id).toBe(1);
  expect(best!.difference).toBeCloseTo(-1, 10);
  const of = (share: number) => ({ of: { share, pictures: 2000 } });
  expect(best!.chance).toBeCloseTo(100 * halfWidth(of(0.54), of(0.55)), 10);
  expect(Math.abs(best!.difference)).toBeLessThan(best!.chance);
  expect(other!.difference).toBeCloseTo(-6.8, 10);
  expect(Math.abs(other!.difference)).toBeGreaterThan(other!.chance);
  // Another seed, and so nothing fair to compare it with yet.
  expect(unlike!.against).toBeNull();
});

test('a run whose parameters are not counted yet is not taken for one within the budget', () => {
  expect(runsWithin([ended(1, small, 0.5)], new Map())).toEqual([]);
});
