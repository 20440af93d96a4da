/** What the lesson says in numbers, beside what the recorded runs and the models say themselves. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '../../../../web/src/messages/en';
import { es } from '../../../../web/src/messages/es';
import { halfWidth } from '../../../../web/src/state/interval';
import { readRun } from '../../../../web/src/state/recorded';
import { presets, type PresetName } from '../../../../web/src/model/presets';
import { defaultSettings } from '../../../../web/src/model/settings';
import type { EpochRow, RunRecord } from '../../../../web/src/state/run';

const languages = ['en', 'es'] as const;
/** A stop's text in one language, its numbers written as in English and without spaces before %. */
function stopText(language: (typeof languages)[number], file: string): string {
  const text = readFileSync(`assets/lesson/${language}/${file}.md`, 'utf8').replace(/[_*]/g, '');
  if (language === 'en') return text;
  return text.replace(/(\d)\.(?=\d{3})/g, '$1,').replace(/(\d),(?=\d{1,2}\b(?!,))(?!\d{3})/g, '$1.').replace(/[\s\u00a0]%/g, '%'); // prettier-ignore
}
const recorded = (preset: PresetName, seed: number): RunRecord =>
  readRun(readFileSync(`assets/recorded/${preset}-seed-${seed}.jsonl`, 'utf8'), -1, preset, seed);
/** An epoch of those, with what only they say. */
type Epoch = EpochRow & { first_kernels_cosine?: number };
/** Runs with the lab's own settings: tests/web/lesson_runs.mjs makes them. */
const small = (
  preset: PresetName,
  pictures: number,
  seed: number,
): Omit<RunRecord, 'epochs'> & { epochs: Epoch[] } => {
  const text = readFileSync(`tests/web/unit/lesson/runs/${preset}-${pictures}-pictures-seed-${seed}.jsonl`, 'utf8'); // prettier-ignore
  const epochs = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Epoch);
  const settings = { ...defaultSettings, epochs: epochs.length, training_pictures: pictures, seed };
  return { id: 1, number: 1, model: presets[preset], settings, epochs, probabilities: [] };
};
const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const tenth = (share: number) => Math.round(1000 * share) / 10;
const last = ({ epochs }: RunRecord) => epochs.at(-1)!;

const model1 = recorded('model-1', 1);
const model2 = recorded('model-2', 1);
/** How far test accuracy lies above training accuracy after each epoch. */
const above = ({ epochs }: RunRecord) => epochs.map(({ accuracy, test_accuracy }) => 100 * (test_accuracy - accuracy)); // prettier-ignore

test('no label says that fewer pictures make a wider gap: more pictures are more steps as well', () => {
  for (const { amount } of [en.run, es.run]) expect(amount).not.toMatch(/gap|brecha/);
});

