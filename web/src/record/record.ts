import * as v from 'valibot';
import type { EpochRecord, ModelSpec, RunSettings } from '../../../wasm/lab';
import type { EngineStretch } from '../engine/arithmetic';
import type { Build } from '../engine/protocol';
import { measureNames, type Measure } from '../lesson/condition';
import type { DataDescription } from '../model/data_description';
import { badFile } from '../base/fault';
import { decodeText } from '../base/decode_text';
import { sha256 } from '../base/sha256';
import { stops } from '../address/hash';
import { ownDescription } from '../formats/data_set';
import { builds, count, engines, epoch, firstIssue, hash, list, measure, model, rates, settings, text } from '../formats/shapes'; // prettier-ignore
import { canonicalJson } from './canonical_json';
import { mostReflection } from '../exercises/limits';

/** One run, with all that it takes to do it again to the bit. */
export interface RecordedRun {
  model: ModelSpec;
  settings: RunSettings;
  /** What it was trained on, where that is not CIFAR-10: such a run shows nothing of the lesson. */
  data?: DataDescription;
  /** Learning rates set during the run, and after how many pictures. */
  rates: { pictures: number; rate: number }[];
  /** What trained it, one after the other; what came before the first is not known. */
  engines: EngineStretch[];
  epochs: EpochRecord[];
  /** Of the weights at the end, if the run came to its end in this visit. */
  weights_sha256?: string;
}

/** What the learner chose at a question; `4/0` is the first one of stop 4. */
export interface Answer {
  place: string;
  option: number;
  /** Of a prediction that was held against a run: the number that decided, in points. */
  verdict?: {
    came: boolean;
    measure: Measure;
    value: number;
    /** Places of the run and of the one that it was compared with, from 1, where they are here. */
    run?: number;
    against?: number;
  };
}

/** What a learner hands in: answers, which stops are done, and the runs with their numbers. */
export interface CompletionRecord {
  /**
   * Records of format 1 have no answers and no reflections. Those of formats 1 and 2 name one build
   * for all runs, that of the page when the record was made.
   */
  format: 'cnnlab-record/1' | 'cnnlab-record/2' | 'cnnlab-record/3';
  learner: string;
  /** Key of the assignment of the class link, if the page was opened with one. */
  assignment?: string;
  made: string;
  build?: Build;
  /** Stops whose question was answered correctly, and exercises that were passed. */
  answered: string[];
  passed: string[];
  answers: Answer[];
  /** What the learner wrote to an exercise. */
  reflections: { exercise: string; text: string }[];
  runs: RecordedRun[];
  /**
   * SHA-256 of the rest: finds accidents. That the numbers are true, only a replay shows. Of the rest
   * as canonical JSON; before format 3, of its JSON in the order in which it was written.
   */
  sha256: string;
}

const stop = v.picklist(stops);
const answer = v.object({
  place: v.pipe(text, v.regex(/^[\w-]+\/\d+$/)),
  option: count,
  verdict: v.optional(
    v.object({
      came: v.boolean(),
      measure: v.picklist(measureNames),
      value: measure,
      run: v.optional(v.pipe(count, v.minValue(1))),
      against: v.optional(v.pipe(count, v.minValue(1))),
    }),
  ),
});
const reflection = v.object({
  exercise: stop,
  text: v.pipe(v.string(), v.maxLength(mostReflection)),
});
const run = {
  model,
  settings,
  data: v.optional(ownDescription),
  rates,
  epochs: list(v.object(epoch), 1000),
  weights_sha256: v.optional(hash),
};
const common = {
  learner: text,
  made: text,
  answered: list(stop, 100),
  passed: list(stop, 100),
  sha256: hash,
};
const old = {
  ...common,
  build: v.picklist(builds),
  runs: list(v.object({ ...run, engines: v.optional(v.tuple([]), []) }), 100),
};
const said = { answers: list(answer, 1000), reflections: list(reflection, 100) };
const record = v.variant('format', [
  v.object({
    ...old,
    format: v.literal('cnnlab-record/1'),
    answers: v.optional(v.tuple([]), []),
    reflections: v.optional(v.tuple([]), []),
  }),
  v.object({ ...old, ...said, format: v.literal('cnnlab-record/2') }),
  v.object({
    ...common,
    ...said,
    format: v.literal('cnnlab-record/3'),
    assignment: v.optional(text),
    runs: list(v.object({ ...run, engines }), 100),
  }),
]);
const formats = record.options.map(({ entries }) => entries.format.literal);

/** No record comes near; what is larger is not ours. */
const mostCharacters = 16e6;

/**
 * A record as its text has it, or the bytes of its file, and whether it is as it was sealed; throws
 * Refused for what is no record.
 */
export async function readRecord(
  file: string | Uint8Array,
): Promise<{ record: CompletionRecord; isSealed: boolean }> {
  const written = textOf(file);
  if (written.length > mostCharacters)
    throw badFile('record_too_long', { characters: written.length, most: mostCharacters });
  let given: unknown;
  try {
    given = JSON.parse(written);
  } catch {
    throw badFile('record_not_json', {});
  }
  const format = (given as { format?: unknown } | null)?.format;
  if (!formats.some((known) => known === format)) throw badFile('record_foreign', { formats });
  const checked = v.safeParse(record, given);
  if (!checked.success) throw badFile('record_wrong', firstIssue(checked.issues));
  // The seal is over what is written, not over what is understood of it.
  const { sha256, ...rest } = given as CompletionRecord;
  return { record: checked.output, isSealed: (await hashOf(rest)) === sha256 };
}

/** An epoch's numbers, without what else the page keeps beside them. */
export const epochOf = (row: EpochRecord) =>
  Object.fromEntries(
    (Object.keys(epoch) as (keyof EpochRecord)[]).map((name) => [name, row[name]]),
  ) as unknown as EpochRecord;

function textOf(file: string | Uint8Array): string {
  if (typeof file === 'string') return file;
  try {
    return decodeText(file);
  } catch {
    throw badFile('record_not_text', {});
  }
}

function hashOf(rest: Omit<CompletionRecord, 'sha256'>) {
  const isOld = rest.format === 'cnnlab-record/1' || rest.format === 'cnnlab-record/2';
  const json = isOld ? JSON.stringify(rest) : canonicalJson(rest);
  return sha256(new TextEncoder().encode(json));
}

export async function sealed(rest: Omit<CompletionRecord, 'sha256'>): Promise<CompletionRecord> {
  return { ...rest, sha256: await hashOf(rest) };
}
