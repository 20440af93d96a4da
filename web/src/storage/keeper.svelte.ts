import { connect } from '../engine/client';
import type { LabFault, Reply } from '../engine/protocol';
import type { Lab } from '../state/lab.svelte';
import { allRemembered, countChanges, onRemember, replaceRemembered } from '../state/progress';
import type { LogState, RunKeeper, RunState } from '../state/run';
import { claimOwnership } from './ownership';
import type { StorageCalls, StorageEvents, StorageTrouble } from './protocol';
import { OtherTab } from './other_tab.svelte';
import type { Work, WorkHeader } from './work';

export type Keeping =
  | { kind: 'opening' }
  /** `savedAt` in milliseconds since 1970; null before the first time. */
  | { kind: 'keeping'; savedAt: number | null }
  | { kind: 'trouble'; trouble: StorageTrouble; message: string };

/** A run is saved this long after it was saved last, */
const everyMilliseconds = 8_000;
/** or at the end of an epoch, unless epochs are shorter than this. */
const epochMilliseconds = 1_000;
/** Without an answer for so long, storage is said to be silent, */
const silentMilliseconds = 1_200;
/** and given up for a new attempt. */
const deadMilliseconds = 30_000;
const noteMilliseconds = 250;

/**
 * Keeps the learner's work: takes the run's state from the engine between two of its turns and
 * hands it to the storage worker. One save is under way at a time, so a slow disk gets fewer.
 */
export class Keeper implements RunKeeper {
  keeping = $state.raw<Keeping>({ kind: 'opening' });
  /** What an earlier visit left, until it is taken up or discarded. */
  offer = $state.raw<WorkHeader | null>(null);
  isOwner = $state(true);
  readonly otherTab = new OtherTab();

  private client = this.startWorker();
  private saving: Promise<void> | null = null;
  private saveAgain = false;
  private lastSave = 0;
  private takeIt = () => {};

  constructor(private lab: Lab) {}

  start(): void {
    this.takeIt = claimOwnership((isOwner) => {
      this.isOwner = isOwner;
      if (isOwner) void this.open();
    });
    let noting: ReturnType<typeof setTimeout> | undefined;
    onRemember(() => {
      clearTimeout(noting);
      noting = setTimeout(() => void this.keepNotes(), noteMilliseconds);
    });
    addEventListener('visibilitychange', () => {
      if (document.hidden && this.lab.running) void this.save();
    });
  }

  takeOver(): void {
    this.takeIt();
  }

  // --- What an earlier visit left -------------------------------------------------------------

  private async open(): Promise<void> {
    await this.bringNotes();
    const reply = await this.answered(this.client.call('open', null));
    if (!reply.ok) return;
    this.keeping = { kind: 'keeping', savedAt: reply.value?.savedAt ?? null };
    if (!reply.value) return;
    this.lab.bringRecords(reply.value.records);
    if (this.lab.run.kind === 'idle') this.offer = reply.value;
  }

  async takeUp(): Promise<void> {
    const reply = await this.answered(this.client.call('load', null));
    if (reply.ok && reply.value) this.goOn(reply.value);
  }

  async discard(): Promise<void> {
    this.offer = null;
    await this.answered(this.client.call('discard', null));
  }

  private goOn({ header, snapshot }: Work): void {
    if (!header.run) return;
    this.offer = null;
    this.lab.continueFrom({ log: header.run, snapshot }, header.build);
  }

  // --- Saving -------------------------------------------------------------------------------

  moved(what: 'progress' | 'epoch' | 'state'): void {
    this.otherTab.tell(this.lab);
    const waited = performance.now() - this.lastSave;
    if (
      what === 'state' ||
      waited >= everyMilliseconds ||
      (what === 'epoch' && waited >= epochMilliseconds)
    )
      void this.save(what === 'state');
  }

  /** `must`: what there is now, even if a save is under way that began earlier. */
  private async save(must = false): Promise<void> {
    if (this.saving) {
      this.saveAgain ||= must;
      return;
    }
    this.saving = this.saveOnce();
    await this.saving;
    this.saving = null;
    if (!this.saveAgain) return;
    this.saveAgain = false;
    await this.save();
  }

  private async saveOnce(): Promise<void> {
    const work = await this.work();
    if (!work) return;
    this.lastSave = performance.now();
    this.offer = null;
    const { savedAt } = work.header;
    const reply = await this.answered(this.client.call('keep', { ...work, store: this.isOwner }));
    if (reply.ok && this.isOwner) this.keeping = { kind: 'keeping', savedAt };
  }

