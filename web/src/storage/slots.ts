/**
 * Two slots in IndexedDB, written in turn: while one is being written, the other holds the copy
 * before, and what is read is the newest of them whose checksum is right. What can be read by no
 * means, or what a link did not let go on, is left as it is until the learner lets it go; two other
 * slots are used meanwhile.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Notes, SetAside, Unreadable } from './protocol';
import type { Work } from '../state/keeping';
import { faultOf, Refused } from '../base/fault';
import type { PageProblem } from '../base/problems';
import { unpack } from './work';

// prettier-ignore
const slotNames = [
  'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p',
] as const;
type Slot = (typeof slotNames)[number];
/** Of a slot, as below. Before format 2 slots did not say theirs. */
const slotFormat = 2;
/** Versions that did not know of it would write over what is set aside: this format they leave alone. */
const asideFormat = 3;
/** A later one is not for us to read. */
const newestFormat = 3;

interface Schema extends DBSchema {
  slots: {
    key: Slot;
    value: { format?: number; aside?: boolean; sequence: number; bytes: Uint8Array<ArrayBuffer> };
  };
  notes: { key: 'notes'; value: Notes };
}
type Database = IDBPDatabase<Schema>;

interface Copy {
  slot: Slot;
  /** Whatever is stored there. */
  entry: Schema['slots']['value'];
  sequence: number;
  work: Work | null;
  isAside: boolean;
  /** Why there is no work. */
  why: Unreadable['why'] | null;
}

/** Sound bytes that this version makes nothing of: another version knew better. */
const foreign: string[] = [
  'work_header_not_json',
  'work_header_wrong',
  'work_other_version',
] satisfies PageProblem[];

async function copyIn(slot: Slot, entry: Schema['slots']['value']): Promise<Copy> {
  const sequence = Number.isSafeInteger(entry?.sequence) ? entry.sequence : 0;
  const isAside = entry?.aside === true;
  const bad = (why: Unreadable['why']) => ({ slot, entry, sequence, isAside, work: null, why });
  if ((entry?.format ?? 1) > newestFormat) return bad('otherVersion');
  if (!(entry?.bytes instanceof Uint8Array)) return bad('damaged');
  const reply = await unpack(entry.bytes);
  if (reply.ok) return { slot, entry, sequence, isAside, work: reply.value, why: null };
  return bad(foreign.includes(reply.fault.problem) ? 'otherVersion' : 'damaged');
}

/** Every call may throw the browser's DOMException. */
export class Slots {
  private database: Promise<Database> | null = null;
  /** The two slots in use; the next copy goes into the first. Undefined where all others are lost. */
  private turn: [Slot | undefined, Slot | undefined] = ['a', 'b'];
  private sequence = 0;
  private isRead = false;

  constructor(private readonly name = 'cnn-lab') {}

