import type { EpochRow } from '../state/run';
import type { Point } from '../state/series';

/** A run behind the one that is shown: faint, and named at its end. */
export interface Behind {
  id: number;
  name: string;
  epochs: EpochRow[];
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
