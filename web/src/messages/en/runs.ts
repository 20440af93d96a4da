/** The list of runs and their comparison. */
import { modelName, points, whole } from './format';

export const runs = {
  name: (id: number, model: string) => `Run ${id}: ${modelName(model)}`,
  recorded: (model: string, pictures: number, seed: number) =>
    `Recorded: ${model}, ${whole(pictures)} pictures, seed ${seed}`,
  shortRecorded: (model: string, seed: number) => `${model}, recorded, seed ${seed}`,
  short: (id: number) => `run ${id}`,
  none: 'Your runs are listed here once one has come to the end of an epoch.',
  columns: ['Show', 'Run', 'Training', 'Test', 'Gap', 'Test loss'],
  show: (name: string) => `Show on the charts: ${name}`,
  behindHelp:
    'Ticked runs are drawn behind the newest one. Recorded runs were made with this lab’s engine on all 50,000 training pictures and 10,000 test pictures; given time, your computer can make them too.',
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
};

export type RunsMessages = typeof runs;
