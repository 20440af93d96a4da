/** What a check found. Numbers are as shown: percent, points, counts. */
export interface Outcome {
  check: string;
  /**
   * `close`: missed, but by no more than chance may do; it counts as passed. `waiting`: there is
   * nothing to check yet.
   */
  state: 'passed' | 'close' | 'failed' | 'waiting';
  yours: number | null;
  target: number;
  /** What the target was made from, and half of the 95% interval where chance plays a part. */
  baseline?: number;
  chance?: number;
}

export const isPassed = ({ state }: Outcome) => state === 'passed' || state === 'close';
