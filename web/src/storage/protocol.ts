/** What the page and the storage worker say to each other. */
import type { Call } from '../engine/protocol';
import type { Work, WorkHeader } from './work';

/** The learner's small things, as localStorage has them, and how often they have changed. */
export interface Notes {
  changes: number;
  entries: Record<string, string>;
}

export interface StorageCalls {
  /** The header of the newest good copy; null when nothing is kept. */
  open: Call<null, WorkHeader | null>;
  /** Writes the older of the two slots; with `store` false, only `load` knows of it. */
  keep: Call<Work & { store: boolean }, null>;
  /**
   * In full: `newest` is what was last given to `keep`, even if it could not be stored; `stored` is
   * the newest good copy in storage.
   */
  load: Call<'newest' | 'stored', Work | null>;
  discard: Call<null, null>;
  /** Work as the bytes of a file. */
  pack: Call<Work, Uint8Array>;
  /** The other way round: a file of the learner's, checked. */
  unpack: Call<{ bytes: Uint8Array }, Work>;
  notes: Call<null, Notes | null>;
  keepNotes: Call<Notes, null>;
}

/** No events; the type that a client wants. */
export type StorageEvents = Record<never, never>;

/**
 * What can be wrong with storage, and what it means for the learner:
 * denied (private window, settings), framed (denied inside another page), full, broken (an error of
 * the browser's or the disk's), silent (no answer).
 */
export type StorageTrouble = 'denied' | 'framed' | 'full' | 'broken' | 'silent';
