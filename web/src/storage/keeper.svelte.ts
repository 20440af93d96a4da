import { keptName } from '../base/kept_name';
import { isFramed } from '../base/place';
import { faultOf, type Fault, type Reply } from '../base/fault';
import { sentence } from '../messages/format';
import { told } from '../messages/told.svelte';
import { cifar10, type DataDescription } from '../model/data_description';
import { connect, type Client } from '../engine/client';
import type { Lab } from '../state/lab.svelte';
import {
  allRemembered,
  countChanges,
  isStorageDenied,
  onRemember,
  replaceRemembered,
} from '../base/remembered';
import { mayReload } from '../base/reload';
import type { RunKeeper, Work, WorkHeader } from '../state/keeping';
import type { LogState, RunState } from '../state/run';
import { DataSets } from './data_sets.svelte';
import { claimOwnership } from './ownership';
import {
  notesFormat,
  type Notes,
  type SetAside,
  type StorageCalls,
  type StorageEvents,
  type Unreadable,
} from './protocol';
import { OtherTab } from './other_tab.svelte';

export type Keeping =
  | { kind: 'opening' }
  /** `savedAt` in milliseconds since 1970; null before the first time. */
  | { kind: 'keeping'; savedAt: number | null }
  | { kind: 'trouble'; fault: Fault };

/** A run is saved this long after it was saved last, */
const everyMilliseconds = 8_000;
/** or at the end of an epoch, unless epochs are shorter than this. */
const epochMilliseconds = 1_000;
/** Without an answer for so long, storage is said to be silent, */
const silentMilliseconds = 1_200;
/** and given up for a new attempt. */
const deadMilliseconds = 30_000;
const noteMilliseconds = 250;
/** Storage that could not be opened is tried again after this long. */
const againMilliseconds = 5_000;
/** A run whose engine is lost waits so long for what was kept of it; then it starts over. */
const rescueMilliseconds = 5_000;

const denied: Fault['problem'][] = ['storage_denied', 'storage_framed'];

/** Only some browsers say it. */
const wasDiscarded = () => (document as { wasDiscarded?: boolean }).wasDiscarded === true;

/**
 * Keeps the learner's work: takes the run's state from the engine between two of its turns and
 * hands it to the storage worker. One save is under way at a time, so a slow disk gets fewer.
 */
export class Keeper implements RunKeeper {
  keeping = $state.raw<Keeping>({ kind: 'opening' });
  /** What an earlier visit left, until it is taken up or discarded. */
  offer = $state.raw<WorkHeader | null>(null);
  /**
   * Storage told of it only after a run had started. That run is not stored before the learner has
   * chosen: it would take the place of something that nobody had heard of.
   */
  offeredLate = $state(false);
  /** Work that a link did not let go on: the learner can have each back, or discard it. */
  aside = $state.raw<SetAside[]>([]);
  /** What is kept and cannot be read: it stays until the learner discards it. */
  unreadable = $state.raw<Unreadable | null>(null);
  isOwner = $state(true);
  /** Another tab was the owner before: what is offered may be its work. */
  isSecond = $state(false);
  readonly otherTab = new OtherTab();
  readonly data: DataSets;

  /** Null before the first call, and once it has died: the next call starts another. */
  private worker: Client<StorageCalls, StorageEvents> | null = null;
  /** What was kept is known, so that something newer may take its place. */
  private isOpened = false;
  private saving: Promise<void> | null = null;
  private saveAgain = false;
  private lastSave = 0;
  private notesAreForeign = false;
  private takeIt = () => {};

  constructor(private lab: Lab) {
    this.data = new DataSets(lab, () => this.client());
  }

  start(): void {
    this.takeIt = claimOwnership((isOwner) => {
      this.isOwner = isOwner;
      this.isSecond ||= !isOwner;
      if (isOwner) void this.open();
    });
    let noting: ReturnType<typeof setTimeout> | undefined;
    onRemember(() => {
      clearTimeout(noting);
      noting = setTimeout(() => void this.keepNotes(), noteMilliseconds);
    });
    addEventListener('visibilitychange', () => {
      if (document.hidden && this.lab.run.running) void this.save();
    });
  }

