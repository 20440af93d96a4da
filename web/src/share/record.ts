import * as v from 'valibot';
import type { EpochRecord, ModelSpec, RunSettings } from '../../../wasm/lab';
import type { Build } from '../engine/protocol';
import { measureNames, type Measure } from '../lesson/condition';
import { sha256 } from '../formats/sha256';
import { stops } from '../state/hash';
import { builds, count, epoch, firstIssue, hash, list, measure, model, rates, settings, text } from '../storage/shapes'; // prettier-ignore
import { mostReflection } from './limits';

/** One run, with all that it takes to do it again to the bit. */
export interface RecordedRun {
  model: ModelSpec;
  settings: RunSettings;
  /** Learning rates set during the run, and after how many pictures. */
  rates: { pictures: number; rate: number }[];
  epochs: EpochRecord[];
  /** Of the weights at the end, if the run came to its end in this visit. */
  weights_sha256?: string;
}

/** What the learner chose at a question; `4/0` is the first one of stop 4. */
export interface Answer {
  place: string;
  option: number;
  /** Of a prediction that was held against a run: the number that decided, in points. */
  verdict?: { came: boolean; measure: Measure; value: number };
}

/** What a learner hands in: answers, which stops are done, and the runs with their numbers. */
export interface CompletionRecord {
  /** Records of format 1 have no answers and no reflections. */
  format: 'cnnlab-record/1' | 'cnnlab-record/2';
  learner: string;
  made: string;
  /** The engine's build: the relaxed one has bits of its own. */
  build: Build;
  /** Stops whose question was answered rightly, and exercises that were passed. */
  answered: string[];
  passed: string[];
  answers: Answer[];
  /** What the learner wrote to an exercise. */
  reflections: { exercise: string; text: string }[];
  runs: RecordedRun[];
  /** SHA-256 of the rest as JSON: finds accidents. That the numbers are true, only a replay shows. */
  sha256: string;
}

const stop = v.picklist(stops);
const answer = v.object({
  place: v.pipe(text, v.regex(/^[\w-]+\/\d+$/)),
  option: count,
  verdict: v.optional(
    v.object({ came: v.boolean(), measure: v.picklist(measureNames), value: measure }),
  ),
});
const reflection = v.object({
  exercise: stop,
  text: v.pipe(v.string(), v.maxLength(mostReflection)),
});
const run = v.object({
  model,
  settings,
  rates,
  epochs: list(v.object(epoch), 1000),
  weights_sha256: v.optional(hash),
});
const common = {
  learner: text,
  made: text,
  build: v.picklist(builds),
  answered: list(stop, 100),
  passed: list(stop, 100),
  runs: list(run, 100),
  sha256: hash,
};
const record = v.variant('format', [
  v.object({
    ...common,
    format: v.literal('cnnlab-record/1'),
    answers: v.optional(v.tuple([]), []),
    reflections: v.optional(v.tuple([]), []),
  }),
  v.object({
    ...common,
    format: v.literal('cnnlab-record/2'),
    answers: list(answer, 1000),
    reflections: list(reflection, 100),
  }),
]);

/** No record comes near; what is larger is not ours. */
const mostCharacters = 16e6;

/**
 * A record as its text has it, and whether it is as it was sealed; throws an Error whose message
 * says what is wrong, and where.
 */
export async function readRecord(
  written: string,
): Promise<{ record: CompletionRecord; isSealed: boolean }> {
  if (written.length > mostCharacters)
    throw new Error(`it has ${written.length} characters, and no record is longer than 16,000,000`);
  let given: unknown;
  try {
    given = JSON.parse(written);
  } catch (error) {
    throw new Error(`it is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const format = (given as { format?: unknown } | null)?.format;
  if (format !== 'cnnlab-record/1' && format !== 'cnnlab-record/2')
    throw new Error('its format is neither cnnlab-record/1 nor cnnlab-record/2');
  const checked = v.safeParse(record, given);
  if (!checked.success) throw new Error(firstIssue(checked.issues));
  // The seal is over what is written, in its order, not over what is understood of it.
  const { sha256, ...rest } = given as CompletionRecord;
  return { record: checked.output as CompletionRecord, isSealed: (await hashOf(rest)) === sha256 };
}

/** An epoch's numbers, without what else the page keeps beside them. */
export const epochOf = (row: EpochRecord) =>
  Object.fromEntries(
    (Object.keys(epoch) as (keyof EpochRecord)[]).map((name) => [name, row[name]]),
  ) as unknown as EpochRecord;

const hashOf = (rest: Omit<CompletionRecord, 'sha256'>) =>
  sha256(new TextEncoder().encode(JSON.stringify(rest)));

export async function sealed(rest: Omit<CompletionRecord, 'sha256'>): Promise<CompletionRecord> {
  return { ...rest, sha256: await hashOf(rest) };
}
