import { expect, test } from 'vitest';
import { StepTime } from '../../../../web/src/state/step_time';

/** Multiply-adds of Model 1 for one picture, as its summary has them. */
const modelOne = 39e6;
const event = (batches: number, firstBatch: number, trainingSeconds: number) => ({
  trainingSeconds,
  firstBatch,
  losses: new Float32Array(batches),
});

test('the batches of a preset have a minute, and nothing is said of them', () => {
  const steps = new StepTime();
  steps.begin();
  steps.isOf(modelOne, 32);
  expect(steps.patience()).toEqual({ long: null, tooLong: 60_000 });
});

test('a batch that takes minutes by this device’s speed has ten times as long', () => {
  const steps = new StepTime();
  // 500 pictures a second: 58.5 thousand million multiply-adds.
  steps.measured(modelOne, 32, 1 / 500);
  steps.begin();
  const perPicture = 2e9;
  steps.isOf(perPicture, 512);
  const seconds = (3 * perPicture * 512) / (3 * modelOne * 500);
  expect(steps.patience().long).toBe(15_000);
  expect(steps.patience().tooLong).toBeCloseTo(10_000 * seconds, 3);
});

test('the slowest measurement counts; one that measures only the cost of a call does not', () => {
  const steps = new StepTime();
  steps.measured(modelOne, 32, 1 / 500);
  steps.measured(modelOne, 32, 1 / 100);
  steps.measured(modelOne, 32, 1 / 900);
  steps.measured(5e3, 1, 1 / 100);
  const work = 1e12;
  expect(steps.expected(work)).toBeCloseTo(work / (3 * modelOne * 100), 6);
});

test('a device that turns out slower is given more time, by its longest batch', () => {
  const steps = new StepTime();
  steps.begin();
  steps.isOf(modelOne, 32);
  steps.progress(event(1, 0, 30));
  steps.progress(event(2, 1, 70));
  expect(steps.patience()).toEqual({ long: 15_000, tooLong: 200_000 });
  steps.progress(event(1, 3, 71));
  expect(steps.patience().tooLong).toBe(200_000);
  steps.begin();
  expect(steps.patience().tooLong).toBe(60_000);
});

test('a run that goes on does not count the seconds of before as one batch', () => {
  const steps = new StepTime();
  steps.begin();
  steps.progress(event(1, 0, 9000));
  expect(steps.patience().tooLong).toBe(60_000);
});
