import { describe, expect, test } from 'vitest';
import { partDone, secondsLeft, type Pace } from '../../../../web/src/state/time_left';

/** 5 epochs of 100 training and 20 evaluating batches. */
const pace = (more: Partial<Pace>): Pace => ({
  epochs: 5,
  epoch: 1,
  phase: 'training',
  batch: 0,
  trainingBatches: 100,
  evaluatingBatches: 20,
  trainingSeconds: 0,
  evaluatingSeconds: 0,
  ...more,
});

describe('secondsLeft', () => {
  test('nothing is said before anything was measured', () => {
    expect(secondsLeft(pace({}))).toBeNull();
  });

  test('in the first epoch an evaluation batch counts a third of a training batch', () => {
    // 10 batches in 3 s: 0.3 s each, 490 to go; 100 evaluation batches at 0.1 s.
    expect(secondsLeft(pace({ batch: 10, trainingSeconds: 3 }))).toBeCloseTo(490 * 0.3 + 100 * 0.1);
  });

  test('afterwards both are as they were measured', () => {
    // Epoch 3, 50 batches in: 250 trained in 50 s, 40 evaluated in 2 s.
    const now = pace({ epoch: 3, batch: 50, trainingSeconds: 50, evaluatingSeconds: 2 });
    expect(secondsLeft(now)).toBeCloseTo(250 * 0.2 + 60 * 0.05);
  });

  test('while evaluating, the training of this epoch is done', () => {
    const now = pace({
      epoch: 5,
      phase: 'evaluating',
      batch: 15,
      trainingSeconds: 500,
      evaluatingSeconds: 9.5,
    });
    expect(secondsLeft(now)).toBeCloseTo(5 * 0.1);
  });

  test('a finished run has none left', () => {
    expect(secondsLeft(pace({ epoch: 5, phase: 'finished', trainingSeconds: 1 }))).toBe(0);
  });
});

describe('partDone', () => {
  test('runs from 0 to 1 and weighs evaluation at a third', () => {
    expect(partDone(pace({}))).toBe(0);
    // One epoch costs 100 + 20/3.
    expect(partDone(pace({ batch: 50 }))).toBeCloseTo(50 / (5 * (100 + 20 / 3)));
    expect(partDone(pace({ epoch: 2, phase: 'training', batch: 0 }))).toBeCloseTo(1 / 5);
    expect(partDone(pace({ epoch: 5, phase: 'evaluating', batch: 20 }))).toBeCloseTo(1);
    expect(partDone(pace({ phase: 'finished' }))).toBe(1);
  });
});
