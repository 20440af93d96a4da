import type { KeptEpochs } from '../engine/kept_weights';
import type { PastNetwork } from '../engine/past';
import type { CurrentRun } from './current_run.svelte';
import type { EngineLink } from './engine_link.svelte';

/** The run that is shown, turned back to the end of an earlier epoch. */
export class Rewind {
  /** Of all runs of this engine; another engine begins with none. */
  kept = $state.raw<KeptEpochs[]>([]);
  private chosen = $state.raw<PastNetwork | null>(null);
  /** The epochs of the run that is shown to which one can go back, in order. */
  readonly epochs = $derived.by(() => this.epochsOf(this.run.view?.record.id ?? null));
  /** What is looked at instead of the network as it is now; null: that. */
  readonly at = $derived.by<PastNetwork | null>(() => {
    const { chosen, epochs } = this;
    if (!chosen || chosen.run !== this.run.view?.record.id) return null;
    return epochs.includes(chosen.epoch) ? chosen : null;
  });

  constructor(
    engine: EngineLink,
    private run: CurrentRun,
  ) {
    engine.listen({
      connected: (client) => {
        this.kept = [];
        client.on('kept', ({ runs }) => (this.kept = runs));
      },
    });
  }

  epochsOf(run: number | null): number[] {
    return this.kept.find((one) => one.run === run)?.epochs ?? [];
  }

  /** To the end of that epoch, or the nearest one that is kept; null: to now. */
  to(epoch: number | null): void {
    const record = this.run.view?.record;
    this.chosen = null;
    if (epoch === null || !record || this.epochs.length === 0) return;
    const { id, model, settings } = record;
    const nearest = this.epochs.reduce((best, one) =>
      Math.abs(one - epoch) < Math.abs(best - epoch) ? one : best,
    );
    this.chosen = { run: id, epoch: nearest, model, settings };
  }
}
