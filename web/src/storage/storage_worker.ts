/** Stores beside the page and the engine, so that a slow disk holds up neither. */
import { faultOf, refusal, Refused, type Fault, type Reply } from '../base/fault';
import { serve, type Endpoint } from '../engine/protocol';
import { DataStore } from './data_store';
import type { StorageCalls, StorageEvents } from './protocol';
import { Slots } from './slots';
import { pack, unpack } from './work';

// The page gives this worker the name of the storage.
const slots = new Slots(self.name || undefined);
const dataSets = new DataStore(`${self.name || 'cnn-lab'}.data`);
/** The newest work, packed: here even when storage refuses it, for rescue and for download. */
let latest: Uint8Array<ArrayBuffer> | null = null;

/** By the names that the browser's errors have. */
function storageFault(error: unknown): Fault {
  if (error instanceof Refused) return error.fault;
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return faultOf('storage', 'storage_full', {});
  // A later version of this page has made it.
  if (name === 'VersionError') return faultOf('storage', 'storage_newer', {});
  // Storage that is switched off says one or the other, by browser.
  if (name === 'SecurityError' || name === 'InvalidStateError')
    return faultOf('storage', 'storage_denied', {});
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return faultOf('storage', 'storage_broken', { what });
}

async function tried<T>(act: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    return refusal(storageFault(error));
  }
}

serve<StorageCalls, StorageEvents>(self as unknown as Endpoint, {
  open: () =>
    tried(async () => {
      const { work, ...others } = await slots.read();
      return { header: work?.header ?? null, ...others };
    }),
  setAside: () => tried(() => slots.setAside()),
  exchange: ({ slot }) => {
    latest = null;
    return tried(() => slots.setAside(slot));
  },
  discardAside: ({ slot }) => tried(() => slots.clearAside(slot)),
  unreadable: ({ index }) => tried(() => slots.unreadable(index)),
  discardUnreadable: () =>
    tried(async () => {
      await slots.clear('unreadable');
      return null;
    }),
  keep: async ({ store, ...work }) => {
    const bytes = (latest = await pack(work));
    if (!store) return { ok: true, value: null };
    return tried(async () => {
      await slots.write(bytes);
      return null;
    });
  },
  load: async (which) => {
    if (latest && which === 'newest') return unpack(latest);
    return tried(async () => (await slots.read()).work);
  },
  discard: () => {
    latest = null;
    return tried(async () => {
      await slots.clear('readable');
      return null;
    });
  },
  pack: async (work) => ({ ok: true, value: await pack(work) }),
  unpack: ({ bytes }) => unpack(bytes as Uint8Array<ArrayBuffer>),
  notes: () => tried(() => slots.notes()),
  dataSets: () => tried(() => dataSets.all()),
  keepData: (set) =>
    tried(async () => {
      await dataSets.keep(set);
      return null;
    }),
  loadData: (description) => tried(() => dataSets.load(description)),
  discardData: (description) =>
    tried(async () => {
      await dataSets.discard(description);
      return dataSets.all();
    }),
  keepNotes: (notes) =>
    tried(async () => {
      await slots.writeNotes(notes);
      return null;
    }),
});
