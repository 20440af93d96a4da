import type { EpochRecord, ModelSpec, RunSettings } from '../../../wasm/lab';
import type { Build } from '../engine/protocol';

/** One run, with all that it takes to do it again to the bit. */
export interface RecordedRun {
  model: ModelSpec;
  settings: RunSettings;
  /** Learning rates set during the run, and after how many pictures. */
  rates: { pictures: number; rate: number }[];
  epochs: EpochRecord[];
}

/** What a learner hands in: which stops are done, and the runs with their numbers. */
export interface CompletionRecord {
  format: 'cnnlab-record/1';
  learner: string;
  made: string;
  /** The engine's build: the relaxed one has bits of its own. */
  build: Build;
  answered: string[];
  passed: string[];
  runs: RecordedRun[];
  /** SHA-256 of the rest as JSON: finds accidents. That the numbers are true, only a replay shows. */
  sha256: string;
}

const epochNumbers = ['epoch', 'loss', 'accuracy', 'test_loss', 'test_accuracy'] as const;

/** An epoch's numbers, without what else the page keeps beside them. */
export const epochOf = (row: EpochRecord) =>
  Object.fromEntries(epochNumbers.map((name) => [name, row[name]])) as unknown as EpochRecord;

async function hashOf(record: Omit<CompletionRecord, 'sha256'>): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(record));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function sealed(record: Omit<CompletionRecord, 'sha256'>): Promise<CompletionRecord> {
  return { ...record, sha256: await hashOf(record) };
}

/** Whether the record is as it was sealed. */
export async function isSealed({ sha256, ...rest }: CompletionRecord): Promise<boolean> {
  return (await hashOf(rest)) === sha256;
}
