import { sha256 } from '../base/sha256';
import type { EngineLink } from './engine_link.svelte';
import { isPartOf, isRecorded, type RunRecord } from './run';

/** Earlier runs that are kept, for the lesson to quote and the charts to compare. */
const keptRuns = 20;

/** The runs that have come to an end, of this visit and of the one before. */
export class Records {
  all = $state.raw<readonly RunRecord[]>([]);
  /** Earlier runs, recorded ones among them, that the charts show behind the newest. */
  behind = $state.raw<readonly RunRecord[]>([]);
  private nextId = 1;
  private hashing = Promise.resolve();

  constructor(private engine: EngineLink) {}

  /** The number of a run, or of a network from a file, that is about to be. */
  newId(): number {
    return this.nextId++;
  }

  /** Runs of an earlier visit come before all that are still to be made. */
  bring(records: Omit<RunRecord, 'id' | 'probabilities'>[]): void {
    if (this.all.length > 0) return;
    this.all = records.map((record) => ({ ...record, id: this.newId(), probabilities: [] }));
  }

  /** A run has come to its end. One that was brought back is one run with what it was before. */
  add(record: RunRecord, isResumed: boolean): void {
    if (record.epochs.length === 0) return;
    const others = this.all.filter((other) => !isResumed || !isPartOf(other, record));
    this.all = [...others.slice(1 - keptRuns), record];
    this.behind = this.behind.filter((one) => isRecorded(one) || this.all.includes(one));
  }

  /** The newest stays in sight, to compare the next one with. */
  putBehind(): void {
    const before = this.all.at(-1);
    if (before && !this.behind.includes(before))
      this.behind = [...this.behind.filter(isRecorded), before];
  }

  /** Shows a run behind the newest one, or no longer. */
  toggle(record: RunRecord): void {
    this.behind = this.behind.includes(record)
      ? this.behind.filter((other) => other !== record)
      : [...this.behind, record];
  }

  /** For the completion record. The engine is asked before any other run can begin in it. */
  hash(record: RunRecord): void {
    this.hashing = this.hashWeights(record);
  }

  /** The runs with the hashes of their weights: it comes a moment after a run's end. */
  async hashed(): Promise<readonly RunRecord[]> {
    await this.hashing;
    return this.all;
  }

  private async hashWeights(record: RunRecord): Promise<void> {
    const weights = await this.engine.ask('weights', null);
    const blob = new Blob(weights?.map(({ data }) => data as Float32Array<ArrayBuffer>));
    if (weights) record.weights_sha256 = await sha256(new Uint8Array(await blob.arrayBuffer()));
  }
}
