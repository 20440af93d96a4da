/** Which run a prediction is about: the first one since it was made that is what the question says. */
import { describe, expect, test } from 'vitest';
import { readQuestions } from '../../../../web/build/questions';
import { answers } from '../../../../web/src/exercises/exercise';
import { comparableRun, decisionOn, readSubject } from '../../../../web/src/lesson/about';
import { page } from '../../../../web/src/messages/en/page';
import { presets } from '../../../../web/src/model/presets';
import type { RunRecord } from '../../../../web/src/state/run';
import { run } from '../records';

const rows = (epochs: number, test: number) =>
  Array.from({ length: epochs }, () => [0.5, test, 1] as [number, number, number]);
const made = (
  number: number,
  name: string,
  epochs: number,
  pictures = 5000,
  more: Partial<RunRecord> = {},
): RunRecord => {
  const record = run(name, rows(epochs, number / 100));
  return {
    ...record,
    number,
    settings: { ...record.settings, epochs, training_pictures: pictures },
    ...more,
  };
};
const decided = (about: string, records: RunRecord[], after: number) => {
  const { decision, lacking } = decisionOn(readSubject(about), records, after);
  const numbers = decision && [decision.run.number, decision.other?.number ?? null];
  return { numbers, lacking: lacking?.number ?? null };
};

describe('a prediction is decided', () => {
  test('by the first run since, not by one before nor by the newest', () => {
    const runs = [1, 2, 3, 4].map((number) => made(number, 'Model 0', 10));
    expect(decided('model-0 epochs=10 pictures=5000', runs, 0).numbers).toEqual([1, null]);
    expect(decided('model-0 epochs=10 pictures=5000', runs, 2).numbers).toEqual([3, null]);
    expect(decided('model-0 epochs=10 pictures=5000', runs, 4).numbers).toBeNull();
  });

  test('by a run with the settings that the question names', () => {
    const runs = [
      made(1, 'Model 1', 20, 5000),
      made(2, 'Model 1', 10, 1000),
      made(3, 'Model 0', 20, 1000),
      made(4, 'Model 1', 20, 1000),
    ];
    expect(decided('model-1 epochs=20 pictures=1000', runs, 0).numbers).toEqual([4, null]);
    expect(decided('latest epochs=20 pictures=1000', runs, 0).numbers).toEqual([3, null]);
  });

  test('beside a run that differs in nothing but its network, or not yet', () => {
    const about = 'model-2 epochs=10 pictures=5000 against model-1';
    const [fair, other, dropout] = [
      made(1, 'Model 1', 10),
      made(2, 'Model 1', 10, 10_000),
      made(3, 'Model 2', 10),
    ];
    expect(decided(about, [fair, other, dropout], 2)).toEqual({ numbers: [3, 1], lacking: null });
    expect(decided(about, [other, dropout], 2)).toEqual({ numbers: null, lacking: 3 });
    // The comparison may be made later.
    const later = made(4, 'Model 1', 10);
    expect(decided(about, [other, dropout, later], 2)).toEqual({ numbers: [3, 4], lacking: null });
  });

  test.each([
    ['seed', { settings: { ...made(1, 'Model 1', 10).settings, seed: 2 } }],
    ['learning rate', { settings: { ...made(1, 'Model 1', 10).settings, learning_rate: 0.0005 } }],
    ['rates set on the way', { rates: [{ pictures: 64, rate: 0.01 }] }],
  ])('a run with another %s is no fair comparison', (_, more) => {
    const one = made(1, 'Model 1', 10, 5000, more);
    expect(comparableRun([one], made(2, 'Model 2', 10), 'model-1')).toBeNull();
  });

  test('for an exercise, by a network that has what it asks for', () => {
    const own = { model: answers['exercise-2'] };
    const plain = { model: answers['exercise-1'] };
    const runs = [
      made(1, 'Model 1', 10),
      made(2, '', 10, 5000, plain),
      made(3, 'Model 2', 10),
      made(4, '', 10, 5000, own),
    ];
    expect(decided('exercise-2', runs, 0).numbers).toEqual([4, null]);
    expect(decided('exercise-1 pictures=5000 against model-1', runs, 0).numbers).toEqual([2, 1]);
    const augmented = made(5, '', 10, 5000, { model: answers['exercise-3'] });
    expect(decided('exercise-3 epochs=10', [...runs, augmented], 0).numbers).toEqual([5, null]);
  });
});

test('every question that a run decides says of which, and can be read', () => {
  const open = readQuestions('assets/lesson/en', page).filter(
    ({ kind, options }) => kind === 'predict' && !options.includes('right'),
  );
  expect(open.map(({ place }) => place)).toEqual(['0/0', '2/0', '4/0', '5/0', '6/0', 'exercise-1/0', 'exercise-2/0', 'exercise-3/0']); // prettier-ignore
  for (const { about, options } of open) {
    const { against } = readSubject(about);
    // What compares has something to compare with.
    expect(/gain|narrower/.test(options.join()), about).toBe(against !== null);
  }
});

test.each(['', 'own', 'model-7', 'model-1 seed=1', 'model-1 epochs=x', 'model-1 against me'])(
  '"%s" is refused',
  (text) => expect(() => readSubject(text)).toThrow(`"${text}"`),
);

test('the presets are what the helper calls them', () => {
  expect(made(1, 'Model 1', 1).model).toBe(presets['model-1']);
});
