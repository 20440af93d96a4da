/**
 * The learner's work as one block of bytes, in the browser's storage as in a file:
 *
 *   "CNNLABW1", SHA-256 of all that follows (32 bytes), uint32 length of the header (little-endian),
 *   the header (JSON in UTF-8: WorkHeader), the engine's snapshot of the run, if there is one
 *   (core/train/run.cpp says its format).
 */
import * as v from 'valibot';
import { faultOf, refusal, type Reply } from '../base/fault';
import type { PageProblem, PageProblems } from '../base/problems';
import { sha256Bytes } from '../base/sha256';
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

const magic = new TextEncoder().encode('CNNLABW1');
const digestAt = magic.length;
const lengthAt = digestAt + 32;
const headerAt = lengthAt + 4;
/** No model of this lab comes near; what is larger is not ours. */
export const mostBytes = 512 * 2 ** 20;
const mostHeaderBytes = 8 * 2 ** 20;

const series = v.object({
  sums: list(measure, 1000),
  counts: list(v.pipe(count, v.minValue(1)), 1000),
  perPoint: v.pipe(count, v.minValue(1)),
});
const number = v.pipe(count, v.minValue(1));
const epochs = list(v.object({ ...epoch, seconds: measure }), 1000);
const log = v.object({
  number: v.optional(number),
  model,
  settings,
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
      epochs,
      rates,
      engines: v.optional(engines),
      weights_sha256: v.optional(hash),
    }),
    100,
  ),
});

export async function pack({ header, snapshot }: Work): Promise<Uint8Array<ArrayBuffer>> {
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(headerAt + headerBytes.length + snapshot.length);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(lengthAt, headerBytes.length, true);
  bytes.set(headerBytes, headerAt);
  bytes.set(snapshot, headerAt + headerBytes.length);
  bytes.set(await digest(bytes), digestAt);
  return bytes;
}

/** Whether bytes begin as those of a work do, of this version of it or of another. */
export const isWork = (bytes: Uint8Array) =>
  magic.subarray(0, -1).every((byte, i) => bytes[i] === byte);

/** Refuses whatever `pack` has not made, saying what is wrong with it. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Reply<Work>> {
  if (bytes.length > mostBytes)
    return refused('work_too_large', { bytes: bytes.length, most: mostBytes });
  if (bytes.length < headerAt || !isWork(bytes)) return refused('work_foreign', {});
  if (bytes[digestAt - 1] !== magic.at(-1)) return refused('work_other_version', {});
  const told = bytes.subarray(digestAt, lengthAt);
  if ((await digest(bytes)).some((byte, i) => byte !== told[i])) return refused('work_damaged', {});
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(lengthAt, true);
  const here = bytes.length - headerAt;
  if (length > Math.min(here, mostHeaderBytes))
    return refused('work_header_cut', { bytes: length });
  const written = bytes.subarray(headerAt, headerAt + length);
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(written));
  } catch {
    return refused('work_header_not_json', {});
  }
  const checked = v.safeParse(header, given);
  if (!checked.success) return refused('work_header_wrong', firstIssue(checked.issues));
  return { ok: true, value: { header: checked.output, snapshot: bytes.slice(headerAt + length) } };
}

const refused = <P extends PageProblem>(problem: P, facts: PageProblems[P]) =>
  refusal(faultOf('bad_file', problem, facts));

const digest = (bytes: Uint8Array<ArrayBuffer>) => sha256Bytes(bytes.subarray(lengthAt));
