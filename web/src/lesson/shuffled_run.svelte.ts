import type { EpochRecord, Split } from '../../../wasm/lab';
import { faultOf, type Fault } from '../base/fault';
import { chooseBuild, detectPlatform } from '../engine/features';
import { launch, type EngineClient } from '../engine/launch';
import { shardPayload } from '../engine/shard_payload';
import type { EngineLink } from '../state/engine_link.svelte';
import type { RunRecord } from '../state/run';
import { shufflePixels } from './shuffle';

/** How many pictures are shuffled between two looks at what else there is to do. */
const together = 500;
const run = 1;

/**
 * A run of the learner's once more, on pictures whose pixels are shuffled: the same network, seed and
 * settings. In an engine of its own, so that the lab keeps its pictures and its network; with it goes
 * all but the numbers.
 */
export class ShuffledRun {
  /** The run that is repeated; null before there is one. */
  of = $state.raw<RunRecord | null>(null);
  state = $state<'idle' | 'preparing' | 'training' | 'done'>('idle');
  epochs = $state.raw<readonly EpochRecord[]>([]);
  /** Of the epoch under way, from 0 to 1. */
  part = $state(0);
  fault = $state.raw<Fault | null>(null);
  private client: EngineClient | null = null;
  /** Counts the runs: what comes of one that was stopped is not listened to. */
  private turn = 0;

  constructor(private engineOf: () => EngineLink) {}

  async begin(of: RunRecord): Promise<void> {
    this.stop();
    const mine = ++this.turn;
    const isOver = () => mine !== this.turn;
    Object.assign(this, { of, state: 'preparing', epochs: [], part: 0, fault: null });
    const choice = chooseBuild(detectPlatform());
    if (choice.kind === 'unsupported') return;
    const base = new URL('./', location.href).href;
    const started = await launch(base, choice, (lost, fault) => {
      if (lost === this.client) this.fail(fault);
    });
    if (!started.ok) {
      if (!isOver()) this.fail(started.fault);
      return;
    }
    const { client } = started.value;
    if (isOver()) {
      end(client);
      return;
    }
    this.client = client;
    const { training_pictures, test_pictures } = of.settings;
    for (const [split, count] of [
      ['training', training_pictures],
      ['test', test_pictures],
    ] as const)
      if (!(await this.fill(client, split, count, isOver))) return;
    client.on('progress', ({ batch, batches }) => (this.part = batch / batches));
    client.on('epoch', ({ record }) => {
      this.epochs = [...this.epochs, record];
      this.part = 0;
    });
    client.on('fault', ({ fault }) => this.fail(fault));
    client.on('finished', () => {
      this.state = 'done';
      this.leave();
    });
    this.state = 'training';
    const watched = Uint32Array.of(0);
    const { model, settings } = of;
    const reply = await client.call('start', { run, model, settings, watched });
    if (!reply.ok && !isOver()) this.fail(reply.fault);
  }

  stop(): void {
    ++this.turn;
    this.leave();
    if (this.state !== 'done') this.state = 'idle';
  }

  /** The lab's own pictures, shuffled. */
  private async fill(client: EngineClient, split: Split, count: number, isOver: () => boolean) {
    for (let first = 0; first < count; first += together) {
      const length = Math.min(together, count - first);
      const indices = Uint32Array.from({ length }, (_, i) => first + i);
      const taken = await this.engineOf().request('pictures', { split, indices });
      if (isOver()) return false;
      if (!taken.ok) return this.fail(taken.fault);
      const payload = shardPayload(shufflePixels(taken.value.pixels), taken.value.labels);
      const added = await client.call('addShard', { split, first, count: length, payload });
      if (isOver()) return false;
      if (!added.ok) return this.fail(added.fault);
    }
    return true;
  }

  private fail(fault: Fault): false {
    ++this.turn;
    this.leave();
    this.fault = fault;
    this.state = 'idle';
    return false;
  }

  private leave(): void {
    const { client } = this;
    this.client = null;
    if (client) end(client);
  }
}

/** Its worker goes with it. */
const end = (client: EngineClient) => client.die(faultOf('engine_lost', 'engine_not_here', {}));
