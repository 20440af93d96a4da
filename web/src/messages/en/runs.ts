/** The list of runs, their comparison, and the learner's own numbers in the lesson. */
import { decimal, modelName, percent, points, whole, yourModel } from './format';

export const runs = {
  name: (number: number, model: string) => `Run ${number}: ${modelName(model)}`,
  /** What tells one run of a model from another. */
  trained: (epochs: number, pictures: number, seed: number) =>
    `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}, ${whole(pictures)} pictures, seed ${seed}`,
  onData: (data: string) => `, on “${data}”`,
  recorded: (model: string, pictures: number, seed: number) =>
    `Recorded: ${model}, ${whole(pictures)} pictures, seed ${seed}`,
  shortRecorded: (model: string, seed: number) => `${model}, recorded, seed ${seed}`,
  short: (number: number) => `run ${number}`,
  none: 'Your runs are listed here once one has completed an epoch.',
  columns: ['Show', 'Run', 'Training', 'Test', 'Gap', 'Test loss', 'Network'],
  open: 'Open',
  openOf: (name: string) => `Open the network of ${name}`,
  tenPictures: 'The ten pictures: the first run above, the second below',
  show: (name: string) => `Show on the charts: ${name}`,
  behindHelp:
    'Ticked runs are drawn behind the newest one. Recorded runs were made with this lab’s engine on all 50,000 training pictures and 10,000 test pictures; with enough time, your computer can repeat them.',
  compare: 'Compare two runs',
  first: 'First run',
  second: 'Second run',
  same: 'The same network with the same settings.',
  settings: 'Settings',
  on: 'on',
  off: 'off',
  layers: 'Layers',
  onlyFirst: 'only in the first',
  onlySecond: 'only in the second',
  results: 'Results after the last epoch',
  difference: 'Difference',
  chance: (half: number) =>
    `With this many test pictures, a difference of up to ${points(half)} in test accuracy may be chance.`,
  rates: (rate: number, pictures: number) =>
    `learning rate ${rate} from picture ${whole(pictures)} on`,

  /** About the learner's own runs, where the lesson keeps a place for it. */
  yours: {
    result: (model: string, epochs: number, pictures: number, training: number, test: number) =>
      `${yourModel(model)}, after ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} on ${whole(pictures)} pictures: training ${percent(training)}, test ${percent(test)}.`,
    named: (right: number) => `You named ${right} of 10 at stop 1.`,
    toBeat: (test: number) => `${percent(test)} is the number to beat.`,
    against: (model: string, difference: number) =>
      difference >= 0
        ? `That is ${points(difference)} more than your ${model}.`
        : `That is ${points(-difference)} less than your ${model}.`,
    gap: (value: number, opened: number | null) =>
      value < 1
        ? 'There is no gap to speak of yet.'
        : opened === null
          ? `The gap is ${points(value)}.`
          : `The gap is ${points(value)}; it opened at epoch ${opened}.`,
    testLossTurned: (epoch: number) => `The test loss was lowest after epoch ${epoch}.`,
    testLossFalling: 'The test loss was still falling at the end.',
    gaps: (without: number, withDropout: number) =>
      `Without dropout your gap was ${points(without)}, with dropout it is ${points(withDropout)}.`,
    losses: (without: number, withDropout: number) =>
      `Test loss: ${decimal(without, 2)} without, ${decimal(withDropout, 2)} with.`,
    trainSame: (model: string) =>
      `To compare, train ${model} with the same settings: pictures, epochs, seed and the rest.`,
    trainFirst: (model: string) => `Train ${model} to read your own numbers here.`,
  },
};

export type RunsMessages = typeof runs;
