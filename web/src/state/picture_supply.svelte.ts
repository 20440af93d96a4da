import { untrack } from 'svelte';
import { connect, type Client } from '../engine/client';
import { faultOf, refusal, type Fault, type Reply } from '../base/fault';
import type { PictureCounts } from '../engine/use_data';
import { cifar10, type DataDescription, type DataSet } from '../model/data_description';
import type { Manifest, ShardCalls, ShardEntry, ShardEvents } from '../engine/protocol';
import type { Split } from '../../../wasm/lab';
import { TransferRate } from './transfer_rate.svelte';

export interface Refusal {
  file: string;
  fault: Fault;
  /** Null: the manifest itself. */
  entry: ShardEntry | null;
}

/** What a network that is back may put right. */
const unreached: Fault['problem'][] = ['unreachable', 'server_silent', 'cut_off'];

/** An engine that takes pictures: CIFAR-10's shard by shard, the learner's own all at once. */
export interface Taker {
  addShard(entry: ShardEntry, payload: Uint8Array): Promise<Reply<number>>;
  useData(data: DataSet | 'cifar10'): Promise<Reply<PictureCounts>>;
}

export type { PictureCounts };
const splits = ['training', 'test'] as const;

/** One of each class: what the page shows whatever is asked. */
const least: PictureCounts = { training: 10, test: 10 };

const noEngine = refusal(faultOf('engine_lost', 'engine_not_here', {}));
const none: PictureCounts = { training: 0, test: 0 };
const countsOf = (own: DataSet | null): PictureCounts =>
  own ? { training: own.training.labels.length, test: own.test.labels.length } : none;

/**
 * The pictures that the engine has: of CIFAR-10, or the learner's own data in its place. Of CIFAR-10 it
 * brings in as much of the data pack as is asked for, shard after shard in the manifest's order, and
 * hands each verified one to the engine: there, every thousand pictures take three megabytes until
 * the page is closed. A refused shard holds up the later shards of its split, because the indices are
 * contiguous; the other split goes on.
 */
export class PictureSupply {
  /** What the pictures are of. */
  data = $state.raw<DataDescription>(cifar10);
  /** The learner's own data, all of them; null: CIFAR-10's are in the pack. */
  own = $state.raw<DataSet | null>(null);
  manifest = $state.raw<Manifest | null>(null);
  counts = $state.raw<PictureCounts>(none);
  /** The most that anything on the page asks for, of each split. */
  private asked = $state.raw<PictureCounts>(least);
  refusals = $state.raw<Refusal[]>([]);
  bytes = $state.raw(0);
  readonly rate = new TransferRate(() => this.bytes);

  /** How many there are of each split; null before that is known. */
  private readonly sizes = $derived.by<PictureCounts | null>(() => {
    return this.own ? countsOf(this.own) : this.manifest;
  });
  readonly totalPictures = $derived((this.sizes?.training ?? 0) + (this.sizes?.test ?? 0));
  /** The shards that are here, or asked for and still to come. */
  private readonly due = $derived(
    (!this.own &&
      this.manifest?.shards.filter(
        ({ split, first }) => first < Math.max(this.asked[split], this.counts[split]),
      )) ||
      [],
  );
  readonly dueBytes = $derived(this.due.reduce((sum, { bytes }) => sum + bytes, 0));
  readonly duePictures = $derived(
    this.own ? this.totalPictures : this.due.reduce((sum, { count }) => sum + count, 0),
  );
  /** Whether all that is asked for is here. */
  readonly enough = $derived(
    this.sizes !== null && this.counts.training + this.counts.test === this.duePictures,
  );

  /** Null before the first call, and once it has died: the next call starts another. */
  private worker: Client<ShardCalls, ShardEvents> | null = null;
  /** Shards for which the engine had no memory, now or in an earlier life. */
  tooMuch = $state.raw<ReadonlySet<string>>(new Set());
  private waiting: ShardEntry[] = [];
  private wants = new Set<Partial<PictureCounts>>();
  /** Told when something has arrived or cannot come. */
  private listeners = new Set<() => void>();
  private fresh = new Set<string>();
  private doneBytes = 0;
  /** Changes when the engine is restarted: what was under way for the old one is dropped. */
  private generation = 0;
  private uses = 0;

