import { recall, remember } from '../base/remembered';
import { sha256 } from '../base/sha256';
import { sameLayers } from '../model/edit';
import type { EngineLink } from './engine_link.svelte';
import { isOfCifar10, isOfSameData, isPartOf, isRecorded, type RunRecord } from './run';
import { differingSettings } from './run_diff';

/** Earlier runs that are kept, for the lesson to quote and the charts to compare. */
const keptRuns = 20;

/** As it is kept: without what only its own visit needs. Earlier versions gave no numbers. */
export type KeptRecord = Omit<RunRecord, 'id' | 'number' | 'probabilities'> & { number?: number };

/** The runs that have come to an end, of this visit and of the one before. */
export class Records {
  all = $state.raw<readonly RunRecord[]>([]);
  /** Those that the lesson and its exercises speak of. */
  readonly ofCifar10 = $derived(this.all.filter(isOfCifar10));
  /** Earlier runs, recorded ones among them, that the charts show behind the newest. */
  behind = $state.raw<readonly RunRecord[]>([]);
  private nextId = 1;
  /** Of the newest run that was begun here, in this visit or before. */
  lastNumber = Number(recall('runs-begun')) || 0;
  private hashing = Promise.resolve();

  constructor(private engine: EngineLink) {}

  /** The number of a run, or of a network from a file, that is about to be. */
  newId(): number {
    return this.nextId++;
  }

  /** The number of a run that begins. */
  newNumber(): number {
    this.lastNumber += 1;
    remember('runs-begun', String(this.lastNumber));
    return this.lastNumber;
  }

  /** That of a run that was kept, if it had one. */
  numberOf({ number }: { number?: number }): number {
    if (number === undefined) return this.newNumber();
    this.lastNumber = Math.max(this.lastNumber, number);
    return number;
  }

  /** Runs of an earlier visit come before all that are still to be made. */
  bring(records: KeptRecord[]): void {
    if (this.all.length > 0) return;
    this.all = records.map((record) => ({
      ...record,
      id: this.newId(),
      number: this.numberOf(record),
      probabilities: [],
    }));
  }

  /** A run has come to its end. One that was brought back is one run with what it was before. */
  add(record: RunRecord, isResumed: boolean): void {
    if (record.epochs.length === 0) return;
    const others = this.all.filter((other) => !isResumed || !isPartOf(other, record));
    this.all = [...others.slice(1 - keptRuns), record];
    this.behind = this.behind.filter((one) => isRecorded(one) || this.all.includes(one));
  }

  /**
   * A run stays in sight, to compare the next one with: the newest with the same settings and
   * another network, or else the newest.
   */
  putBehind(next?: RunRecord): void {
    const isFair = (one: RunRecord) =>
      next !== undefined &&
      differingSettings(one.settings, next.settings).length === 0 &&
      !sameLayers(one.model, next.model);
    // Beside runs of other data it says nothing.
    const alike = next ? this.all.filter((one) => isOfSameData(one, next)) : this.all;
    const before = alike.findLast(isFair) ?? alike.at(-1);
    if (before && !this.behind.includes(before))
      this.behind = [...this.behind.filter(isRecorded), before];
  }

  /** What comes now is of other data, and beside it earlier runs say nothing. */
  hideBehind(): void {
    this.behind = [];
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
