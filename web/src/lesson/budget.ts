import { halfWidth } from '../state/interval';
import { percentShown } from '../state/curves';
import type { RunRecord } from '../state/run';
import { comparableRun } from './about';

/** Parameters that Exercise 1 allows for its second task. */
export const budget = 100_000;

/** A run of a network within the budget, beside Model 1's run with the same settings. */
export interface Within {
  run: RunRecord;
  parameters: number;
  /** Null until there is such a run: then what is to be compared with is not known. */
  against: RunRecord | null;
  /** Points of test accuracy more than that, and how many may be chance. */
  difference: number;
  chance: number;
}

const last = ({ epochs }: RunRecord) => epochs.at(-1)!;
const shareOf = (run: RunRecord) => ({
  share: last(run).test_accuracy,
  pictures: run.settings.test_pictures,
});

/** The runs within the budget, those that come closest to Model 1 first. `parameters` by a run's id. */
export function runsWithin(
  records: readonly RunRecord[],
  parameters: ReadonlyMap<number, number>,
): Within[] {
  return records
    .filter(({ id, epochs }) => epochs.length > 0 && (parameters.get(id) ?? Infinity) <= budget)
    .map((run): Within => {
      const against = comparableRun(records, run, 'model-1');
      const [mine, theirs] = [run, against ?? run].map((one) => percentShown(last(one).test_accuracy));
      return {
        run,
        parameters: parameters.get(run.id)!,
        against,
        difference: mine! - theirs!,
        chance: against ? 100 * halfWidth({ of: shareOf(run) }, { of: shareOf(against) }) : 0,
      };
    })
    .sort((a, b) => Number(b.against !== null) - Number(a.against !== null) || b.difference - a.difference); // prettier-ignore
}
