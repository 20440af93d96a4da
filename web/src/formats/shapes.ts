/** Shapes of what files hold, whoever wrote them: nothing of a file is used before it has one. */
import * as v from 'valibot';
import type { NotAsWanted } from '../base/problems';
import type { Build } from '../engine/protocol';

export const text = v.pipe(v.string(), v.maxLength(200));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const measure = v.pipe(v.number(), v.finite());
/** How long it is comes first: a million wrong items are one thing wrong. */
export const list = <Item extends v.GenericSchema>(item: Item, most: number) =>
  v.pipe(v.array(v.unknown()), v.maxLength(most), v.array(item));

/** An optimizer, a schedule, an initialiser or another rule for weights. */
export const spec = v.objectWithRest({ kind: text }, v.union([measure, text, v.boolean(), v.null(), list(measure, 1000)])); // prettier-ignore
export const model = v.object({
  name: text,
  layers: list(
    v.objectWithRest(
      { kind: text },
      v.union([measure, text, v.boolean(), v.null(), list(measure, 1000), spec]),
    ),
    1000,
  ),
});
/** The same, or its name alone. */
const named = v.union([v.pipe(text, v.transform((kind) => ({ kind }))), spec]); // prettier-ignore
export const settings = v.objectWithRest(
  {
    epochs: count,
    batch_size: count,
    training_pictures: count,
    test_pictures: count,
    seed: count,
    learning_rate: measure,
    optimizer: v.optional(named),
    schedule: v.optional(named),
  },
  v.union([measure, text, v.boolean()]),
);
export const builds: Build[] = ['simd', 'simd-threads', 'relaxed-simd-threads'];
/** The numbers of an epoch; what else stands beside them is the file's own matter. */
export const epoch = {
  epoch: count,
  loss: measure,
  accuracy: measure,
  test_loss: measure,
  test_accuracy: measure,
  validation_loss: v.optional(measure),
  validation_accuracy: v.optional(measure),
};
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const rates = list(v.object({ pictures: count, rate: measure }), 1000);
export const engines = list(
  v.object({
    build: v.picklist(builds),
    arithmetic: v.picklist(['fused', 'separate']),
    version: text,
    epoch: v.pipe(count, v.minValue(1)),
    phase: v.picklist(['training', 'evaluating']),
    batch: count,
  }),
  1000,
);

/** Where a file is not as it should be, `runs.0.epochs.3.loss`, what stands there and what should. */
export const firstIssue = ([issue]: [
  v.BaseIssue<unknown>,
  ...v.BaseIssue<unknown>[],
]): NotAsWanted => ({
  at: [v.getDotPath(issue), issue.type === 'max_length' && 'length'].filter(Boolean).join('.'),
  given: issue.received.slice(0, 80),
  wanted: (issue.expected ?? issue.type).slice(0, 120),
});
