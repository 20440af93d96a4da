/** The browser’s storage. */
import { vi } from 'vitest';
import { type Fault, type Reply } from '../../../../web/src/base/fault';
import { Client } from '../../../../web/src/engine/client';
import { Keeper } from '../../../../web/src/storage/keeper.svelte';
import { Slots } from '../../../../web/src/storage/slots';
import { stub, named, thrownBy, type Provocations } from './made_up';

/** The storage worker, in a browser whose IndexedDB throws this. */
async function storageThat(throws: unknown): Promise<Reply<unknown>> {
  const { port1, port2 } = new MessageChannel();
  stub({
    self: port2,
    indexedDB: {
      open() {
        throw throws;
      },
    },
  });
  vi.resetModules();
  await import('../../../../web/src/storage/storage_worker');
  const client = new Client<{ open: { ask: null; answer: null } }, object>(port1);
  const reply = await client.call('open', null);
  port1.close();
  return reply;
}
/** What the page's keeper of work makes of a storage worker. */
async function keeperWith(answer: Reply<unknown> | null): Promise<Fault> {
  stub({
    Worker: class {
      onmessage: ((event: MessageEvent) => void) | null = null;
      terminate = () => {};
      postMessage = ({ id }: { id: number }) => {
        if (answer) queueMicrotask(() => this.onmessage!({ data: { reply: id, outcome: answer } } as MessageEvent)); // prettier-ignore
      };
    },
    self: {},
    top: {},
  });
  vi.useFakeTimers();
  const keeper = new Keeper({ control: { runState: () => Promise.resolve(null) } } as never);
  void keeper.file();
  await vi.advanceTimersByTimeAsync(2_000);
  const { keeping } = keeper;
  if (keeping.kind !== 'trouble') throw new Error('it is kept');
  return keeping.fault;
}

async function fullSlots(): Promise<Fault> {
  const request = (result: unknown) => {
    const made: Record<string, unknown> = { result, addEventListener: (what: string, act: () => void) => what === 'success' && queueMicrotask(act), removeEventListener: () => {} }; // prettier-ignore
    return made;
  };
  const foreign = { format: 99, sequence: 1, bytes: new Uint8Array() };
  const slots = new Slots();
  (slots as unknown as { open: () => unknown }).open = () =>
    Promise.resolve({ get: () => Promise.resolve(foreign), request });
  return thrownBy(() => slots.write(new Uint8Array()));
}

export const ofStorage: Provocations = {
  storage_denied: () => storageThat(named('SecurityError')),
  storage_full: () => storageThat(named('QuotaExceededError')),
  storage_newer: () => storageThat(named('VersionError')),
  storage_broken: () => storageThat(named('UnknownError')),
  storage_framed: () =>
    keeperWith({ ok: false, fault: { code: 'storage', problem: 'storage_denied', where: '', facts: {} } }), // prettier-ignore
  storage_silent: () => keeperWith(null),
  storage_crowded: fullSlots,
};
