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
  field: (height: number, width: number) => `sees ${height}×${width} pixels of the picture`,
};

export type NetworkMessages = typeof network;
