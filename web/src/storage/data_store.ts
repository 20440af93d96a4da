/**
 * The learner's data sets in IndexedDB, each under the hash of its pictures: what was trained on one
 * finds it again by that. They are in a database of their own, so that versions of this page that do
 * not know of them keep the rest of the work as they always did.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { faultOf, Refused, type Fault } from '../base/fault';
import { packDataSet, unpackDataSet } from '../formats/data_set';
import type { DataDescription, DataSet } from '../model/data_description';
import type { KeptData, KeptDataSets } from '../state/keeping';

/** Of an entry; a later one is not for us to read. */
const format = 1;

interface Schema extends DBSchema {
  /** What is told of each without reading all of it. */
  headers: { key: string; value: KeptData & { format: number } };
  sets: { key: string; value: Uint8Array<ArrayBuffer> };
}

/** Every call may throw the browser's DOMException. */
export class DataStore {
  private database: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(private readonly name: string) {}

  private open(): Promise<IDBPDatabase<Schema>> {
    const forget = () => (this.database = null);
    this.database ??= openDB<Schema>(this.name, 1, {
      upgrade(database) {
        database.createObjectStore('headers');
        database.createObjectStore('sets');
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

  /** The newest first; those of other versions are left alone, and counted. */
  async all(): Promise<KeptDataSets> {
    const headers = await (await this.open()).getAll('headers');
    const sets = headers.filter((header) => header?.format === format);
    return {
      sets: sets.sort((one, other) => other.savedAt - one.savedAt),
      foreign: headers.length - sets.length,
    };
  }

  async keep(set: DataSet): Promise<void> {
    const { description, training, test } = set;
    const bytes = await packDataSet(set);
    const header = {
      format,
      savedAt: Date.now(),
      description,
      training: training.labels.length,
      test: test.labels.length,
    };
    const database = await this.open();
    // Both or none; strict: told only when the disk has it.
    const change = database.transaction(['headers', 'sets'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      change.objectStore('headers').put(header, keyOf(description)),
      change.objectStore('sets').put(bytes, keyOf(description)),
      change.done,
    ]);
  }

  /** Throws Refused where it is damaged; null where it is not here. */
  async load(description: DataDescription): Promise<DataSet | null> {
    const bytes = await (await this.open()).get('sets', keyOf(description));
    if (bytes === undefined) return null;
    if (!(bytes instanceof Uint8Array)) throw new Refused(damaged);
    const set = await unpackDataSet(bytes);
    if (set.description.sha256 !== description.sha256) throw new Refused(damaged);
    return set;
  }

  async discard(description: DataDescription): Promise<void> {
    const database = await this.open();
    const change = database.transaction(['headers', 'sets'], 'readwrite');
    await Promise.all([
      change.objectStore('headers').delete(keyOf(description)),
      change.objectStore('sets').delete(keyOf(description)),
      change.done,
    ]);
  }
}

const damaged: Fault = faultOf('bad_file', 'data_damaged', {});
/** The names of classes belong to a set, though its hash is of its pictures alone. */
const keyOf = ({ sha256 = '', classes }: DataDescription) => `${sha256} ${classes.join('\n')}`;
