import type { ModelSpec, RunSettings } from '../../../wasm/lab';
import type { Band } from '../charts/of_run';
import { percentShown } from '../state/curves';
import type { RunRecord } from '../state/run';
import { fairRun, names } from './about';
import type { Bound } from './condition';
import type { Prediction } from './predicted.svelte';

/** A run, or what would be the next one: then without a number. */
export interface Predictable {
  model: ModelSpec;
  settings: RunSettings;
  number: number | null;
}

/** What was predicted of the end of a run; null where nothing was, or nothing that this chart shows. */
export function bandOf(
  predictions: readonly Prediction[],
  run: Predictable,
  records: readonly RunRecord[],
): Band | null {
  const { settings } = run;
  let band: Band | null = null;
  for (const { subject, bounds, after, decided } of predictions) {
    if (!names(subject, run.model, settings, settings.epochs)) continue;
    if (run.number !== null && run.number <= after) continue;
    if (decided !== null && decided !== run.number) continue;
    const { measure } = bounds[0]!;
    if (!['training', 'test', 'gain'].includes(measure)) continue;
    // More test accuracy than another network: the chart shows where that would be.
    const other =
      measure === 'gain' && subject.against
        ? fairRun(records, { settings, epochs: settings.epochs }, subject.against)
        : null;
    if (measure === 'gain' && !other) continue;
    const start = other ? percentShown(other.epochs.at(-1)!.test_accuracy) : 0;
    const end = (operator: Bound['operator']) =>
      bounds.filter((bound) => bound.operator === operator).map(({ value }) => value + start);
    band = {
      line: measure === 'training' ? 'training' : 'test',
      from: Math.max(0, ...end('>=')) / 100,
      to: Math.min(100, ...end('<')) / 100,
    };
  }
  return band;
}
