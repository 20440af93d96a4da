import type { WeightTensor } from '../../../wasm/lab';

/** Bytes of weights that are kept in all: Model 2 takes 2.2 MB for each epoch. */
const budget = 64e6;

/** A run, and those of its epochs of which the weights are kept, in order. */
export interface KeptEpochs {
  run: number;
  epochs: number[];
}

interface Kept {
  epoch: number;
  weights: WeightTensor[];
  bytes: number;
}

/**
 * The weights at the end of each epoch, of this run and of those before it, within a budget. What is
 * given up for a new epoch is one between two others, of the run that has most; of a run that has
 * no more than its end, all.
 */
export class KeptWeights {
  private runs = new Map<number, Kept[]>();
  private bytes = 0;

  constructor(private most = budget) {}

  keep(run: number, epoch: number, weights: WeightTensor[]): void {
    const bytes = weights.reduce((sum, { data }) => sum + data.byteLength, 0);
    const kept = this.runs.get(run) ?? [];
    this.runs.set(run, [...kept.filter((one) => one.epoch < epoch), { epoch, weights, bytes }]);
    this.bytes = [...this.runs.values()].flat().reduce((sum, one) => sum + one.bytes, 0);
    while (this.bytes > this.most) this.giveUpOne();
  }

  /** Null where they are not kept, or no longer. */
  at(run: number, epoch: number): WeightTensor[] | null {
    return this.runs.get(run)?.find((one) => one.epoch === epoch)?.weights ?? null;
  }

  epochs(): KeptEpochs[] {
    return [...this.runs].map(([run, kept]) => ({ run, epochs: kept.map(({ epoch }) => epoch) }));
  }

  /** None of them is of any use any more. */
  clear(): void {
    this.runs.clear();
    this.bytes = 0;
  }

  private giveUpOne(): void {
    // Of equals the older one.
    const [run, kept] = [...this.runs].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    const [gone] = kept.splice(leastMissed(kept.map(({ epoch }) => epoch)), 1);
    this.bytes -= gone!.bytes;
    if (kept.length === 0) this.runs.delete(run);
  }
}

/** The index of the epoch without which the others lie most evenly; the last one is never missed least. */
function leastMissed(epochs: number[]): number {
  let best = 0;
  for (let i = 1; i < epochs.length - 1; ++i) {
    const gap = (at: number) => epochs[at + 1]! - epochs[at - 1]!;
    if (best === 0 || gap(i) < gap(best)) best = i;
  }
  return best;
}
