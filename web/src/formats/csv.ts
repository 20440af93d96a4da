import type { EpochRow } from '../state/run';

/** A run's numbers, one line an epoch (RFC 4180), each number as it is, to the bit. */
export function writeCsv(epochs: Omit<EpochRow, 'seconds'>[]): string {
  const has = (column: keyof (typeof epochs)[number]) =>
    epochs.some((epoch) => epoch[column] !== undefined);
  const columns: (keyof (typeof epochs)[number])[] = [
    'epoch',
    'loss',
    'accuracy',
    'test_loss',
    'test_accuracy',
  ];
  if (has('validation_loss')) columns.push('validation_loss', 'validation_accuracy');
  if (has('reexamined_accuracy')) columns.push('reexamined_accuracy');
  const rows = epochs.map((epoch) => columns.map((column) => epoch[column]).join(','));
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}
