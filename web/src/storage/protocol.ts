/** What the page and the storage worker say to each other. */
import type { Call } from '../engine/protocol';
import type { DataDescription, DataSet } from '../model/data_description';
import type { KeptDataSets, Work, WorkHeader } from '../state/keeping';

/** The learner's small things, as localStorage has them, and how often they have changed. */
export interface Notes {
  /** Missing in the first. A later one than `notesFormat` is not for us to read or to write over. */
  format?: number;
  changes: number;
  entries: Record<string, string>;
}

/** Kept work that cannot be read here: damaged, or of another version of this page. */
export interface Unreadable {
  why: 'damaged' | 'otherVersion';
  copies: number;
  /** Another copy can be read. */
  isBeside: boolean;
}

/** Work that a link did not let go on: it stays beside what has been kept since. */
export interface SetAside {
  slot: string;
  header: WorkHeader;
}

export interface StorageCalls {
  /** The header of the newest good copy, null when nothing is kept; what is set aside; what cannot be read. */
  open: Call<null, { header: WorkHeader | null; aside: SetAside[]; unreadable: Unreadable | null }>;
  /** Sets the newest good copy aside. These three answer with all that is set aside then. */
  setAside: Call<null, SetAside[]>;
  /** The other way round; the newest good copy takes its place. */
  exchange: Call<{ slot: string }, SetAside[]>;
  discardAside: Call<{ slot: string }, SetAside[]>;
  /** The bytes of a copy that cannot be read; null when it is gone. */
  unreadable: Call<{ index: number }, Uint8Array | null>;
  discardUnreadable: Call<null, null>;
  /** Writes the older of the two slots; with `store` false, only `load` knows of it. */
  keep: Call<Work & { store: boolean }, null>;
  /**
   * In full: `newest` is what was last given to `keep`, even if it could not be stored; `stored` is
   * the newest good copy in storage.
   */
  load: Call<'newest' | 'stored', Work | null>;
  /** All good copies but those that are set aside. */
  discard: Call<null, null>;
  /** Work as the bytes of a file. */
  pack: Call<Work, Uint8Array>;
  /** The other way round: a file of the learner's, checked. */
  unpack: Call<{ bytes: Uint8Array }, Work>;
  notes: Call<null, Notes | null>;
  keepNotes: Call<Notes, null>;
  /** The learner's data sets. */
  dataSets: Call<null, KeptDataSets>;
  keepData: Call<DataSet, null>;
  /** Null where it is not kept. */
  loadData: Call<DataDescription, DataSet | null>;
  discardData: Call<DataDescription, KeptDataSets>;
}

/** Of the notes. */
export const notesFormat = 2;

/** No events; the type that a client wants. */
export type StorageEvents = Record<string, never>;
