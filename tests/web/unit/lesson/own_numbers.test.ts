import { describe, expect, test } from 'vitest';
import { ownNumbers } from '../../../../web/src/lesson/own_numbers';
import { defaultSettings } from '../../../../web/src/model/settings';
import { percent } from '../../../../web/src/messages/en/format';
import { gap, gapOpened, percentShown } from '../../../../web/src/state/curves';
import { run } from '../records';

const model0 = run('Model 0', [[0.36, 0.352, 1.9]]);
const model1 = run('Model 1', [[0.3, 0.32, 1.9], [0.55, 0.5, 1.4], [0.84, 0.54, 1.7]]); // prettier-ignore
const model2 = run('Model 2', [[0.25, 0.3, 1.9], [0.5, 0.51, 1.4], [0.6, 0.56, 1.25]]); // prettier-ignore

describe('the gap', () => {
  test('is training less test, in points', () => {
    expect(gap(model1.epochs[2]!)).toBeCloseTo(30);
    expect(gap(model1.epochs[0]!)).toBeCloseTo(-2);
  });

  test('is the difference of the two accuracies as they are shown', () => {
    for (const share of [0.5565, 0.7585, 0.34945, 0.3495, 0.99949, 0, 1])
      expect(`${percentShown(share).toFixed(1)}%`).toBe(percent(share));
    const [row] = run('Model 1', [[0.55049, 0.34851, 1]]).epochs;
    expect(gap(row!).toFixed(1)).toBe('20.1'); // 55.0 and 34.9, and not 20.2
  });

  test('opened at the first epoch from which it stayed open', () => {
    expect(gapOpened(model1.epochs, 4)).toBe(2);
    expect(gapOpened(model1.epochs, 10)).toBe(3);
    expect(gapOpened(model1.epochs, 31)).toBeNull();
    const reopened = run('', [[0.5, 0.3, 1], [0.5, 0.49, 1], [0.5, 0.3, 1]]); // prettier-ignore
    expect(gapOpened(reopened.epochs, 5)).toBe(3);
  });
});

describe('sentences about the learner’s own runs', () => {
  test('nothing is said before there is anything to say', () => {
    expect(ownNumbers('model-0', [])).toBe('');
    expect(ownNumbers('latest', [])).toBe('');
    expect(ownNumbers('nowhere', [model1])).toBe('');
  });

  test('Model 0 sets the number to beat', () => {
    expect(ownNumbers('model-0', [model0, model1])).toBe(
      'Your Model 0, after 1 epoch on 5,000 pictures: training 36.0%, test 35.2%. 35.2% is the number to beat.',
    );
  });

  test('Model 1 is held against a Model 0 of the same settings and epochs, and against no other', () => {
    const fair = run('Model 0', model1.epochs.map(() => [0.4, 0.352, 1.8] as [number, number, number])); // prettier-ignore
    expect(ownNumbers('model-1', [fair, model1])).toMatch(/18\.8 points more than your Model 0/);
    const fewer = { ...fair, settings: { ...fair.settings, training_pictures: 1000 } };
    expect(ownNumbers('model-1', [fair, fewer, model1])).toMatch(/18\.8 points more/);
    for (const others of [[], [fewer], [model0]])
      expect(ownNumbers('model-1', [...others, model1])).toMatch(
        /test 54\.0%\. To compare, train Model 0 with the same settings/,
      );
  });

  test('overfitting is read off the gap and the test loss', () => {
    const text = ownNumbers('overfitting', [model1]);
    expect(text).toMatch(/The gap is 30\.0 points; it opened at epoch 2\./);
    expect(text).toMatch(/The test loss was lowest after epoch 2\./);
  });

  test('Model 2 is compared with a Model 1 of the same settings, whatever was trained since', () => {
    const text = ownNumbers('model-2', [model1, model2]);
    expect(text).toMatch(
      /Without dropout your gap was 30\.0 points, with dropout it is 4\.0 points\./,
    );
    expect(text).toMatch(/Test loss: 1\.70 without, 1\.25 with\./);
    const more = { ...defaultSettings, training_pictures: 10_000 };
    expect(ownNumbers('model-2', [model1, { ...model1, settings: more }, model2])).toBe(text);
    const other = { ...model2, settings: { ...defaultSettings, seed: 2 } };
    expect(ownNumbers('model-2', [model1, other])).toMatch(/train Model 1 with the same settings/);
    const rates = [{ pictures: 100, rate: 0.1 }];
    expect(ownNumbers('model-2', [model1, { ...model2, rates }])).toMatch(/To compare, train/);
  });

  test('the newest run of a model counts', () => {
    const again = run('Model 0', [[0.4, 0.38, 1.8]]);
    expect(ownNumbers('model-0', [model0, model1, again])).toMatch(/38\.0% is the number to beat/);
  });
});
