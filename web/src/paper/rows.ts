import type { EpochRow } from '../state/run';

/** Beyond so many epochs a table is pages of numbers that nobody reads. */
const mostRows = 100;

/** The epochs that are printed: all of them, or every so many, the best, and the last. */
export function rowsToPrint(epochs: EpochRow[]): { every: number; epochs: EpochRow[] } {
  const every = Math.ceil(epochs.length / mostRows);
  if (every <= 1) return { every: 1, epochs };
  const best = epochs.reduce((a, b) => (b.test_accuracy > a.test_accuracy ? b : a));
  return {
    every,
    epochs: epochs.filter(
      (row) => row.epoch % every === 0 || row === best || row === epochs.at(-1),
    ),
  };
}
