/**
 * Two slots in IndexedDB, written in turn: while one is being written, the other holds the copy
 * before, and what is read is the newest of them whose checksum is right. What can be read by no
 * means is left as it is until the learner lets it go; two other slots are used meanwhile.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Notes, Unreadable } from './protocol';
import type { Work } from '../state/run';
import { unpack, type FileTrouble } from './work';

const slotNames = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
type Slot = (typeof slotNames)[number];
/** Of a slot, as below. Before format 2 slots did not say theirs. A later one is not for us to read. */
const slotFormat = 2;

interface Schema extends DBSchema {
  slots: {
    key: Slot;
    value: { format?: number; sequence: number; bytes: Uint8Array<ArrayBuffer> };
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
  /** Why there is no work. */
  why: Unreadable['why'] | null;
}

/** Sound bytes that this version makes nothing of: another version knew better. */
const foreign: FileTrouble[] = ['header', 'otherVersion'];

async function copyIn(slot: Slot, entry: Schema['slots']['value']): Promise<Copy> {
  const sequence = Number.isSafeInteger(entry?.sequence) ? entry.sequence : 0;
  const bad = (why: Unreadable['why']) => ({ slot, entry, sequence, work: null, why });
  if ((entry?.format ?? 1) > slotFormat) return bad('otherVersion');
  if (!(entry?.bytes instanceof Uint8Array)) return bad('damaged');
  const reply = await unpack(entry.bytes);
  if (reply.ok) return { slot, entry, sequence, work: reply.value, why: null };
  return bad(foreign.includes(reply.fault.where as FileTrouble) ? 'otherVersion' : 'damaged');
}

/** Every call may throw the browser's DOMException. */
export class Slots {
  private database: Promise<Database> | null = null;
  /** The two slots in use; the next copy goes into the first. Undefined where all others are lost. */
  private turn: [Slot | undefined, Slot | undefined] = ['a', 'b'];
  private sequence = 0;
  private isRead = false;

  private open(): Promise<Database> {
    const forget = () => (this.database = null);
    this.database ??= openDB<Schema>('cnn-lab', 1, {
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

  /** The newest copy that can be read, null if there is none; and those that cannot. */
  async read(): Promise<{ work: Work | null; unreadable: Unreadable | null }> {
    const copies = await this.copies();
    const lost = lostOf(copies);
    const good = copies.find(({ work }) => work);
    // The newest good copy stays while the next one is written.
    const free = slotNames.filter((slot) => lost.every((copy) => copy.slot !== slot));
    const other = free.find((slot) => slot !== good?.slot);
    this.turn = good ? [other, good.slot] : [free[0], free[1]];
    this.sequence = Math.max(0, ...copies.map(({ sequence }) => sequence));
    this.isRead = true;
    const why = lost.some((copy) => copy.why === 'otherVersion') ? 'otherVersion' : 'damaged';
    const isBeside = good !== undefined;
    return {
      work: good?.work ?? null,
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
    if (!slot) throw new Error('its slots are full of copies that cannot be read');
    const value = { format: slotFormat, sequence: this.sequence + 1, bytes };
    await this.put('slots', value, slot);
    this.sequence += 1;
    this.turn.reverse();
  }

  /** Clears what can be read, or what cannot. */
  async clear(what: 'readable' | 'unreadable'): Promise<void> {
    const copies = await this.copies();
    const lost = lostOf(copies);
    const database = await this.open();
    const gone = what === 'unreadable' ? lost : copies.filter((copy) => !lost.includes(copy));
    for (const { slot } of gone) await database.delete('slots', slot);
    this.isRead = false;
  }

  async notes(): Promise<Notes | null> {
    return (await (await this.open()).get('notes', 'notes')) ?? null;
  }

  writeNotes(notes: Notes): Promise<void> {
    return this.put('notes', notes, 'notes');
  }

  private async put<Name extends 'slots' | 'notes'>(
    name: Name,
    value: Schema[Name]['value'],
    key: Schema[Name]['key'],
    isSecondTry = false,
  ): Promise<void> {
    const database = await this.open();
    try {
      // strict: told only when the disk has it, so that a power cut costs no more than a crash.
      const transaction = database.transaction(name, 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.put(value, key), transaction.done]);
    } catch (error) {
      const isClosed = error instanceof DOMException && error.name === 'InvalidStateError';
      if (!isClosed || isSecondTry) throw error;
      // The browser took the storage away between two calls.
      this.database = null;
      await this.put(name, value, key, true);
    }
  }
}

/** The copies to be left alone until the learner lets them go: damaged, or of other versions. */
const lostOf = (copies: Copy[]) => copies.filter(({ why }) => why !== null);