describe.each(languages)('in %s', (language) => {
  const text = (file: string) => stopText(language, file);

  test('exercise 2: what may be chance between two runs is what the comparison of runs says', () => {
    // Two networks at 53%, each examined on 2,000 pictures.
    const of = { share: 0.53, pictures: 2000 };
    const points = Math.round(100 * halfWidth({ of }, { of }));
    expect(text('08_exercise_2')).toMatch(
      language === 'en'
        ? new RegExp(`differ by less than about ${points} points may differ by chance`)
        : new RegExp(`difieren en menos de unos ${points} puntos pueden diferir solo por azar`),
    );
  });

  test('stop 6: test above training at first with both models, with Model 2 to the end', () => {
    const [plain, dropout] = [above(model1), above(model2)];
    expect(text('06_model_2')).toContain(plain[0]!.toFixed(1));
    expect(text('06_model_2')).toContain(dropout[0]!.toFixed(1));
    expect(plain.findIndex((points) => points < 0)).toBe(3); // the fourth epoch
    expect(plain.slice(3).every((points) => points < 0)).toBe(true);
    expect(dropout.every((points) => points > 0)).toBe(true);
  });

  test('stop 6: six recorded runs of Model 2, and that of Model 1', () => {
    const ends = [1, 2, 3, 4, 5, 6].map((seed) => last(recorded('model-2', seed)).test_accuracy);
    const said = text('06_model_2');
    for (const share of [Math.min(...ends), Math.max(...ends), last(model1).test_accuracy])
      expect(said).toContain(tenth(share).toFixed(1));
    expect(said).toContain(tenth(ends.reduce((sum, share) => sum + share) / 6).toFixed(1));
  });

  test('stop 6: what the same networks name with nothing dropped', () => {
    const runs = [1, 2].map((seed) => small('model-2', 5000, seed));
    const named = runs.map((run) => tenth(last(run).reexamined_accuracy!));
    const gaps = runs.map((run, i) => named[i]! - tenth(last(run).test_accuracy));
    const said = text('06_model_2');
    expect(said).toMatch(language === 'en' ? 'names about 70%' : 'nombra bien un 70%');
    expect(Math.abs(mean(named) - 70)).toBeLessThan(2);
    expect(said).toMatch(language === 'en' ? 'still about 14' : 'todavía es de unos 14');
    expect(Math.abs(mean(gaps) - 14)).toBeLessThan(1);
  });

  test('stop 5: the loss turns while accuracy goes flat', () => {
    const lowest = model1.epochs.reduce((a, b) => (b.test_loss < a.test_loss ? b : a));
    const end = last(model1);
    const said = text('05_overfitting');
    expect(said).toMatch(
      new RegExp(`\\b${lowest.epoch}, (?:at|con) ${lowest.test_loss.toFixed(2)}`),
    );
    for (const number of [
      end.test_loss.toFixed(2),
      `${tenth(lowest.test_accuracy)}%`,
      `${tenth(end.test_accuracy)}%`,
    ])
      // prettier-ignore
      expect(said).toContain(number);
    expect(Math.abs(end.test_accuracy - lowest.test_accuracy)).toBeLessThan(0.01);
  });

  test('stop 5: the gap widens with every epoch, and the three runs take the same steps', () => {
    const gaps = above(model1).map((points) => -points);
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    const loads = [...text('05_overfitting').matchAll(/^\{load model-1 epochs=(\d+) pictures=(\d+)/gm)]; // prettier-ignore
    expect(loads).toHaveLength(3);
    for (const [, epochs, pictures] of loads)
      expect(Number(epochs) * Number(pictures)).toBe(50_000);
  });

  test('stop 5: after as many steps, the fewer pictures the wider the gap', () => {
    const runs = [1000, 5000, 10_000].map((pictures) => small('model-1', pictures, 1));
    const steps = runs.map(({ settings }) => settings.epochs * settings.training_pictures);
    expect(new Set(steps)).toEqual(new Set([50_000]));
    const gaps = runs.map((run) => -above(run).at(-1)!);
    expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
    // So wide that chance, with 2,000 test pictures, does not explain it.
    for (const [i, gap] of gaps.slice(1).entries()) {
      const of = { share: last(runs[i]!).test_accuracy, pictures: 2000 };
      expect(gaps[i]! - gap).toBeGreaterThan(100 * halfWidth({ of }, { of }));
    }
    const [few, default_] = runs as [RunRecord, RunRecord];
    const after20 = few.epochs[19]!;
    expect(after20.accuracy).toBeGreaterThan(0.8);
    expect(after20.test_accuracy).toBeLessThan(0.4);
    expect(after20.test_loss).toBeGreaterThan(Math.log(10));
    const said = text('05_overfitting');
    const between = (value: number, words: RegExp) => {
      const [, least, most] = words.exec(said)!;
      expect(value).toBeGreaterThanOrEqual(Number(least));
      expect(value).toBeLessThanOrEqual(Number(most));
    };
    between(100 * last(default_).accuracy, language === 'en' ? /epochs: training (\d+) to (\d+)%/ : /épocas: entrenamiento del (\d+) al (\d+)%/); // prettier-ignore
    between(gaps[1]!, language === 'en' ? /a gap of (\d+) to (\d+) points/ : /una brecha de (\d+) a (\d+) puntos/); // prettier-ignore
  });

  test('stop 3: a short training changes the first kernels little', () => {
    const { epochs } = small('model-1', 5000, 1);
    const cosines = epochs.map(({ first_kernels_cosine }) => first_kernels_cosine);
    // Of half of them the angle to their random start is below 20 degrees: most still look like it.
    for (const cosine of cosines) expect(cosine).toBeGreaterThan(Math.cos(Math.PI / 9));
    expect(text('03_convolution')).toMatch(
      language === 'en'
        ? /changes these kernels little, and most of them still look like the random numbers/
        : /cambia poco estos kernels, y la mayoría sigue pareciéndose a los números aleatorios/,
    );
  });

  test('stop 5: on all pictures', () => {
    const { accuracy, test_accuracy } = last(model1);
    const said = text('05_overfitting');
    expect(said).toContain(`${tenth(accuracy).toFixed(1)}%`);
    expect(said).toContain(`${tenth(test_accuracy).toFixed(1)}%`);
    expect(said).toContain(`${Math.round(100 * (accuracy - test_accuracy))} `);
  });

  test('parameters and work', () => {
    const [total, dense, head] = [550_570, (2048 + 1) * 128, (128 + 1) * 10];
    expect(text('04_model_1')).toContain(`${Math.round((100 * dense) / total)}% `);
    const without = total - dense - head + (2048 + 1) * 10;
    expect(text('10_lab')).toContain(`${Math.round(100 * (1 - without / total))}%`);
    // The second convolution of each block: window, channels in and out, positions.
    const work = [[32, 32], [64, 16], [128, 8]].map(([channels, side]) => 9 * channels! ** 2 * side! ** 2); // prettier-ignore
    expect(new Set(work).size).toBe(1);
    expect(text('03_convolution')).toContain((work[0]! / 1e6).toFixed(1));
    expect(text('02_model_0')).toMatch(/\\ln 10 \\approx 2(\.|\{,\})30/);
    expect(Math.log(10).toFixed(2)).toBe('2.30');
  });
});
