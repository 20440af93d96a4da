import { points } from './format';

export const charts = {
  training: 'training',
  test: 'test',
  validation: 'validation',
  /** Training pictures, examined as test pictures are. */
  reexamined: 'training, tested',
  batches: 'training, batch by batch',
  epoch: 'epoch',
  predicted: 'your prediction',
  lines: { training: 'the training curve', test: 'the test curve' },
  band: (line: string, from: string, to: string) =>
    `Your prediction: ${line} ends between ${from} and ${to}. `,
  guessing: 'guessing',
  gap: (value: number) => `gap ${points(value)}`,
  table: 'The numbers as a table',
  columns: ['Epoch', 'Training accuracy', 'Test accuracy', 'Gap', 'Training loss', 'Test loss'],
  validationColumns: ['Validation accuracy', 'Validation loss'],
  reexaminedColumn: 'Training pictures, tested',
  reexaminedAt: (share: string) =>
    `Of training pictures examined as test pictures are, ${share} were right.`,
  summary: (what: string, training: string, test: string, epoch: number) =>
    `${what} after epoch ${epoch}: training ${training}, test ${test}.`,
  noEpoch: (what: string) => `${what}: no epoch is complete yet.`,
};

export type ChartsMessages = typeof charts;
