import { expect, test } from 'vitest';
import { stepNumber } from '../../../../web/src/base/step_number';
import { limits } from '../../../../web/src/model/settings';

const times = (count: number, from: number | null, by: 1 | -1, far: boolean, steps: object) => {
  let value = from;
  return Array.from({ length: count }, () => (value = stepNumber(value, by, far, steps)));
};

test('whole numbers go by ones and tens, and stop at their limits', () => {
  const steps = { ...limits.batch_size, step: 1 };
  expect(times(3, 2, -1, false, steps)).toEqual([1, 1, 1]);
  expect(times(2, 1010, 1, true, steps)).toEqual([1020, 1024]);
});

test('a learning rate goes by its leading digit, over a power of ten and back', () => {
  expect(times(3, 0.008, 1, false, limits.learning_rate)).toEqual([0.009, 0.01, 0.02]);
  expect(times(3, 0.02, -1, false, limits.learning_rate)).toEqual([0.01, 0.009, 0.008]);
  expect(times(3, 0.00025, 1, true, limits.learning_rate)).toEqual([0.0025, 0.025, 0.25]);
  expect(times(2, 2e-7, -1, false, limits.learning_rate)).toEqual([1e-7, 1e-7]);
});

test('rates go by twentieths without the rounding of binary numbers', () => {
  expect(times(3, 0.25, 1, false, { min: 0, max: 0.95, step: 0.05 })).toEqual([0.3, 0.35, 0.4]);
  expect(times(2, 0.05, -1, false, { min: 0, max: 0.95, step: 0.05 })).toEqual([0, 0]);
});

test('Page keys go from one usual value to the next, and on beyond them', () => {
  const steps = { ...limits.epochs, step: 1, choices: [2, 5, 10, 20] };
  expect(times(4, 3, 1, true, steps)).toEqual([5, 10, 20, 30]);
  expect(times(3, 7, -1, true, steps)).toEqual([5, 2, 1]);
});

test('an empty field begins with the least usual value, or the least there is', () => {
  expect(stepNumber(null, 1, false, { min: 1, max: 9, step: 1 })).toBe(1);
  expect(stepNumber(null, -1, true, { min: 1, max: 99, choices: [16, 32] })).toBe(16);
});