  private open(): Promise<Database> {
    const forget = () => (this.database = null);
    this.database ??= openDB<Schema>(this.name, 1, {
      upgrade(database) {
        database.createObjectStore('slots');
        database.createObjectStore('notes');
      },
      // The browser took the storage away (evicted, cleared): the next call opens it again.
      terminated: forget,
      // A later version of this page, in another tab, waits for this one.
      blocking: () => {
        void this.database?.then((database) => database.close());
        forget();
      },
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return this.database;
  }

  /** The newest copy that can be read, null if there is none; those set aside, and those that cannot. */
  async read(): Promise<{ work: Work | null; aside: SetAside[]; unreadable: Unreadable | null }> {
    const copies = await this.copies();
    const lost = lostOf(copies);
    const good = newestOf(copies);
    // The newest good copy stays while the next one is written.
    const left = copies.filter((copy) => copy.isAside || lost.includes(copy));
    const free = slotNames.filter((slot) => left.every((copy) => copy.slot !== slot));
    const other = free.find((slot) => slot !== good?.slot);
    this.turn = good ? [other, good.slot] : [free[0], free[1]];
    this.sequence = Math.max(0, ...copies.map(({ sequence }) => sequence));
    this.isRead = true;
    const why = lost.some((copy) => copy.why === 'otherVersion') ? 'otherVersion' : 'damaged';
    const isBeside = good !== undefined;
    return {
      work: good?.work ?? null,
      aside: asideOf(copies),
      unreadable: lost.length > 0 ? { why, copies: lost.length, isBeside } : null,
    };
  }

  /** All that is stored, the newest first. */
  private async copies(): Promise<Copy[]> {
    const database = await this.open();
    const stored = await Promise.all(
      slotNames.map(async (slot) => {
        const entry = await database.get('slots', slot).catch(() => undefined);
        return entry === undefined ? null : copyIn(slot, entry);
      }),
    );
    return stored
      .filter((copy) => copy !== null)
      .sort((one, other) => other.sequence - one.sequence);
  }

  /** The bytes of a copy that cannot be read, as they are stored. */
  async unreadable(index: number): Promise<Uint8Array | null> {
    const copy = lostOf(await this.copies())[index];
    if (!copy) return null;
    const { entry } = copy;
    return entry?.bytes instanceof Uint8Array
      ? entry.bytes
      : new TextEncoder().encode(JSON.stringify(entry));
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    // Which slot is the older one?
    if (!this.isRead) await this.read();
    const [slot] = this.turn;
    if (!slot) throw new Refused(faultOf('storage', 'storage_crowded', {}));
    const value = { format: slotFormat, sequence: this.sequence + 1, bytes };
    await this.put('slots', [[slot, value]]);
    this.sequence += 1;
    this.turn.reverse();
  }

  /** Sets the newest good copy aside; with `inPlace`, what was set aside there comes back for it. */
  async setAside(inPlace: string | null = null): Promise<SetAside[]> {
    const copies = await this.copies();
    const good = newestOf(copies);
    const back = copies.find(({ slot, isAside }) => isAside && slot === inPlace);
    const newest = Math.max(0, ...copies.map(({ sequence }) => sequence)) + 1;
    this.isRead = false; // The slots that are in use are others.
    await this.put('slots', [
      ...(good ? [[good.slot, { ...good.entry, format: asideFormat, aside: true }] as const] : []),
      ...(back
        ? [[back.slot, { format: slotFormat, sequence: newest, bytes: back.entry.bytes }] as const]
        : []),
    ]);
    return asideOf(await this.copies());
  }

  async clearAside(name: string): Promise<SetAside[]> {
    const copy = (await this.copies()).find(({ slot, isAside }) => isAside && slot === name);
    if (copy) await (await this.open()).delete('slots', copy.slot);
    this.isRead = false;
    return asideOf(await this.copies());
  }

  /** Clears what can be read and is not set aside, or what cannot be read. */
  async clear(what: 'readable' | 'unreadable'): Promise<void> {
    const copies = await this.copies();
    const lost = lostOf(copies);
    const database = await this.open();
    const gone =
      what === 'unreadable' ? lost : copies.filter((copy) => !copy.isAside && !lost.includes(copy));
    for (const { slot } of gone) await database.delete('slots', slot);
    this.isRead = false;
  }

  async notes(): Promise<Notes | null> {
    return (await (await this.open()).get('notes', 'notes')) ?? null;
  }

  writeNotes(notes: Notes): Promise<void> {
    return this.put('notes', [['notes', notes]]);
  }

  /** All of them or none. */
  private async put<Name extends 'slots' | 'notes'>(
    name: Name,
    entries: readonly (readonly [Schema[Name]['key'], Schema[Name]['value']])[],
    isSecondTry = false,
  ): Promise<void> {
    const database = await this.open();
    try {
      // strict: told only when the disk has it, so that a power cut costs no more than a crash.
      const transaction = database.transaction(name, 'readwrite', { durability: 'strict' });
      const puts = entries.map(([key, value]) => transaction.store.put(value, key));
      await Promise.all([...puts, transaction.done]);
    } catch (error) {
      const isClosed = error instanceof DOMException && error.name === 'InvalidStateError';
      if (!isClosed || isSecondTry) throw error;
      // The browser took the storage away between two calls.
      this.database = null;
      await this.put(name, entries, true);
    }
  }
}

/** The copies to be left alone until the learner lets them go: damaged, or of other versions. */
const lostOf = (copies: Copy[]) => copies.filter(({ why }) => why !== null);

/** The newest that can be read, of those that are in use. */
const newestOf = (copies: Copy[]) => copies.find(({ work, isAside }) => work && !isAside);

const asideOf = (copies: Copy[]): SetAside[] =>
  copies.flatMap(({ slot, work, isAside }) =>
    work && isAside ? [{ slot, header: work.header }] : [],
  );
