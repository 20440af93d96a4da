import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Fault, ModelSpec, ModelSummary } from '../../../../wasm/lab';
import {
  answers,
  exercises,
  starterOf,
  type ExerciseName,
} from '../../../../web/src/exercises/exercise';
import { halfWidth } from '../../../../web/src/state/interval';
import {
  modelMistakes,
  runMistakes,
  type MistakeName,
} from '../../../../web/src/exercises/mistakes';
import { isPassed } from '../../../../web/src/exercises/outcome';
import { baselineModel, checkResult, findAttempt } from '../../../../web/src/exercises/result';
import { checkStructure, countBlocks } from '../../../../web/src/exercises/structure';
import { insert, remove, setField } from '../../../../web/src/model/edit';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings, type Settings } from '../../../../web/src/model/settings';
import type { RunRecord } from '../../../../web/src/state/run';
import { run } from '../records';

const names = Object.keys(exercises) as ExerciseName[];
const sound: ModelSummary = { layers: [], total_parameters: 0, multiply_adds: 0, problems: [] };
const structureOf = (name: ExerciseName, model: ModelSpec) =>
  exercises[name].structure.map((check) => checkStructure(check, model, sound));

/** A run of a model that ends with these accuracies. */
function ended(
  model: ModelSpec,
  training: number,
  test: number,
  settings: Partial<Settings> = {},
  epochs = 10,
): RunRecord {
  const rows = Array.from({ length: epochs }, (): [number, number, number] => [
    training,
    test,
    1.5,
  ]);
  return { ...run('', rows), model, settings: { ...defaultSettings, ...settings } };
}
const check = (name: ExerciseName, which: string, records: RunRecord[]) => {
  const found = exercises[name].result.find((wanted) => wanted.check === which)!;
  return checkResult(found, findAttempt(exercises[name], records), records);
};

describe('what is built at an exercise', () => {
  const own = setField(presets['model-2'], 3, 'rate', 0.3);

  test('passes it; a model of the lesson, as it stands, does not', () => {
    const states = (model: ModelSpec) => structureOf('exercise-2', model).map(({ state }) => state);
    expect(states(presets['model-2'])).toEqual(['failed', 'passed', 'passed', 'passed', 'passed']);
    expect(states(own)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
    const runs = [ended(presets['model-1'], 0.8, 0.5), ended(presets['model-2'], 0.55, 0.52)];
    expect(findAttempt(exercises['exercise-2'], runs).run).toBeNull();
  });

  test('counts from the moment that the exercise was begun; the comparison may be older', () => {
    const before = { ...ended(own, 0.55, 0.52), number: 3 };
    const plain = { ...ended(presets['model-1'], 0.8, 0.5), number: 2 };
    const { run: none } = findAttempt(exercises['exercise-2'], [plain, before], 3);
    expect(none).toBeNull();
    const since = { ...before, number: 4 };
    const attempt = findAttempt(exercises['exercise-2'], [plain, before, since], 3);
    expect(attempt).toEqual({ run: since, baseline: plain });
  });
});

describe('the files', () => {
  const schema = JSON.parse(readFileSync('assets/exercises/schema.json', 'utf8')) as object;
  test.each(names)('%s holds to the schema', (name) => {
    const file = JSON.parse(readFileSync(`assets/exercises/${name}.json`, 'utf8')) as object;
    const validate = new Ajv({ allErrors: true }).compile(schema);
    expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...file, result: [{ check: 'gap', most: 2, from: 0 }] })).toBe(false);
    expect(validate({ ...file, reslut: [] })).toBe(false);
  });

  test.each(names)('%s: the pieces are the whole answer', (name) => {
    const layers = exercises[name].pieces.reduce((sum, count) => sum + count, 0);
    expect(layers).toBe(answers[name].layers.length);
  });
});

