/** What the provocations are made of. */
import { vi } from 'vitest';
import { Refused, type Fault, type Reply } from '../../../../web/src/base/fault';
import type { PageProblem } from '../../../../web/src/base/problems';
import { connect } from '../../../../web/src/engine/client';

export type Found = Fault | Reply<unknown> | Promise<Fault | Reply<unknown>>;
export type Provocations = Partial<Record<PageProblem, () => Found>>;

export const stub = (globals: Record<string, unknown>) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
};

/** A Worker of the browser's that does what is asked of it, a moment after it was made. */
export const workerThat = (act: (worker: Worker) => unknown) =>
  class {
    onmessage = null;
    onerror = null;
    postMessage = () => {};
    terminate = () => {};
    constructor() {
      queueMicrotask(() => act(this as unknown as Worker));
    }
  };

export function fromWorker(act: (worker: Worker) => unknown): Promise<Reply<unknown>> {
  stub({ Worker: workerThat(act), Event, dispatchEvent: () => true });
  return connect(() => new Worker('x')).client.call('anything' as never, null as never);
}

/** An error of the browser's. */
export const named = (name: string) => new DOMException('planted', name);

export async function thrownBy(act: () => unknown): Promise<Fault> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Refused) return error.fault;
    throw error;
  }
  throw new Error('nothing was wrong');
}