  takeOver(): void {
    this.takeIt();
  }

  // --- What an earlier visit left -------------------------------------------------------------

  private async open(): Promise<void> {
    const notes = this.answered(this.client().call('notes', null));
    const header = this.answered(this.client().call('open', null));
    if (this.bringNotes(await notes)) return; // The page loads again.
    let reply = await header;
    while (!reply.ok && !this.isDenied()) {
      await new Promise((done) => setTimeout(done, againMilliseconds));
      reply = await this.answered(this.client().call('open', null));
    }
    const isFirst = !this.isOpened;
    this.isOpened = true;
    if (!reply.ok) return;
    void this.keepNotes(); // What has changed meanwhile.
    const { header: kept, aside, unreadable } = reply.value;
    this.aside = aside;
    this.unreadable = unreadable;
    this.keeping = { kind: 'keeping', savedAt: kept?.savedAt ?? null };
    if (!kept) return;
    this.lab.records.bring(kept.records);
    const isIdle = this.lab.run.state.kind === 'idle';
    if (!isIdle && !(isFirst && kept.run)) return;
    this.offer = kept;
    this.offeredLate = !isIdle && !this.isHeldOff;
    // Nobody closed this tab: the browser did, to have its memory.
    const isInterrupted = kept.run?.ended === null;
    if (wasDiscarded() && isIdle && isInterrupted) await this.takeUp();
  }

  private isDenied(): boolean {
    const { keeping } = this;
    return keeping.kind === 'trouble' && denied.includes(keeping.fault.problem);
  }

  async takeUp(): Promise<void> {
    const reply = await this.answered(this.client().call('load', 'stored'));
    if (!reply.ok || !reply.value) return;
    const { run } = reply.value.header;
    // A run that the link does not let in ends no other, nor does one whose pictures are not here.
    if (run && (!this.lab.editor.mayContinue(run) || !(await this.mayBring(run)))) return;
    await this.lab.control.stop();
    await this.goOn(reply.value);
  }

  /** The link that is open does not let the offered run go on. */
  get isHeldOff(): boolean {
    return this.offer?.run ? !this.lab.editor.letsIn(this.offer.run) : false;
  }

  /** Goes on with what was set aside; what was kept last is set aside for it. */
  async takeUpAside({ slot, header }: SetAside): Promise<void> {
    if (!header.run || !this.lab.editor.mayContinue(header.run)) return;
    if (!(await this.mayBring(header.run))) return;
    await this.lab.control.stop();
    await this.settled();
    const reply = await this.answered(this.client().call('exchange', { slot }));
    if (!reply.ok) return;
    this.aside = reply.value;
    this.offer = header;
    await this.takeUp();
  }

  async discardAside({ slot }: SetAside): Promise<void> {
    const reply = await this.answered(this.client().call('discardAside', { slot }));
    if (reply.ok) this.aside = reply.value;
  }

  async discard(): Promise<void> {
    this.offer = null;
    this.offeredLate = false;
    await this.answered(this.client().call('discard', null));
    if (this.lab.run.running) await this.save(true);
  }

  /** The bytes of a copy that cannot be read, for whoever may be able to. */
  async unreadableCopy(index: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const reply = await this.answered(this.client().call('unreadable', { index }));
    return reply.ok ? (reply.value as Uint8Array<ArrayBuffer> | null) : null;
  }

  async discardUnreadable(): Promise<void> {
    const reply = await this.answered(this.client().call('discardUnreadable', null));
    if (reply.ok) this.unreadable = null;
  }

  async setAside(): Promise<void> {
    if (!this.isStored) return;
    const reply = await this.answered(this.client().call('setAside', null));
    if (!reply.ok) return;
    this.aside = reply.value;
    this.offer = null;
  }

