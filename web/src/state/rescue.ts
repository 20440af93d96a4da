import type { Fault } from '../base/fault';
import { messages } from '../messages';
import { told } from '../messages/told.svelte';
import type { CurrentRun } from './current_run.svelte';
import type { EngineLink } from './engine_link.svelte';
import { beginningOf } from './run_log';

const mostSilentRestarts = 2;

/** Puts a new engine in the place of one that died, and goes on there with the run. */
export class Rescue {
  private restarts = 0;
  /** The epoch in which an engine was last lost. */
  private lostIn = 0;

  constructor(
    private engine: EngineLink,
    private run: CurrentRun,
  ) {
    engine.listen({ lost: (fault) => this.lost(fault) });
  }

  /** Another run: what happened to the one before says nothing of it. */
  forget(): void {
    this.lostIn = 0;
  }

  /** Past the place where it broke down: the next time is another story. */
  reached(epoch: number): void {
    if (epoch >= this.lostIn) this.restarts = 0;
  }

  private lost(fault: Fault): void {
    const { engine, run } = this;
    if (this.restarts < mostSilentRestarts) {
      this.restarts += 1;
      if (run.running) return void this.goOn(fault);
      // A new engine takes its place; all that is lost is the network of the last run, if any.
      if (run.state.kind === 'finished') run.notice = messages.engine.forgot;
      return void engine.boot();
    }
    if (run.running) run.finish('stopped');
    run.notice = null; // It may say that the run goes on.
    run.state = { kind: 'fault', fault };
    engine.fail(fault);
  }

  /** From where the run was last kept, or from its beginning. */
  private async goOn(fault: Fault): Promise<void> {
    const { engine, run } = this;
    const log = run.log!;
    const { settings, epochs } = log.record;
    this.lostIn = Math.max(this.lostIn, epochs.length + 1);
    const paused = run.state.kind === 'paused';
    engine.state = { kind: 'starting' };
    run.state = {
      kind: 'loading',
      training: settings.training_pictures,
      test: settings.test_pictures,
      from: null,
      paused,
    };
    const from = (await run.keeper?.lastState(log.state(null))) ?? null;
    if (run.state.kind !== 'loading') return; // Stopped meanwhile.
    run.state = { ...run.state, from: from ?? beginningOf(log.record) };
    run.notice = messages.events.rescued(told(fault), from?.log.progress?.epoch ?? 1);
    await engine.boot();
  }
}
