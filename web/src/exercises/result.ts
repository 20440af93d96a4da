import type { ModelSpec } from '../../../wasm/lab';
import { sameLayers } from '../model/edit';
import { presets } from '../model/presets';
import { trainedPictures } from '../model/settings';
import { gap } from '../state/curves';
import type { EpochRow, RunRecord } from '../state/run';
import type { Exercise, ResultCheck } from './exercise';
import { halfWidth, type Proportion } from '../state/interval';
import type { Outcome } from './outcome';
import { checkStructure } from './structure';

/** What a learner's runs say about an exercise. */
export interface Attempt {
  /** The newest run of a network that has the structure which the exercise asks for. */
  run: RunRecord | null;
  /** What to compare it with: the same pictures and epochs; null until there is such a run. */
  baseline: RunRecord | null;
}

const last = (run: RunRecord): EpochRow => run.epochs.at(-1)!;

/** The model of the run to compare with. */
export function baselineModel({ baseline }: Exercise, model: ModelSpec): ModelSpec {
  if ('preset' in baseline) return presets[baseline.preset];
  const layers = model.layers.filter(({ kind }) => !baseline.without.includes(kind));
  return { ...model, layers };
}

/** Whether a trained model has the structure that an exercise asks for. */
export function hasStructure({ structure }: Exercise, model: ModelSpec): boolean {
  // A model that has been trained has no problems; only its layers are in question.
  const works = { layers: [], total_parameters: 0, multiply_adds: 0, problems: [] };
  return structure.every((check) => checkStructure(check, model, works).state === 'passed');
}

/** `after`: the number of the last run that was begun before the exercise was. */
export function findAttempt(exercise: Exercise, records: readonly RunRecord[], after = 0): Attempt {
  const fits = ({ number, model, epochs }: RunRecord) =>
    number > after && epochs.length > 0 && hasStructure(exercise, model);
  const run = records.findLast(fits) ?? null;
  if (!run) return { run: null, baseline: null };
  const wanted = baselineModel(exercise, run.model);
  const baseline = records.findLast(
    ({ model, settings, epochs }) =>
      sameLayers(model, wanted) &&
      epochs.length === run.epochs.length &&
      settings.training_pictures === run.settings.training_pictures &&
      settings.test_pictures === run.settings.test_pictures,
  );
  return { run, baseline: baseline ?? null };
}

const proportions = (run: RunRecord): { training: Proportion; test: Proportion } => ({
  training: { share: last(run).accuracy, pictures: trainedPictures(run.settings) },
  test: { share: last(run).test_accuracy, pictures: run.settings.test_pictures },
});

/** `over`: how far the number is on the wrong side of its target. */
function judged(over: number, chance: number): Outcome['state'] {
  if (over <= 0) return 'passed';
  return over <= chance ? 'close' : 'failed';
}

export function checkResult(
  check: ResultCheck,
  { run, baseline }: Attempt,
  records: readonly RunRecord[],
): Outcome {
  const waiting = (target: number): Outcome => ({
    check: check.check,
    state: 'waiting',
    yours: null,
    target,
  });
  switch (check.check) {
    case 'epochs':
    case 'pictures': {
      if (!run) return waiting(check.least);
      const yours = check.check === 'epochs' ? run.epochs.length : trainedPictures(run.settings);
      const state = yours >= check.least ? 'passed' : 'failed';
      return { check: check.check, state, yours, target: check.least };
    }
    case 'learned': {
      if (!run) return waiting(check.least);
      const { test } = proportions(run);
      const yours = 100 * test.share;
      const chance = 100 * halfWidth({ of: test });
      const state = judged(check.least - yours, chance);
      return { check: 'learned', state, yours, target: check.least, chance };
    }
    case 'tried': {
      const same = records.filter((other) => run && sameLayers(other.model, run.model));
      const yours = new Set(same.map(({ epochs }) => epochs.length)).size;
      if (yours === 0) return waiting(check.least);
      const state = yours >= check.least ? 'passed' : 'failed';
      return { check: 'tried', state, yours, target: check.least };
    }
    case 'gap': {
      if (!run || !baseline) return waiting(check.most);
      const yours = gap(last(run));
      const before = gap(last(baseline));
      const target = check.most * before;
      const [mine, theirs] = [proportions(run), proportions(baseline)];
      const chance =
        100 *
        halfWidth(
          { of: mine.training },
          { of: mine.test },
          { of: theirs.training, weight: check.most },
          { of: theirs.test, weight: check.most },
        );
      // Without a gap there is nothing to close, and a wide interval would let anything pass.
      const state = before < check.from ? 'failed' : judged(yours - target, chance);
      return { check: before < check.from ? 'no_gap' : 'gap', state, yours, target, baseline: before, chance }; // prettier-ignore
    }
    case 'test_accuracy': {
      if (!run || !baseline) return waiting(check.lose);
      const [mine, theirs] = [proportions(run).test, proportions(baseline).test];
      const yours = 100 * mine.share;
      const target = 100 * theirs.share - check.lose;
      const chance = 100 * halfWidth({ of: mine }, { of: theirs });
      const state = judged(target - yours, chance);
      return { check: 'test_accuracy', state, yours, target, baseline: 100 * theirs.share, chance };
    }
  }
}
