/**
 * Two slots in IndexedDB, written in turn: while one is being written, the other holds the copy
 * before, and what is read is the newest of them whose checksum is right.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Notes } from './protocol';
import { unpack, type Work } from './work';

interface Schema extends DBSchema {
  slots: { key: 'a' | 'b'; value: { sequence: number; bytes: Uint8Array<ArrayBuffer> } };
  notes: { key: 'notes'; value: Notes };
}
type Database = IDBPDatabase<Schema>;
type Slot = Schema['slots']['key'];

/** Every call may throw the browser's DOMException. */
export class Slots {
  private database: Promise<Database> | null = null;
  private next: Slot = 'a';
  private sequence = 0;
  private isRead = false;

  private open(): Promise<Database> {
    const forget = () => (this.database = null);
    this.database ??= openDB<Schema>('cnn-lab', 1, {
      upgrade(database) {
        database.createObjectStore('slots');
        database.createObjectStore('notes');
      },
      // The browser took the storage away (evicted, cleared): the next call opens it anew.
      terminated: forget,
      // A later version of this page, in another tab, waits for this one.
      blocking: () => {
        void this.database?.then((database) => database.close());
        forget();
      },
    }).catch((error) => {
      forget();
      throw error;
    });
    return this.database;
  }

  /** The newest copy whose checksum is right, and null when there is none. */
  async read(): Promise<Work | null> {
    const database = await this.open();
    const found = await Promise.all(
      (['a', 'b'] as const).map(async (slot) => {
        const entry = await database.get('slots', slot).catch(() => undefined);
        return { slot, sequence: entry?.sequence ?? 0, bytes: entry?.bytes };
      }),
    );
    found.sort((one, other) => other.sequence - one.sequence);
    this.sequence = found[0]!.sequence;
    this.isRead = true;
    for (const { slot, bytes } of found) {
      const work = bytes && (await unpack(bytes));
      if (!work?.ok) continue;
      this.next = slot === 'a' ? 'b' : 'a';
      return work.value;
    }
    return null;
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    // Which slot is the older one?
    if (!this.isRead) await this.read();
    const value = { sequence: this.sequence + 1, bytes };
    await this.put('slots', value, this.next);
    this.sequence += 1;
    this.next = this.next === 'a' ? 'b' : 'a';
  }

  async clear(): Promise<void> {
    await (await this.open()).clear('slots');
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
