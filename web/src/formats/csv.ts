import type { EpochRecord } from '../../../wasm/lab';

/** A run's numbers, one line an epoch (RFC 4180), each number as it is, to the bit. */
export function writeCsv(epochs: EpochRecord[]): string {
  const columns = ['epoch', 'loss', 'accuracy', 'test_loss', 'test_accuracy'] as const;
  const rows = epochs.map((epoch) => columns.map((column) => epoch[column]).join(','));
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}
