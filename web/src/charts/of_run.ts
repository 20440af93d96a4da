import type { EpochRow } from '../state/run';
import type { Point } from '../state/series';

/** A run behind the one that is shown: in a colour of its own, and named at its end. */
export interface Behind {
  id: number;
  name: string;
  /** Of those for compared runs: state/run_colours.ts. */
  colour: number;
  epochs: EpochRow[];
}

/** Where a line was predicted to end, as parts of 1. */
export interface Band {
  line: 'training' | 'test';
  from: number;
  to: number;
}

/** What the chart of one measure is given of a run. */
export interface OfRun {
  epochs: EpochRow[];
  /** Batch by batch. */
  curve?: Point[];
  /** Epochs the run will have. */
  total: number;
  behind?: Behind[];
  /** In pixels, where there is no page to measure: on paper. */
  width?: number | null;
}