describe('structure', () => {
  test.each(names)('%s: the answer passes and the starter fails', (name) => {
    expect(structureOf(name, answers[name]).every(isPassed)).toBe(true);
    expect(structureOf(name, starterOf(exercises[name])).every(isPassed)).toBe(false);
  });

  test('a block is a pool with a convolution since the pool before', () => {
    expect(countBlocks(presets['model-0'])).toBe(0);
    expect(countBlocks(presets['model-1'])).toBe(3);
    expect(countBlocks(answers['exercise-1'])).toBe(4);
    const pool = presets['model-1'].layers[2]!;
    expect(countBlocks(insert(presets['model-1'], 3, pool, pool))).toBe(3);
  });

  test('a rate of 0, of 1 or of 25 is outside', () => {
    for (const rate of [0, 1, 25]) {
      const model = setField(answers['exercise-2'], 3, 'rate', rate);
      const outcome = structureOf('exercise-2', model).find((found) => found.check === 'rates')!;
      expect([outcome.state, outcome.yours]).toEqual(['failed', rate]);
    }
  });

  test('a model that the engine refuses does not pass', () => {
    const fault: Fault = { code: 'bad_model', problem: 'needs_flat', where: 'layers[0]', facts: {}, message: '' }; // prettier-ignore
    const works = { check: 'works' } as const;
    const bad = { ...sound, problems: [fault] };
    expect(checkStructure(works, presets['model-1'], bad).state).toBe('failed');
    expect(checkStructure(works, presets['model-1'], null).state).toBe('waiting');
  });
});

describe('the interval of chance', () => {
  test('is that of a mean of coin throws', () => {
    // 1.96 sqrt(0.78 0.22 / 2000) = 1.816 points, and 2.87 with 800 pictures.
    expect(100 * halfWidth({ of: { share: 0.78, pictures: 2000 } })).toBeCloseTo(1.816, 2);
    expect(100 * halfWidth({ of: { share: 0.78, pictures: 800 } })).toBeCloseTo(2.87, 2);
  });

  test('adds in squares, each term with its weight', () => {
    const of = { share: 0.5, pictures: 1000 };
    expect(halfWidth({ of }, { of })).toBeCloseTo(Math.SQRT2 * halfWidth({ of }), 10);
    expect(halfWidth({ of, weight: 2 })).toBeCloseTo(2 * halfWidth({ of }), 10);
    expect(halfWidth({ of }, { of, weight: 0 })).toBeCloseTo(halfWidth({ of }), 10);
  });

  test('is not zero at 0 of 20', () => {
    expect(halfWidth({ of: { share: 0, pictures: 20 } })).toBeGreaterThan(0.05);
  });
});

describe('results', () => {
  const deep = answers['exercise-1'];
  const dropped = answers['exercise-2'];

  test('without a run of the right structure, everything waits', () => {
    const records = [ended(presets['model-1'], 0.8, 0.55)];
    for (const { check: which } of exercises['exercise-2'].result)
      expect(check('exercise-2', which, records).state).toBe('waiting');
  });

  test('the gap is held against a run of the same network without dropout', () => {
    const before = ended(deep, 0.76, 0.5); // 26 points; two thirds of it are 17.3
    const good = check('exercise-2', 'gap', [before, ended(dropped, 0.54, 0.5)]);
    expect(good).toMatchObject({ state: 'passed' });
    expect(good.yours).toBeCloseTo(4);
    expect(good.baseline).toBeCloseTo(26);
    expect(good.target).toBeCloseTo(17.34, 1);
    expect(check('exercise-2', 'gap', [before, ended(dropped, 0.74, 0.5)]).state).toBe('failed');
    // 18 points: over, but the interval of such a difference is about ±3.4 points.
    const close = check('exercise-2', 'gap', [before, ended(dropped, 0.68, 0.5)]);
    expect(close.state).toBe('close');
    expect(close.chance).toBeGreaterThan(2);
    expect(close.chance).toBeLessThan(4);
  });

  test('other pictures or epochs do not compare', () => {
    const mine = ended(dropped, 0.54, 0.5);
    for (const other of [
      ended(deep, 0.76, 0.5, { training_pictures: 1000 }),
      ended(deep, 0.76, 0.5, { test_pictures: 500 }),
      ended(deep, 0.76, 0.5, {}, 5),
      ended(presets['model-1'], 0.76, 0.5),
    ])
      expect(check('exercise-2', 'gap', [other, mine]).state).toBe('waiting');
  });

  test('where there was no gap, there is nothing to close', () => {
    const outcome = check('exercise-2', 'gap', [ended(deep, 0.5, 0.48), ended(dropped, 0.4, 0.4)]);
    expect([outcome.check, outcome.state]).toEqual(['no_gap', 'failed']);
  });

  test('test accuracy may fall by two points, and by chance', () => {
    const before = ended(deep, 0.76, 0.5);
    const state = (test: number) =>
      check('exercise-2', 'test_accuracy', [before, ended(dropped, 0.5, test)]).state;
    expect([state(0.52), state(0.485), state(0.46), state(0.4)]).toEqual([
      'passed',
      'passed',
      'close',
      'failed',
    ]);
  });

  test('a network that only guesses has not learned; one within chance of the mark has', () => {
    const state = (test: number) => check('exercise-1', 'learned', [ended(deep, 0.3, test)]).state;
    expect([state(0.31), state(0.29), state(0.1)]).toEqual(['passed', 'close', 'failed']);
  });

  test('playing with the epochs takes two runs of one network', () => {
    const runs = [ended(deep, 0.4, 0.4, {}, 5), ended(deep, 0.5, 0.45, {}, 10)];
    expect(check('exercise-1', 'tried', runs.slice(0, 1)).state).toBe('failed');
    expect(check('exercise-1', 'tried', runs).state).toBe('passed');
    expect(check('exercise-1', 'tried', [runs[0]!, runs[0]!]).state).toBe('failed');
  });

  test('Exercise 3 compares with the same network without augmentation', () => {
    const plain = baselineModel(exercises['exercise-3'], answers['exercise-3']);
    expect(plain.layers).toEqual(answers['exercise-3'].layers.slice(2));
  });
});

