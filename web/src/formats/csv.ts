import type { EpochRecord } from '../../../wasm/lab';

/** A run's numbers, one line an epoch (RFC 4180), each number as it is, to the bit. */
export function writeCsv(epochs: EpochRecord[]): string {
  const validates = epochs.some(({ validation_loss }) => validation_loss !== undefined);
  const columns: (keyof EpochRecord)[] = [
    'epoch',
    'loss',
    'accuracy',
    'test_loss',
    'test_accuracy',
  ];
  if (validates) columns.push('validation_loss', 'validation_accuracy');
  const rows = epochs.map((epoch) => columns.map((column) => epoch[column]).join(','));
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}
