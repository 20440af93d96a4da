import type { ModelSpec } from '../../../wasm/lab';
import type { EngineLink } from './engine_link.svelte';
import type { StepTime } from './step_time';
import { Watchdog } from './watchdog';

/** Minds an engine that says nothing while it trains: first that is mentioned, then it is ended. */
export class Silence {
  private isMentioned = false;
  private watchdog = new Watchdog(
    () => this.mentionOnce(),
    (fault) => this.engine.end(fault),
  );

  constructor(
    private engine: EngineLink,
    private steps: StepTime,
    /** A batch takes so long that the page seems to stand still: told once in a run. */
    private mention: () => void,
  ) {}

  /** A run begins or goes on. How long a batch of it may take is asked before the engine is busy. */
  async begin(model: ModelSpec, batchSize: number, isCurrent: () => boolean): Promise<void> {
    this.steps.begin();
    this.isMentioned = false;
    const summary = await this.engine.ask('summary', { model });
    if (summary && isCurrent()) this.steps.isOf(summary.multiply_adds, batchSize);
  }

  /** The engine has said something, or has nothing to say. */
  broken(isTraining: boolean): void {
    if (isTraining) this.watchdog.watch(this.steps.patience());
    else this.watchdog.rest();
  }

  private mentionOnce(): void {
    if (this.isMentioned) return;
    this.isMentioned = true;
    this.mention();
  }
}
