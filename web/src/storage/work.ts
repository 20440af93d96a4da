/** The learner's work as one block of bytes: its header, and the engine's snapshot of the run, if
 * there is one (core/train/run.cpp says its format). */
import * as v from 'valibot';
import { faultOf, refusal, type Reply } from '../base/fault';
import type { PageProblem, PageProblems } from '../base/problems';
import { ownDescription } from '../formats/data_set';
import { isBlock, openBlock, packBlock } from '../formats/block';
import type { Work } from '../state/keeping';
import {
  builds,
  count,
  engines,
  epoch,
  firstIssue,
  hash,
  list,
  measure,
  model,
  rates,
  settings,
} from '../formats/shapes';

const magic = 'CNNLABW1';
/** No model of this lab comes near; what is larger is not ours. */
export const mostBytes = 512 * 2 ** 20;

const series = v.object({
  sums: list(measure, 1000),
  counts: list(v.pipe(count, v.minValue(1)), 1000),
  perPoint: v.pipe(count, v.minValue(1)),
});
const number = v.pipe(count, v.minValue(1));
const row = { ...epoch, seconds: measure, reexamined_accuracy: v.optional(measure) };
const epochs = list(v.object(row), 1000);
const log = v.object({
  number: v.optional(number),
  model,
  settings,
  data: v.optional(ownDescription),
  epochs,
  rates,
  engines: v.optional(engines, []),
  probabilities: list(list(measure, 100), 2),
  accuracy: series,
  loss: series,
  progress: v.nullable(
    v.object({
      phase: v.picklist(['training', 'evaluating', 'finished']),
      epoch: count,
      epochs: count,
      batch: count,
      batches: count,
      loss: measure,
      accuracy: measure,
      picturesTrained: count,
      firstBatch: count,
      trainingSeconds: measure,
      evaluatingSeconds: measure,
    }),
  ),
  ended: v.nullable(v.picklist(['completed', 'stopped'])),
});

const header = v.object({
  savedAt: count,
  build: v.nullable(v.picklist(builds)),
  model,
  run: v.nullable(log),
  records: list(
    v.object({
      number: v.optional(number),
      model,
      settings,
      data: v.optional(ownDescription),
      epochs,
      rates,
      engines: v.optional(engines),
      weights_sha256: v.optional(hash),
    }),
    100,
  ),
});

export const pack = ({ header, snapshot }: Work): Promise<Uint8Array<ArrayBuffer>> =>
  packBlock(magic, header, snapshot);

/** Whether bytes begin as those of a work do, of this version of it or of another. */
export const isWork = (bytes: Uint8Array) => isBlock(magic, bytes);

/** Refuses whatever `pack` has not made, saying what is wrong with it. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Reply<Work>> {
  if (bytes.length > mostBytes)
    return refused('work_too_large', { bytes: bytes.length, most: mostBytes });
  const block = await openBlock(magic, bytes);
  if ('why' in block)
    return block.why === 'header_cut'
      ? refused('work_header_cut', { bytes: block.bytes })
      : refused(`work_${block.why}`, {});
  const checked = v.safeParse(header, block.header);
  if (!checked.success) return refused('work_header_wrong', firstIssue(checked.issues));
  return { ok: true, value: { header: checked.output, snapshot: block.rest.slice() } };
}

const refused = <P extends PageProblem>(problem: P, facts: PageProblems[P]) =>
  refusal(faultOf('bad_file', problem, facts));
