import { faultOf, refusal, type Fault, type Reply } from '../base/fault';
import { chooseBuild, detectPlatform, type Choice, type Limit } from '../engine/features';
import { launch, type EngineClient, type ThreadedInfo } from '../engine/launch';
import type { EngineCalls } from '../engine/protocol';
import type { PictureSupply } from './picture_supply.svelte';

export type EngineState =
  | { kind: 'starting' }
  | { kind: 'ready'; info: ThreadedInfo; limit: Limit }
  | { kind: 'unsupported'; missing: 'webassembly' | 'simd' }
  | { kind: 'failed'; fault: Fault };

/** What others do when an engine comes or goes; they are told in the order in which they asked. */
export interface EngineListener {
  /** It answers; it counts as ready once each has said what it has to. */
  connected?(client: EngineClient): Promise<void> | void;
  ready?(): void;
  /** It did not start. */
  failed?(fault: Fault): void;
  /** It has died: someone starts another, or gives up. */
  lost?(fault: Fault): void;
}

/** The engine in its worker: starts it, fills it with pictures, asks it. One lives at a time. */
export class EngineLink {
  state = $state.raw<EngineState>({ kind: 'starting' });
  private client: EngineClient | null = null;
  private listeners: EngineListener[] = [];

  constructor(
    private base: string,
    private pictures: PictureSupply,
  ) {}

  listen(listener: EngineListener): void {
    this.listeners.push(listener);
  }

  /** Starts the engine, or starts it again; the pictures come in meanwhile. */
  async boot(): Promise<void> {
    this.state = { kind: 'starting' };
    const choice = chooseBuild(detectPlatform());
    if (choice.kind === 'unsupported') {
      this.state = choice;
      return;
    }
    const started = this.start(choice);
    const notHere = refusal(faultOf('engine_lost', 'engine_not_here', {}));
    void this.pictures.fill({
      async addShard({ split, first, count }, payload) {
        const client = await started;
        return client ? client.call('addShard', { split, first, count, payload }) : notHere;
      },
      async useData(data) {
        const client = await started;
        return client ? client.call('useData', { data }) : notHere;
      },
    });
    await started;
  }

  private async start(choice: Extract<Choice, { kind: 'build' }>): Promise<EngineClient | null> {
    const reply = await launch(this.base, choice, (lost, fault) => this.lose(lost, fault));
    if (!reply.ok) {
      this.fail(reply.fault);
      for (const listener of this.listeners) listener.failed?.(reply.fault);
      return null;
    }
    const { client, info, limit } = reply.value;
    this.client = client;
    for (const listener of this.listeners) await listener.connected?.(client);
    if (this.client !== client) return null; // Died meanwhile: another has its place.
    this.state = { kind: 'ready', info, limit };
    for (const listener of this.listeners) listener.ready?.();
    return client;
  }

  private lose(client: EngineClient, fault: Fault): void {
    if (client !== this.client) return;
    this.client = null;
    if (fault.problem === 'out_of_memory') this.pictures.outOfMemory();
    for (const listener of this.listeners) listener.lost?.(fault);
  }

  /** No engine is there and none is on its way, until the learner starts one. */
  fail(fault: Fault): void {
    this.state = { kind: 'failed', fault };
  }

  /** Ends an engine that no longer answers; it is lost then, like one that died. */
  end(fault: Fault): void {
    this.client?.die(fault);
  }

  /** What the engine answers, or its fault. */
  async request<Name extends keyof EngineCalls>(
    name: Name,
    ask: EngineCalls[Name]['ask'],
  ): Promise<Reply<EngineCalls[Name]['answer']>> {
    const reply = await this.client?.call(name, ask);
    return reply ?? refusal(faultOf('engine_lost', 'engine_not_here', {}));
  }

  /** The same; null when it refuses or is not there. */
  async ask<Name extends keyof EngineCalls>(
    name: Name,
    ask: EngineCalls[Name]['ask'],
  ): Promise<EngineCalls[Name]['answer'] | null> {
    const reply = await this.request(name, ask);
    return reply.ok ? reply.value : null;
  }
}
