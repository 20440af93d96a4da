import type { EpochRecord } from '../../../wasm/lab';

/** What is read from the curves of a run. */

/**
 * An accuracy in percent as the page shows it (messages/format.ts): what stands side by side has to
 * add up.
 */
export const percentShown = (share: number): number =>
  Math.round(Number((1000 * share).toPrecision(15))) / 10;

/** Training accuracy less test accuracy, in points; what overfitting is read from. */
export function gap({ accuracy, test_accuracy }: EpochRecord): number {
  return percentShown(accuracy) - percentShown(test_accuracy);
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

/** No test accuracy below this is better than guessing: 0.13 among ten classes. */
const guessing = (classes: number) => 1 / classes + 0.03;

export const onlyGuesses = (epochs: EpochRecord[], classes: number) =>
  epochs.every(({ test_accuracy }) => test_accuracy < guessing(classes));
