import { presetOf } from '../model/presets';
import { trainedPictures } from '../model/settings';
import { percentShown } from '../state/curves';
import type { EpochRow, RunRecord } from '../state/run';
import { differingSettings } from '../state/run_diff';

/**
 * The gaps of one network that was trained on different numbers of pictures. After as many epochs
 * they say little, because more pictures are also more steps: they are compared after as many steps,
 * or when as large a part of the training pictures is named correctly.
 */
export interface GapAt {
  run: RunRecord;
  row: EpochRow;
  /** Batches trained by then. */
  steps: number;
}

export type Basis = 'steps' | 'training';

const batches = ({ settings }: RunRecord) =>
  Math.ceil(trainedPictures(settings) / settings.batch_size);

/**
 * The newest run of Model 1, and of each other number of pictures the newest that differs from it in
 * nothing but that and the epochs; those of the fewest pictures first.
 */
export function runsBySize(records: readonly RunRecord[]): RunRecord[] {
  const all = records.filter(({ model, rates = [], epochs }) => presetOf(model) === 'model-1' && rates.length === 0 && epochs.length > 0); // prettier-ignore
  const newest = all.at(-1);
  if (!newest) return [];
  const isFair = ({ settings }: RunRecord) =>
    differingSettings(settings, newest.settings).every((name) => name === 'training_pictures' || name === 'epochs'); // prettier-ignore
  const bySize = new Map(all.filter(isFair).map((run) => [run.settings.training_pictures, run]));
  return [...bySize.values()].sort(
    (one, other) => one.settings.training_pictures - other.settings.training_pictures,
  );
}

/** Each run at the epoch whose end is nearest to what the shortest of them came to. */
function afterSteps(runs: RunRecord[]): GapAt[] {
  const common = Math.min(...runs.map((run) => run.epochs.length * batches(run)));
  return runs.map((run) => {
    const steps = (row: EpochRow) => row.epoch * batches(run);
    const row = run.epochs.reduce((a, b) =>
      Math.abs(steps(b) - common) < Math.abs(steps(a) - common) ? b : a,
    );
    return { run, row, steps: steps(row) };
  });
}

/** Each run at its first epoch that names as large a part of its pictures as all of them came to. */
function atTraining(runs: RunRecord[]): GapAt[] {
  const most = ({ epochs }: RunRecord) => Math.max(...epochs.map(({ accuracy }) => accuracy));
  const common = Math.min(...runs.map(most));
  return runs.map((run) => {
    const row = run.epochs.find(({ accuracy }) => accuracy >= common)!;
    return { run, row, steps: row.epoch * batches(run) };
  });
}

export const gapsOf = (runs: RunRecord[], basis: Basis): GapAt[] =>
  runs.length === 0 ? [] : basis === 'steps' ? afterSteps(runs) : atTraining(runs);

/** Where they stand on a scale of 100 points, as the page shows them. */
export const placeOf = ({ row }: GapAt) => ({
  training: percentShown(row.accuracy),
  test: percentShown(row.test_accuracy),
});