describe('common mistakes', () => {
  const base = answers['exercise-2'];
  const dropout = (rate: number) => ({ kind: 'dropout', rate });
  const end = base.layers.length;
  const found = (model: ModelSpec, settings: Partial<Settings> = {}, summary = sound) =>
    modelMistakes(model, summary, { ...defaultSettings, ...settings }).map(({ name }) => name);
  const problem = (where: string, fix: object): ModelSummary => ({
    ...sound,
    problems: [{ code: 'bad_model', problem: 'needs_flat', where, facts: {}, message: '', fix: fix as never }], // prettier-ignore
  });

  test('answers and presets have none', () => {
    for (const model of [...Object.values(answers), ...Object.values(presets)])
      expect(found(model)).toEqual([]);
  });

  test.each<[MistakeName, ModelSpec, Partial<Settings>, ModelSummary]>([
    ['percent', setField(base, 3, 'rate', 25), {}, sound],
    ['high_rate', setField(base, 3, 'rate', 0.9), {}, sound],
    ['after_softmax', insert(base, end, dropout(0.3)), {}, sound],
    ['drops_pixels', insert(base, 0, dropout(0.3)), {}, sound],
    ['block_without_pool', remove(base, 14), {}, sound],
    ['vertical_flip', setField(answers['exercise-3'], 0, 'mode', 'vertical'), {}, sound],
    ['strong_augmentation', setField(answers['exercise-3'], 1, 'height_factor', 0.8), {}, sound],
    ['learning_rate', base, { learning_rate: 0.1 }, sound],
    ['many_epochs', base, { epochs: 200 }, sound],
    ['pooled_away', base, {}, problem('layers[2].pool_size', { action: 'remove', layer: 2 })],
    ['no_flatten', base, {}, problem('layers[3]', { action: 'insert', layer: 3, kind: 'flatten' })],
  ])('%s', (name, model, settings, summary) => {
    expect(found(model, settings, summary)).toEqual([name]);
  });

  test('a rate in percent is corrected into a part of one', () => {
    const [mistake] = modelMistakes(setField(base, 3, 'rate', 25), sound, defaultSettings);
    expect(mistake!.fixed!.layers[3]!.rate).toBe(0.25);
  });

  test('a run that only guesses, and a comparison with another learning rate, are named', () => {
    const guessing = ended(base, 0.1, 0.1);
    expect(runMistakes({ run: guessing, baseline: null }).map(({ name }) => name)).toEqual(['guessing']); // prettier-ignore
    const mine = ended(base, 0.5, 0.5);
    const other = ended(answers['exercise-1'], 0.7, 0.5, { learning_rate: 0.01 });
    expect(runMistakes({ run: mine, baseline: other }).map(({ name }) => name)).toEqual(['other_settings']); // prettier-ignore
  });
});
