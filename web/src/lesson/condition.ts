import { gap, percentShown } from '../state/curves.ts';
import type { RunRecord } from '../state/run';

/**
 * When a prediction has come true: `test >= 30, test < 45`, all in points of accuracy, after the
 * last epoch. `gain` and `narrower` compare with another model's run: how many points more test
 * accuracy, how many points less gap.
 */
const measures = {
  training: (run: RunRecord) => percentShown(run.epochs.at(-1)!.accuracy),
  test: (run: RunRecord) => percentShown(run.epochs.at(-1)!.test_accuracy),
  gap: (run: RunRecord) => gap(run.epochs.at(-1)!),
  gain: (run: RunRecord, other: RunRecord | null) =>
    other ? measures.test(run) - measures.test(other) : NaN,
  narrower: (run: RunRecord, other: RunRecord | null) =>
    other ? measures.gap(other) - measures.gap(run) : NaN,
};
export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as Measure[];

export interface Bound {
  measure: Measure;
  operator: '<' | '>=';
  value: number;
}

/** Throws a sentence about what cannot be read. */
export function readCondition(text: string): Bound[] {
  return text.split(',').map((part) => {
    const match = /^\s*(\w+) (<|>=) (-?\d+(?:\.\d+)?)\s*$/.exec(part);
    if (!match || !(match[1]! in measures))
      throw new Error(
        `condition "${part.trim()}": write one of ${Object.keys(measures).join(', ')}, then < or >=, then a number`,
      );
    return {
      measure: match[1] as Measure,
      operator: match[2] as Bound['operator'],
      value: Number(match[3]),
    };
  });
}

/** The measure that a condition is about, of a run; null while it cannot be known. */
export function measured(
  bounds: Bound[],
  run: RunRecord | null,
  other: RunRecord | null,
): number | null {
  if (!run || run.epochs.length === 0) return null;
  const value = measures[bounds[0]!.measure](run, other);
  return Number.isNaN(value) ? null : value;
}

export function holds(bounds: Bound[], run: RunRecord, other: RunRecord | null): boolean {
  return bounds.every(({ measure, operator, value }) => {
    const is = measures[measure](run, other);
    return operator === '<' ? is < value : is >= value;
  });
}