  /** Whether memory is why not all that is asked for is here. */
  readonly full = $derived(
    this.tooMuch.size > 0 &&
      !this.enough &&
      splits.every((split) => this.hasArrived(split, this.asked[split])),
  );

  constructor(
    private base: string,
    private tell: () => void,
    /** Whether the engine is training. */
    private busy: () => boolean,
  ) {
    // What could not be reached without a network can be now, or as good as now.
    globalThis.addEventListener?.('online', () => setTimeout(() => this.retryUnreached(), 1000));
  }

  private client(): Client<ShardCalls, ShardEvents> {
    if (this.worker) return this.worker;
    const { client } = connect<ShardCalls, ShardEvents>(
      () => new Worker(new URL('../engine/shard_worker.ts', import.meta.url), { type: 'module' }),
      () => (this.worker = null),
    );
    client.on('received', ({ bytes }) => {
      this.bytes = this.doneBytes + bytes;
    });
    return (this.worker = client);
  }

  /**
   * These take the place of those that are there, in the engine too: with its pictures goes its
   * network. Where it refuses them, those that were there come in again.
   */
  async use(data: DataSet | 'cifar10'): Promise<Reply<PictureCounts>> {
    const mine = ++this.uses;
    ++this.generation;
    this.pumping = false;
    const taken = this.taker ? await this.taker.useData(data) : null;
    if (mine !== this.uses) return noEngine;
    // An engine that is lost is followed by another, which is given what is wanted now.
    if (taken && !taken.ok && taken.fault.code !== 'engine_lost') {
      if (this.taker && !this.own) await this.taker.useData('cifar10');
      if (this.taker) void this.fill(this.taker);
      return taken;
    }
    this.own = data === 'cifar10' ? null : data;
    this.data = this.own?.description ?? cifar10;
    this.tooMuch = new Set();
    if (this.own && taken?.ok) {
      this.begin(taken.value);
      this.changed();
    } else if (this.taker) void this.fill(this.taker);
    return { ok: true, value: countsOf(this.own) };
  }

  /** What was there or under way is of before. */
  private begin(counts: PictureCounts): number {
    this.counts = counts;
    this.refusals = [];
    this.waiting = [];
    this.bytes = this.doneBytes = 0;
    return ++this.generation;
  }

  /** Fills an engine that is empty. Called again, it starts over, for a new engine. */
  async fill(taker: Taker): Promise<void> {
    this.taker = taker;
    const generation = this.begin(none);
    if (this.own) return this.fillWith(this.own, generation);
    if (!this.manifest) {
      const reply = await this.client().call('manifest', { base: this.base });
      if (generation !== this.generation) return;
      if (!reply.ok) {
        this.refuse({ file: 'manifest.json', fault: reply.fault, entry: null });
        return;
      }
      this.manifest = reply.value;
    }
    this.waiting = [...this.manifest.shards];
    this.pumping = true;
    this.changed();
    await this.pump(generation);
  }

  private async fillWith(own: DataSet, generation: number): Promise<void> {
    const taken = await this.taker!.useData(own);
    if (generation !== this.generation) return;
    if (taken.ok) {
      this.begin(taken.value);
      this.changed();
    } else if (taken.fault.code !== 'engine_lost')
      this.refuse({ file: own.description.name, fault: taken.fault, entry: null });
  }

  /** Asks for the first so many pictures, until the function that it returns is called. */
  want(counts: Partial<PictureCounts>): () => void {
    const want = { ...counts };
    this.wants.add(want);
    untrack(() => this.sumUp());
    return () => {
      this.wants.delete(want);
      untrack(() => this.sumUp());
    };
  }

  /** Waits until so many are here, or all that can come; resolves to what is here. */
  async bring(counts: PictureCounts): Promise<PictureCounts> {
    const release = this.want(counts);
    await new Promise<void>((done) => {
      const look = () => {
        const isDone = splits.every((split) => this.hasArrived(split, counts[split]));
        // Nothing moves any more: the engine is lost for good.
        if (isDone || (this.sizes && !this.pumping && !this.own)) {
          this.listeners.delete(look);
          done();
        }
      };
      this.listeners.add(look);
      look();
    });
    release();
    return this.counts;
  }