  /** Whether the pictures of a run are kept here; what is wrong is said beside Train. */
  private async mayBring({ data = cifar10 }: LogState): Promise<boolean> {
    const found = await this.data.find(data);
    if (!found.ok) this.lab.run.notice = sentence(told(found.fault));
    return found.ok;
  }

  private async goOn({ header, snapshot }: Work): Promise<void> {
    if (!header.run) return;
    const brought = await this.data.bring(header.run.data ?? cifar10);
    if (!brought.ok) {
      this.lab.run.notice = sentence(told(brought.fault));
      return;
    }
    if (!this.lab.control.continueFrom({ log: header.run, snapshot }, header.build)) return;
    this.offer = null;
    this.offeredLate = false;
  }

  // --- Saving -------------------------------------------------------------------------------

  moved(what: 'progress' | 'epoch' | 'state'): void {
    this.otherTab.tell(this.lab.run);
    const waited = performance.now() - this.lastSave;
    if (
      what === 'state' ||
      waited >= everyMilliseconds ||
      (what === 'epoch' && waited >= epochMilliseconds)
    )
      void this.save(what === 'state');
  }

  /** Whether what is saved takes the place of what was kept. */
  private get isStored(): boolean {
    return this.isOwner && this.isOpened && !this.offeredLate;
  }

  get keeps(): boolean {
    return this.isStored && this.keeping.kind === 'keeping';
  }