  /** Everything worth keeping as it is now; null before the first run. */
  private async work(): Promise<Work | null> {
    const state = await this.lab.runState();
    if (!state) return null;
    const { engine, model, records } = this.lab;
    const header: WorkHeader = {
      savedAt: Date.now(),
      build: engine.kind === 'ready' ? engine.info.build : null,
      model,
      run: state.log,
      records: records.map(({ model, settings, epochs, rates = [], engines, weights_sha256 }) => ({
        model,
        settings,
        epochs,
        rates,
        ...(engines && { engines }),
        ...(weights_sha256 && { weights_sha256 }),
      })),
    };
    return { header, snapshot: state.snapshot };
  }

  /** What was kept of this run or, which is the same to the bit, of one just like it. */
  async lastState(now: LogState): Promise<RunState | null> {
    const reply = await this.client.call('load', null);
    const log = reply.ok ? reply.value?.header.run : null;
    if (!reply.ok || !log) return null;
    const same = (state: LogState) => JSON.stringify([state.model, state.settings]);
    const trained = (state: LogState) => state.progress?.picturesTrained ?? 0;
    if (same(log) !== same(now) || trained(log) > trained(now)) return null;
    return { log: { ...log, ended: null }, snapshot: reply.value!.snapshot };
  }

  // --- Files --------------------------------------------------------------------------------

  /** The work as a file: the run as it is now or, without an engine, as it was kept last. */
  async file(): Promise<Uint8Array<ArrayBuffer> | null> {
    let work = await this.work();
    if (!work) {
      const kept = await this.answered(this.client.call('load', null));
      work = kept.ok ? kept.value : null;
    }
    if (!work) return null;
    const packed = await this.client.call('pack', work);
    return packed.ok ? (packed.value as Uint8Array<ArrayBuffer>) : null;
  }

  /** What a file of the learner's holds, checked; nothing is changed yet. */
  read(bytes: Uint8Array): Promise<Reply<Work>> {
    return this.client.call('unpack', { bytes });
  }

  /** Goes on with the run of a file. */
  use(work: Work): void {
    this.lab.bringRecords(work.header.records);
    this.goOn(work);
  }

  // --- Notes --------------------------------------------------------------------------------

  /**
   * Browsers write localStorage seconds late, so a browser that is killed forgets the last edits.
   * The second copy in IndexedDB is newer then: it is put back, and the page begins with it.
   */
  private async bringNotes(): Promise<void> {
    const reply = await this.answered(this.client.call('notes', null));
    if (!reply.ok || !reply.value || reply.value.changes <= countChanges()) return;
    if (this.lab.run.kind !== 'idle' || !replaceRemembered(reply.value.entries)) return;
    location.reload();
  }

  private async keepNotes(): Promise<void> {
    if (!this.isOwner) return;
    const notes = { changes: countChanges(), entries: allRemembered() };
    await this.answered(this.client.call('keepNotes', notes));
  }

  // --- The storage worker ---------------------------------------------------------------------

  private startWorker() {
    const worker = new Worker(new URL('./storage_worker.ts', import.meta.url), { type: 'module' });
    return connect<StorageCalls, StorageEvents>(worker, (fault) => this.lost(fault)).client;
  }

  private lost(fault: LabFault): void {
    this.keeping = { kind: 'trouble', trouble: 'broken', message: fault.message };
    this.client = this.startWorker();
  }

  /** The answer, when it comes; until then, and when it is a fault, the trouble is on the page. */
  private async answered<T>(reply: Promise<Reply<T>>): Promise<Reply<T>> {
    const { client } = this;
    const trouble = (trouble: StorageTrouble, message = '') => {
      this.keeping = { kind: 'trouble', trouble, message };
    };
    const silent = setTimeout(() => trouble('silent'), silentMilliseconds);
    const dead = setTimeout(
      () => client.die({ code: 'storage', where: 'silent', message: '' }),
      deadMilliseconds,
    );
    const outcome = await reply;
    clearTimeout(silent);
    clearTimeout(dead);
    if (!outcome.ok) {
      const { where, message } = outcome.fault;
      trouble(outcome.fault.code === 'storage' ? (where as StorageTrouble) : 'broken', message);
    } else if (this.keeping.kind === 'trouble' && this.keeping.trouble === 'silent')
      this.keeping = { kind: 'keeping', savedAt: null };
    return outcome;
  }
}
