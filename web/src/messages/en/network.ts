import { decimal, whole } from './format';

/** The network as a picture. */
export const network = {
  title: (name: string) => `Network: ${name}`,
  untrained: 'not trained yet: every weight is random',
  asOf: (epochs: number) =>
    epochs === 1 ? 'as it is after 1 epoch' : `as it is after ${whole(epochs)} epochs`,
  live: 'as it is now, while it learns',
  otherModel: 'the run that goes on has another model',
  fromFile: (file: string) => `opened from ${file}`,
  /** Behind the number of parameters. */
  facts: (multiplications: number) =>
    `· ${
      multiplications >= 1e6
        ? `${decimal(multiplications / 1e6, 1)} million`
        : whole(multiplications)
    } multiplications for each picture`,
  picture: 'picture',
  /** By what a layer is drawn as, where there is little room; others keep their name of Keras's. */
  short: {
    convolution: 'Conv',
    pooling: 'Pool',
    global_pooling: 'Global pool',
    dense: 'Dense',
  } as Record<string, string>,
  layer: (at: number, name: string, fields: string, shape: string, parameters: number) =>
    `Layer ${at}, ${name}${fields ? ` (${fields})` : ''}: output ${shape}, ${
      parameters === 1 ? '1 parameter' : `${whole(parameters)} parameters`
    }`,
  parameters: (count: number) => whole(count),
  some: (shown: number, all: number) => `${whole(shown)} of ${whole(all)} channels`,
  says: (name: string, share: number) => `${name}: ${Math.round(100 * share)}%`,
  answer: 'What it answers',
  addHere: (at: number) => (at === 0 ? 'Add in front of the first layer' : `Add after layer ${at}`),
  kind: 'Kind of layer',
  insert: 'Add this layer',
  left: 'Move left',
  right: 'Move right',
  close: 'Close',
  keys: 'Arrow keys go from layer to layer, with Shift they move it, Delete removes it.',
  strip: 'Layers, from the picture to the answer',
  cell: {
    heading: 'One cell, and the sum that made it',
    axes: ['Row', 'Column', 'Channel'],
    unit: 'Unit',
    none: 'There is no account of this layer.',
    channel: (channel: number, all: number, gives: string) =>
      `Channel ${channel} of the ${whole(all)} it sees gives ${gives}`,
    largest: (shown: number, all: number) => `The ${shown} largest of ${whole(all)} products:`,
    how: {
      sum: (total: string, terms: number, bias: string | null) =>
        `${whole(terms)} ${terms === 1 ? 'product' : 'products together'}${bias === null ? '' : `, with the bias ${bias}`}: ${total}.`,
      largest: (total: string, terms: number) => `The largest of ${whole(terms)}: ${total}.`,
      mean: (total: string, terms: number) => `The mean of ${whole(terms)}: ${total}.`,
      value: (total: string) => `The layer is given ${total}.`,
    },
    then: (activation: string, value: string) => `${activation} makes ${value} of it.`,
  },
  back: {
    label: 'Look back: epoch',
    help: 'Turn the network back to an earlier epoch: its maps, its answers and the ten pictures',
    now: 'as it is now',
    toNow: 'Back to now',
    short: '◂ look back',
  },
  history: {
    heading: 'How it came to be',
    /** A unit's, where the layer gives no maps. */
    help: (channel: number, isMap: boolean) =>
      `${isMap ? 'Channel' : 'Unit'} ${channel} of this layer for this picture, after each epoch of the run.`,
    none: 'After the first epochs of a run their maps are shown here.',
    epoch: (epoch: number) => `after epoch ${epoch}`,
  },
  strongest: {
    heading: 'What it answers to',
    find: 'Find the test pictures it answers to most',
    working: 'Looking through the test pictures…',
    help: (channel: number, pictures: number, isMap: boolean) =>
      `Of the first ${whole(pictures)} test pictures, those that bring about the greatest numbers in ${isMap ? 'channel' : 'unit'} ${channel}.`,
    picture: (name: string, activation: string) => `${name}: ${activation}`,
  },
  occlusion: {
    show: 'Which pixels mattered',
    first: 'Train first: a network with random weights has no reasons.',
    help: (square: number, name: string, share: string, most: string) =>
      `A grey square of ${square}×${square} pixels was laid over each part of the picture, and the network was asked again each time. The redder, the more “${name}” (${share} without the square) lost: ${most} at most. It shows what this answer hangs on, not what the network understands.`,
  },
  own: 'a picture of your own',
  openPicture: 'The picture in front',
  testPicture: 'Test picture, from 0',
  testRange: (last: number) => `There are test pictures from 0 to ${whole(last)}.`,
  others:
    'Press one of the ten pictures below, choose any test picture by its number, or put one of your own in front under “Your picture”.',
  field: (height: number, width: number) => `sees ${height}×${width} pixels of the picture`,
};

export type NetworkMessages = typeof network;
