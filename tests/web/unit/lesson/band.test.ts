import { describe, expect, test } from 'vitest';
import { readSubject } from '../../../../web/src/lesson/about';
import { readCondition } from '../../../../web/src/lesson/condition';
import { bandOf } from '../../../../web/src/lesson/band';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings } from '../../../../web/src/model/settings';
import type { RunRecord } from '../../../../web/src/state/run';

const settings = { ...defaultSettings, epochs: 10, training_pictures: 5000 };
const of = (about: string, when: string, after = 0, decided: number | null = null) => ({
  subject: readSubject(about),
  bounds: readCondition(when),
  after,
  decided,
});
const next = (preset: keyof typeof presets, number: number | null = null) => ({
  model: presets[preset],
  settings,
  number,
});
const run = (preset: keyof typeof presets, test_accuracy: number, epochs = 10): RunRecord => ({
  id: 1,
  number: 1,
  model: presets[preset],
  settings,
  epochs: Array.from({ length: epochs }, (_, i) => ({ epoch: i + 1, loss: 1, accuracy: 0.5, test_loss: 1, test_accuracy, seconds: 1 })), // prettier-ignore
  probabilities: [],
});

describe('where a line was predicted to end', () => {
  const ofTest = of('model-0 epochs=10 pictures=5000', 'test >= 30, test < 45', 2);

  test('is what was committed to, of the run that the question names', () => {
    expect(bandOf([ofTest], next('model-0'), [])).toEqual({ line: 'test', from: 0.3, to: 0.45 });
    expect(bandOf([ofTest], next('model-1'), [])).toBeNull();
    const fewer = { ...next('model-0'), settings: { ...settings, training_pictures: 1000 } };
    expect(bandOf([ofTest], fewer, [])).toBeNull();
  });

  test('is none for a run that had begun before it was made', () => {
    expect(bandOf([ofTest], next('model-0', 2), [])).toBeNull();
    expect(bandOf([ofTest], next('model-0', 3), [])).not.toBeNull();
  });

  test('is that of the run that decided it, and of none after', () => {
    const decided = of('model-0 epochs=10', 'test >= 30', 2, 3);
    expect(bandOf([decided], next('model-0', 3), [])).not.toBeNull();
    expect(bandOf([decided], next('model-0', 4), [])).toBeNull();
    expect(bandOf([decided], next('model-0'), [])).toBeNull();
  });

  test('without a bound on one side goes to the end of the axis', () => {
    const most = of('model-1 epochs=10', 'training >= 80');
    expect(bandOf([most], next('model-1'), [])).toEqual({ line: 'training', from: 0.8, to: 1 });
    const least = of('model-0', 'test < 20');
    expect(bandOf([least], next('model-0'), [])).toEqual({ line: 'test', from: 0, to: 0.2 });
  });

  test('as more than another network stands above what that came to', () => {
    const gain = of('model-1 epochs=10 pictures=5000 against model-0', 'gain >= 2, gain < 10');
    expect(bandOf([gain], next('model-1'), [])).toBeNull();
    const { line, from, to } = bandOf([gain], next('model-1'), [run('model-0', 0.35)])!;
    expect([line, from.toFixed(3), to.toFixed(3)]).toEqual(['test', '0.370', '0.450']);
    // One of other epochs is not what it is compared with.
    expect(bandOf([gain], next('model-1'), [run('model-0', 0.35, 4)])).toBeNull();
  });

  test('is none where the chart does not show what was predicted', () => {
    expect(bandOf([of('model-2', 'narrower >= 3')], next('model-2'), [])).toBeNull();
  });
});
