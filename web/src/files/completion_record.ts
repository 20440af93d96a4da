import { epochOf, sealed, type CompletionRecord } from '../share/record';
import type { Lab } from '../state/lab.svelte';
import { recall } from '../state/progress';
import { isRecorded } from '../state/run';

const words = (key: string) => (recall(key) ?? '').split(' ').filter(Boolean);

/** The learner's own runs of this visit with their numbers, and the stops that are done. */
export function completionRecord(lab: Lab, learner: string): Promise<CompletionRecord> {
  const own = lab.records.filter((record) => !isRecorded(record));
  return sealed({
    format: 'cnnlab-record/1',
    learner,
    made: new Date().toISOString(),
    build: lab.engine.kind === 'ready' ? lab.engine.info.build : 'simd',
    answered: words('answered'),
    passed: words('passed'),
    runs: own.map(({ model, settings, rates, epochs }) => ({
      model,
      settings,
      rates: rates ?? [],
      epochs: epochs.map(epochOf),
    })),
  });
}
