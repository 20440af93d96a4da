import { exactDuration, whole } from './format';

/** What is printed, or saved as PDF, beside the lesson. */
export const paper = {
  heading: 'What was built, trained and answered',
  name: 'Name:',
  printed: (when: string) => `Printed ${when}`,
  noRun: 'Nothing has been trained yet. This is the model in the lab, with its settings.',
  model: 'The model',
  settings: 'Settings',
  place: 'No.',
  layer: 'Layer',
  state: {
    training: 'The run is still in progress.',
    paused: 'The run is paused.',
    completed: 'The run is complete.',
    stopped: 'The run was stopped.',
  },
  time: (seconds: number) => `Time: ${exactDuration(seconds)}.`,
  weights: (hash: string) => `SHA-256 of the weights: ${hash}`,
  epochs: 'Epoch by epoch',
  everySo: (every: number) =>
    `Every ${whole(every)} epochs, the epoch with the best test accuracy, and the last one. The record file has all of them.`,
  others: 'The other runs',
  answers: 'What was answered',
  written: 'What was written',
  certificate: {
    heading: 'Certificate',
    has: 'has built convolutional neural networks, trained them on photographs, and passed:',
    by: (epochs: number, pictures: number, accuracy: string) =>
      `with a network that names ${accuracy} of the test pictures, after ${whole(epochs)} epochs of ${whole(pictures)} pictures`,
    questions: (n: number) =>
      n === 1 ? 'One question of the lesson was answered.' : `${n} questions of the lesson were answered.`, // prettier-ignore
    signature: 'Teacher',
    record: (hash: string) =>
      `Of the completion record ${hash}. The record can be verified; this page cannot.`,
  },
};

export type PaperMessages = typeof paper;