  async keepNow(): Promise<void> {
    while (this.saving) await this.saving;
    await this.save(true);
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

  async settled(): Promise<void> {
    const silent = new Promise<void>((done) => setTimeout(done, silentMilliseconds));
    const saved = async () => {
      while (this.saving) await this.saving;
      await this.save();
    };
    await Promise.race([saved(), silent]);
  }

  private async saveOnce(): Promise<void> {
    const work = await this.work();
    if (!work) return;
    this.lastSave = performance.now();
    const store = this.isStored && (await this.makesWay());
    if (store) this.offer = null;
    const { savedAt } = work.header;
    const kept = this.client().call('keep', { ...work, store });
    // What is not stored says nothing of storage.
    const reply = await (store ? this.answered(kept) : kept);
    if (reply.ok && store) this.keeping = { kind: 'keeping', savedAt };
  }

  /** What a link does not let go on is set aside before anything is stored in its place. */
  private async makesWay(): Promise<boolean> {
    if (!this.isHeldOff) return true;
    const reply = await this.answered(this.client().call('setAside', null));
    if (!reply.ok) return false;
    this.aside = reply.value;
    this.offer = null;
    return true;
  }

  /** Everything worth keeping as it is now; null before the first run. */
  private async work(): Promise<Work | null> {
    const state = await this.lab.control.runState();
    if (!state) return null;
    const { engine, editor, records } = this.lab;
    const header: WorkHeader = {
      savedAt: Date.now(),
      build: engine.state.kind === 'ready' ? engine.state.info.build : null,
      model: editor.model,
      run: state.log,
      records: records.all.map(
        ({ number, model, settings, data, epochs, rates = [], engines, weights_sha256 }) => ({
          number,
          model,
          settings,
          ...(data && { data }),
          epochs,
          rates,
          ...(engines && { engines }),
          ...(weights_sha256 && { weights_sha256 }),
        }),
      ),
    };
    return { header, snapshot: state.snapshot };
  }

  /** What was kept of this run or, which is the same to the bit, of one just like it. */
  async lastState(now: LogState): Promise<RunState | null> {
    const reply = await Promise.race([
      this.client().call('load', 'newest'),
      new Promise<null>((done) => setTimeout(() => done(null), rescueMilliseconds)),
    ]);
    const log = reply?.ok ? reply.value?.header.run : null;
    if (!reply?.ok || !log) return null;
    const same = (state: LogState) => JSON.stringify([state.model, state.settings]);
    const trained = (state: LogState) => state.progress?.picturesTrained ?? 0;
    if (same(log) !== same(now) || trained(log) > trained(now)) return null;
    return { log: { ...log, number: now.number, ended: null }, snapshot: reply.value!.snapshot };
  }

  // --- Files --------------------------------------------------------------------------------

  /**
   * The work as a file: the run as it is now or, without an engine, as it was kept last. `data` are
   * the learner's own, which are not in it.
   */
  async file(): Promise<{ bytes: Uint8Array<ArrayBuffer>; data?: DataDescription } | null> {
    let work = await this.work();
    if (!work) {
      const kept = await this.answered(this.client().call('load', 'newest'));
      work = kept.ok ? kept.value : null;
    }
    if (!work) return null;
    const packed = await this.client().call('pack', work);
    if (!packed.ok) return null;
    return { bytes: packed.value as Uint8Array<ArrayBuffer>, data: work.header.run?.data };
  }

  /** What a file of the learner's holds, checked; nothing is changed yet. */
  read(bytes: Uint8Array): Promise<Reply<Work>> {
    return this.client().call('unpack', { bytes });
  }

  /** Goes on with the run of a file. */
  use(work: Work): void {
    this.lab.records.bring(work.header.records);
    void this.goOn(work);
  }

  // --- Notes --------------------------------------------------------------------------------

  /**
   * Browsers write localStorage seconds late, so a browser that is killed forgets the last edits.
   * The second copy in IndexedDB is newer then: it is put back, and the page begins with it.
   */
  private bringNotes(reply: Reply<Notes | null>): boolean {
    if (!reply.ok || !reply.value) return false;
    this.notesAreForeign = (reply.value.format ?? 1) > notesFormat;
    if (this.notesAreForeign || reply.value.changes <= countChanges()) return false;
    if (this.lab.run.state.kind !== 'idle' || !mayReload(`notes-${reply.value.changes}`))
      return false;
    if (!replaceRemembered(reply.value.entries)) return false;
    location.reload();
    return true;
  }

  private async keepNotes(): Promise<void> {
    if (!this.isOwner || !this.isOpened || this.notesAreForeign) return;
    const notes = { format: notesFormat, changes: countChanges(), entries: allRemembered() };
    await this.answered(this.client().call('keepNotes', notes));
  }

  // --- The storage worker ---------------------------------------------------------------------

  private client(): Client<StorageCalls, StorageEvents> {
    this.worker ??= connect<StorageCalls, StorageEvents>(
      () =>
        new Worker(new URL('./storage_worker.ts', import.meta.url), {
          type: 'module',
          name: keptName,
        }),
      (fault) => {
        this.worker = null;
        this.keeping = { kind: 'trouble', fault };
      },
    ).client;
    return this.worker;
  }

  /** The answer, when it comes; until then, and when it is a fault, the trouble is on the page. */
  private async answered<T>(reply: Promise<Reply<T>>): Promise<Reply<T>> {
    const client = this.client();
    const trouble = (fault: Fault) => {
      this.keeping = { kind: 'trouble', fault };
    };
    const silence = faultOf('storage', 'storage_silent', {});
    const silent = setTimeout(() => trouble(silence), silentMilliseconds);
    const dead = setTimeout(() => client.die(silence), deadMilliseconds);
    const outcome = await reply;
    clearTimeout(silent);
    clearTimeout(dead);
    if (!outcome.ok) {
      const { fault } = outcome;
      const isUnknown = fault.code !== 'storage' || fault.problem === 'storage_broken';
      // Each browser has a name of its own for it: that localStorage is denied too tells.
      const isDenied = isUnknown ? isStorageDenied() : fault.problem === 'storage_denied';
      if (!isDenied) trouble(fault);
      else trouble(faultOf('storage', isFramed() ? 'storage_framed' : 'storage_denied', {}));
    } else if (this.keeping.kind === 'trouble' && this.keeping.fault.problem === 'storage_silent')
      this.keeping = { kind: 'keeping', savedAt: null };
    return outcome;
  }
}
