import { faultOf, thrown, type Fault, type Reply } from '../base/fault';
import { buffersOf, type Endpoint, type FromWorker } from './protocol';

type CallShape<Calls> = { [Name in keyof Calls]: { ask: unknown; answer: unknown } };

/**
 * The page's side of a worker: calls answer with a Reply and never reject; once the worker is
 * dead, every waiter and every later call is answered with the fault that killed it.
 */
export class Client<Calls extends CallShape<Calls>, Events> {
  private waiting = new Map<number, (reply: Reply<never>) => void>();
  private listeners: { [Name in keyof Events]?: (body: Events[Name]) => void } = {};
  private nextId = 1;
  private dead: Fault | null = null;

  constructor(
    private endpoint: Endpoint,
    private lost: (fault: Fault) => void = () => {},
  ) {
    endpoint.onmessage = (event) => this.receive(event.data as FromWorker<Events>);
  }

  call<Name extends keyof Calls>(
    name: Name,
    ask: Calls[Name]['ask'],
  ): Promise<Reply<Calls[Name]['answer']>> {
    if (this.dead) return Promise.resolve({ ok: false, fault: this.dead });
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.endpoint.postMessage({ id, call: name, ask }, buffersOf(ask));
    });
  }

  on<Name extends keyof Events>(event: Name, listener: (body: Events[Name]) => void): void {
    this.listeners[event] = listener;
  }

  /** The worker has died or is being given up: nobody is left waiting. */
  die(fault: Fault): void {
    if (this.dead) return;
    this.dead = fault;
    const waiters = [...this.waiting.values()];
    this.waiting.clear();
    for (const answer of waiters) answer({ ok: false, fault });
    this.lost(fault);
  }

  private receive(message: FromWorker<Events>): void {
    if (this.dead) return;
    if ('broken' in message) return this.die(message.broken);
    if ('reply' in message) {
      const answer = this.waiting.get(message.reply);
      this.waiting.delete(message.reply);
      answer?.(message.outcome as Reply<never>);
    } else {
      this.listeners[message.event]?.(message.body);
    }
  }
}

const noEndpoint: Endpoint = { postMessage() {}, onmessage: null };

/**
 * A client for a dedicated worker, and the way to end it. A browser that does not start the worker
 * (a frame may forbid it) leaves a client that dies before it answers.
 */
export function connect<Calls extends CallShape<Calls>, Events>(
  start: () => Worker,
  lost?: (fault: Fault) => void,
): { client: Client<Calls, Events>; end: (fault: Fault) => void } {
  let worker: Worker | null = null;
  let refused: unknown;
  try {
    worker = start();
  } catch (error) {
    refused = error;
  }
  const endpoint = (worker as unknown as Endpoint | null) ?? noEndpoint;
  const client = new Client<Calls, Events>(endpoint, (fault) => {
    worker?.terminate();
    lost?.(fault);
  });
  const end = (fault: Fault) => client.die(fault);
  if (!worker) {
    // Not before whoever asked for it has the client.
    queueMicrotask(() => end(thrown(refused, 'engine_lost')));
    return { client, end };
  }
  worker.onerror = (event) => {
    event.preventDefault();
    // A script that did not come has no message: a part of the page is missing, as Vite calls it.
    if (!event.message) globalThis.dispatchEvent(new Event('vite:preloadError'));
    end(
      event.message
        ? thrown(event.message, 'engine_lost')
        : faultOf('engine_lost', 'script_missing', {}),
    );
  };
  worker.onmessageerror = () => end(faultOf('engine_lost', 'message_unreadable', {}));
  return { client, end };
}
