/** Stores beside the page and the engine, so that a slow disk holds up neither. */
import { serve, type Endpoint, type LabFault, type Reply } from '../engine/protocol';
import type { StorageCalls, StorageEvents, StorageTrouble } from './protocol';
import { CrowdedError, Slots } from './slots';
import { pack, unpack } from './work';

const slots = new Slots();
/** The newest work, packed: here even when storage refuses it, for rescue and for download. */
let latest: Uint8Array<ArrayBuffer> | null = null;

function troubleOf(error: unknown): LabFault {
  const name = error instanceof DOMException ? error.name : '';
  let trouble: StorageTrouble = error instanceof CrowdedError ? 'crowded' : 'broken';
  if (name === 'QuotaExceededError') trouble = 'full';
  if (name === 'VersionError') trouble = 'newer';
  // Storage that is switched off says one or the other, by browser.
  if (name === 'SecurityError' || name === 'InvalidStateError') trouble = 'denied';
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'storage', where: trouble, message };
}

async function tried<T>(act: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    return { ok: false, fault: troubleOf(error) };
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
  keepNotes: (notes) =>
    tried(async () => {
      await slots.writeNotes(notes);
      return null;
    }),
});