  /** Whether so many are here, or as many as can come without the learner's doing. */
  hasArrived(split: Split, count: number): boolean {
    return (
      this.counts[split] >= count ||
      this.held(split) ||
      (this.sizes !== null && this.counts[split] === this.sizes[split])
    );
  }

  /** How many can be here: those of the data, or those that are here where no more can come. */
  reach(split: Split): number {
    return this.held(split) ? this.counts[split] : (this.sizes?.[split] ?? 0);
  }

  private sumUp(): void {
    const most = (split: Split) =>
      Math.max(least[split], ...[...this.wants].map((counts) => counts[split] ?? 0));
    this.asked = { training: most('training'), test: most('test') };
    if (this.manifest && !this.own && !this.pumping) void this.pump(this.generation);
  }

  private changed(): void {
    this.tell();
    for (const listener of [...this.listeners]) listener();
  }

  retry(refusal: Refusal): void {
    this.refusals = this.refusals.filter((other) => other !== refusal);
    if (refusal.entry) this.fresh.add(refusal.file);
    this.changed();
    if (!refusal.entry) void (this.taker && this.fill(this.taker));
    else if (!this.pumping) void this.pump(this.generation);
  }

  /** Whether no more pictures of this split can come without the learner's doing. */
  held(split: Split): boolean {
    return (
      this.refusals.some(({ entry }) => entry === null || entry.split === split) ||
      this.waiting.some((entry) => entry.split === split && this.tooMuch.has(entry.file))
    );
  }

  /** The engine ran out of memory: what it was being given is left out from now on. */
  outOfMemory(): void {
    if (this.adding) this.tooMuch = new Set([...this.tooMuch, this.adding]);
  }

  /** Null before there is an engine, or one on its way. */
  private taker: Taker | null = null;
  private pumping = false;
  /** The file that the engine is taking in at this moment. */
  private adding: string | null = null;

  private async pump(generation: number): Promise<void> {
    this.pumping = true;
    for (;;) {
      const next = this.waiting.find(
        ({ split, first }) => first < this.asked[split] && !this.held(split),
      );
      if (!next) break;
      const began = performance.now();
      const asked = this.client().call('shard', {
        base: this.base,
        entry: $state.snapshot(next),
        fresh: this.fresh.has(next.file),
      });
      const reply = await this.rate.during(asked);
      if (generation !== this.generation) return;
      if (!reply.ok) {
        // Whatever it is: a shard that does not come and is not spoken of is waited for without end.
        this.refuse({ file: next.file, fault: reply.fault, entry: next });
        this.bytes = this.doneBytes;
        continue;
      }
      this.adding = next.file;
      const added = await this.taker!.addShard(next, reply.value);
      if (generation !== this.generation) return;
      if (!added.ok && added.fault.code === 'out_of_memory') this.outOfMemory();
      if (added.ok) {
        this.adding = null;
        this.waiting = this.waiting.filter((entry) => entry !== next);
        this.fresh.delete(next.file);
        this.doneBytes += next.bytes;
        this.counts = { ...this.counts, [next.split]: next.first + next.count };
      } else if (added.fault.code === 'out_of_memory') {
        // Said beside the count of pictures; the other split may still fit.
      } else if (added.fault.code === 'engine_lost' || added.fault.code === 'internal') {
        break; // Nothing is wrong with the shard; a new engine will be filled from the start.
      } else {
        this.refuse({ file: next.file, fault: added.fault, entry: next });
      }
      this.bytes = this.doneBytes;
      this.changed();
      // Fetching competes with training for the processor: then it takes a quarter of the time.
      if (this.busy())
        await new Promise((done) => setTimeout(done, 3 * (performance.now() - began)));
      if (generation !== this.generation) return;
    }
    this.pumping = false;
    this.changed();
  }

  private retryUnreached(): void {
    for (const refusal of this.refusals)
      if (unreached.includes(refusal.fault.problem)) this.retry(refusal);
  }

  private refuse(refusal: Refusal): void {
    this.refusals = [...this.refusals, refusal];
    this.changed();
  }
}
