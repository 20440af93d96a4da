import { expect, test, vi } from 'vitest';
import { readResumed } from '../../../../web/src/gradebook/host';
import { endpointOf, statementsOf } from '../../../../web/src/gradebook/xapi';
import { progressOf } from '../../../../web/src/gradebook/progress';

test('without a held stop the three exercises are the assignment', () => {
  const progress = progressOf('2', ['settings'], new Set(['2', 'exercise-2']), 3);
  expect(progress.parts).toEqual([
    { name: 'exercise-1', isDone: false },
    { name: 'exercise-2', isDone: true },
    { name: 'exercise-3', isDone: false },
  ]);
  expect(progress.done).toEqual(['2', 'exercise-2']);
  expect(progress.score).toBeCloseTo(1 / 3, 12);
  expect(progress.isComplete).toBe(false);
  const all = new Set(['exercise-1', 'exercise-2', 'exercise-3']);
  expect(progressOf('2', [], all, 0)).toMatchObject({ score: 1, isComplete: true });
});

test('a held stop is the whole assignment; the free lab is done by a run', () => {
  expect(progressOf('4', ['stop'], new Set(['exercise-1']), 5).isComplete).toBe(false);
  expect(progressOf('4', ['stop'], new Set(['4']), 0).isComplete).toBe(true);
  expect(progressOf('lab', ['stop'], new Set(), 0).isComplete).toBe(false);
  expect(progressOf('lab', ['stop'], new Set(), 1).isComplete).toBe(true);
});

test('an endpoint is of the page’s own origin, or none', () => {
  const here = 'https://course.example/lab/index.html';
  expect(endpointOf('?xapi=/lrs/statements', here)?.href).toBe('https://course.example/lrs/statements'); // prettier-ignore
  expect(endpointOf('?xapi=https://course.example/lrs', here)?.pathname).toBe('/lrs');
  for (const elsewhere of [
    'https://other.example/lrs',
    '//other.example/lrs',
    'http://course.example/lrs',
    'https://course.example:8443/lrs',
    'javascript:0',
    'http://[',
  ])
    // prettier-ignore
    expect(endpointOf(`?xapi=${encodeURIComponent(elsewhere)}`, here)).toBeNull();
  expect(endpointOf('?learner=abcdef01', here)).toBeNull();
});

test('statements: passed for an exercise, completed for a stop and for the whole', () => {
  const here = 'https://course.example/lab/index.html';
  const done = new Set(['2', 'exercise-1', 'exercise-2', 'exercise-3']);
  const statements = statementsOf(progressOf('0', [], done, 0), here, { mbox: 'mailto:a@b.c' });
  expect(statements.map(({ verb, object }) => [verb.id.split('/').at(-1), object.id])).toEqual([
    ['completed', `${here}#stop=2`],
    ['passed', `${here}#stop=exercise-1`],
    ['passed', `${here}#stop=exercise-2`],
    ['passed', `${here}#stop=exercise-3`],
    ['completed', 'https://course.example/lab/'],
  ]);
  expect(statements.at(-1)!.result).toEqual({ completion: true, success: true, score: { scaled: 1 } }); // prettier-ignore
});

test('a free lab that was done on another computer stays done, and no statement is of it', () => {
  const { done } = progressOf('lab', ['stop'], new Set(), 1);
  expect(done).toEqual(['lab']);
  const elsewhere = progressOf('lab', ['stop'], new Set(done), 0);
  expect(elsewhere).toMatchObject({ isComplete: true, score: 1, done: ['lab'] });
  const here = 'https://course.example/lab/index.html';
  expect(statementsOf(elsewhere, here, {}).map(({ object }) => object.id)).toEqual(['https://course.example/lab/']); // prettier-ignore
});

test('of what a course system brings, only the lesson’s stops are taken', () => {
  const window = { parent: {} };
  vi.stubGlobal('window', window);
  vi.stubGlobal('location', { origin: 'https://course.example' });
  const data = { target: 'cnn-lab', event: 'resume', done: ['2', 'bogus', 'x'.repeat(300), null], learner: 'Ada' }; // prettier-ignore
  const message = { source: window.parent, origin: 'https://course.example', data };
  expect(readResumed(message as unknown as MessageEvent)).toMatchObject({ done: ['2'], learner: 'Ada' }); // prettier-ignore
  vi.unstubAllGlobals();
});
