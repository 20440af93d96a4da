import type { EpochRecord } from '../../../wasm/lab';

/** Training accuracy less test accuracy, in points; what overfitting is read from. */
export function gap(epoch: EpochRecord): number {
  return 100 * (epoch.accuracy - epoch.test_accuracy);
}

/** The first epoch from which the gap stays at or above `points`; null if it never does. */
export function gapOpened(epochs: EpochRecord[], points = 5): number | null {
  let opened: number | null = null;
  for (const epoch of epochs) {
    if (gap(epoch) < points) opened = null;
    else opened ??= epoch.epoch;
  }
  return opened;
}
