import { percent, whole } from './format';

/** What the views say that look into a trained network. */

const roughly = (share: number) => percent(share, 0);
const pictures = (count: number) => (count === 1 ? '1 picture' : `${whole(count)} pictures`);

export const inside = {
  noNetwork: 'There is no network to look into yet. Press Train, and come back.',
  gone: 'The engine no longer has this network. Train it again to look into it.',

  examination: {
    heading: 'All test pictures',
    working: 'Evaluating the network…',
    after: (epoch: number) => (epoch === 0 ? 'Before training' : `After epoch ${epoch}`),
    fromFile: (file: string) => `The network from ${file}`,
    during: (epoch: number) => `In the middle of epoch ${epoch}`,
    score: (right: number, all: number) =>
      `${whole(right)} of ${whole(all)} right (${percent(right / all)})`,
    commonest: (label: string, said: string, count: number) =>
      `Mixed up most: ${label}, taken for ${said} ${count === 1 ? 'once' : `${count} times`}.`,
    cost: 'While this view is open, training waits after each epoch until every test picture has been seen.',
    matrix: 'Confusion matrix',
    howToRead:
      'A row for each true class, a column for each answer; the diagonal is right. Choose a cell to see its pictures: move with the arrow keys, open with Enter.',
    truth: 'It is …',
    said: '… and the network says …',
    right: 'right',
    cell: (label: string, said: string, count: number) =>
      label === said
        ? `${label}, recognised: ${pictures(count)}`
        : `${label}, taken for ${said}: ${pictures(count)}`,
    none: 'No picture is in this cell.',
    close: 'Close',
    mistakes: 'The most confident mistakes',
    mistakesHelp:
      'Wrong, and sure of it. Some of them would fool you too; others show what the network goes by.',
    noMistakes: 'None: every picture was recognised.',
    caption: (label: string, said: string, share: number) =>
      label === said
        ? `${said}, ${roughly(share)} sure`
        : `${label}, taken for ${said}, ${roughly(share)} sure`,
    picture: (index: number, label: string, said: string, share: number) =>
      `Test picture ${index}: ${label}; the network says ${said}, ${roughly(share)}`,
    more: (count: number) => `Show ${count} more`,
  },

  network: {
    heading: 'Inside the network',
    intro:
      'One picture on its way through every layer of the network. Open a layer to see what it does with the picture.',
    fromFile: (file: string) => `With the weights from ${file}.`,
    now: (epochs: number) =>
      epochs === 0
        ? 'The weights are still nearly random.'
        : `With the weights as they are, after ${epochs === 1 ? '1 epoch' : `${epochs} epochs`}.`,
    picture: 'Picture',
    index: 'Test picture, from 0',
    indexRange: (most: number) => `There are test pictures from 0 to ${whole(most)}.`,
    working: 'Sending the picture through the network…',
    thisIs: (name: string) => `This is: ${name}`,
    layers: 'Layers, from the picture to the answer',
    layer: (at: number, name: string, shape: string) => `${at}. ${name}, output ${shape}`,
    scale:
      'Black is 0. White is the largest number: of the layer, or, enlarged, of the channel. Negative numbers, where there are any, are blue.',
    sheet: (shape: string, channels: number) =>
      `The layer’s output for this picture, ${shape}: ${channels} channels side by side`,
    channel: 'Channel',
    channelOf: (channel: number, channels: number) => `channel ${channel} of ${channels}`,
    enlarged: (channel: number) => `Channel ${channel}, enlarged`,
    facts: (least: string, most: string, zeros: number) =>
      `from ${least} to ${most}; ${percent(zeros)} of its numbers are 0`,
    press: 'Press a channel, or move the slider, to enlarge it.',
    units: (count: number, active: number, largest: string, at: number) =>
      `${whole(count)} numbers; ${whole(active)} are above 0. The largest is ${largest}, number ${whole(at)}.`,
    filters: 'Its filters, as they are now',
    filtersHelp: (size: string) =>
      `Each filter has ${size}×3 weights, drawn as colours: middle grey is a weight of 0. The network was given none of them.`,
    filter: (n: number) => `Filter ${n}`,
    answer: 'What the network says',
    says: (name: string, share: number) => `${name} ${percent(share)}`,
    right: 'the true class',
    inTraining: 'This layer works only in training. Here it changes nothing.',
  },

  account: {
    heading: 'Where its shape and parameters come from',
    noParameters: 'There is nothing to learn in this layer: it has no parameters.',
    parameters: (sum: string, count: number) => `Parameters: ${sum} = ${whole(count)}.`,
    convolved: (
      from: string,
      to: string,
      window: string,
      same: boolean,
      strided: boolean,
      sum: string,
    ) =>
      `${from} → ${to}: ` +
      (same && !strided
        ? `the ${window} window stops at every place; beyond the edge it meets zeros (same padding), so height and width stay.`
        : same
          ? `the ${window} window moves in steps, with zeros beyond the edge (same padding): ${sum} places.`
          : `the ${window} window stays inside the picture (valid padding): ${sum} places.`) +
      ' Each filter makes one channel.',
    convolutionParameters: (window: string, filters: number) =>
      `${window} weights and a bias for each of the ${filters} filters. Where the window stands makes no difference: the weights are shared.`,
    pooled: (from: string, to: string, window: string, kind: 'max' | 'average') =>
      `${from} → ${to}: of each ${window} square of a channel one number is left, ${kind === 'max' ? 'the largest' : 'the mean'}.`,
    pooledBySteps: (
      from: string,
      to: string,
      window: string,
      strides: string,
      kind: 'max' | 'average',
      padding: 'valid' | 'same',
      sum: string,
    ) =>
      `${from} → ${to}: a ${window} window moves in steps of ${strides} and leaves ${
        kind === 'max' ? 'the largest number' : 'the mean'
      } of each place; ${
        padding === 'same'
          ? 'where it hangs over the edge it has fewer numbers (same padding)'
          : 'it stays inside (valid padding)'
      }. Height: ${sum}.`,
    global: (from: string, to: number, size: string, kind: 'max' | 'average') =>
      `${from} → ${to}: of all ${size} numbers of a channel one is left, ${kind === 'max' ? 'the largest' : 'the mean'}.`,
    flattened: (from: string, to: number) =>
      `${from.replace(/×/g, ' × ')} = ${whole(to)}: the same numbers in one long list, row by row.`,
    dense: (inputs: number, units: number) =>
      `${whole(inputs)} → ${whole(units)}: each output is a sum over all ${whole(inputs)} inputs.`,
    denseParameters: (inputs: number, units: number) =>
      `A weight for each of the ${whole(inputs)} inputs and a bias, for each of the ${whole(units)} outputs.`,
    dropout: (shape: string, rate: number) =>
      `The shape stays ${shape}. In training, ${percent(rate)} of the numbers are switched off at random; in evaluation, none.`,
    normalizationParameters:
      'A scale and a shift for each channel, which are learned, and a mean and a variance, which are measured.',
    sameShape: (shape: string) => `The shape stays ${shape}.`,
    otherShape: (from: string, to: string) => `${from} becomes ${to}.`,
    scaleAndShift: 'A scale and a shift for each channel.',
    slopes: 'A slope for each number of the input.',
    depthwiseParameters: 'The filters of each channel, and a bias for each channel that comes out.',
    separableParameters:
      'The filters of each channel, then the weights that mix the channels, and a bias for each channel that comes out.',
  },

  dropout: {
    heading: 'What dropout switches off',
    again: 'Draw again',
    rate: 'Rate',
    off: (off: number, all: number, factor: string) =>
      `${whole(off)} of ${whole(all)} numbers are switched off (${percent(off / all)}); the others are multiplied by ${factor}, so that the sum stays the same on average.`,
    channelsOff: (off: number, all: number, factor: string) =>
      `${off} of ${all} channels are switched off as a whole; the others are multiplied by ${factor}.`,
    picture: 'The layer’s numbers; those that are switched off are blank',
    strongest: (shown: number, all: number) =>
      `Drawn: the ${shown} strongest of ${all} channels. Blank: switched off.`,
    trainingOnly:
      'Only in training, and drawn again for every picture of every batch. When the network is evaluated or used, none of them is switched off.',
    from: (name: string) => `The picture: ${name}`,
    choose: 'Picture',
    answerHeading: 'And the answer?',
    answerIntro: (name: string) =>
      `Dropout on the output of ${name}, drawn again and again, with all else as it is: each draw is another, smaller network, and each has its own answer.`,
    noTail:
      'The answers of the smaller networks are shown for networks that end in dense layers, such as Model 1 and Model 2.',
    wobble: (draws: number) => `How sure ${draws} draws are of each class, and how many name it`,
    wobbleOf: (draws: number) => `of ${draws} draws name it`,
    wobbleHelp: (draws: number) =>
      `A dot for each of ${draws} draws: further right is surer. The black line is the answer with nothing switched off. The number says how many of the draws name the class; the true one is bold.`,
    wobbleAgain: (draws: number) => `${draws} other draws`,
    layer: (at: number, name: string) => `layer ${at}, ${name}`,
    ofLayer: (name: string) => `Drawn on the output of ${name}.`,
    noLayer: (name: string) =>
      `This network has no dropout. This is what it would do to the output of ${name}.`,
  },

  own: {
    heading: 'Your own picture',
    place: 'Drop a picture here, paste one, or choose a file.',
    choose: 'Choose a picture',
    stays: 'It stays on this computer: nothing is uploaded.',
    drawnHelp:
      'Or try a drawing that this page makes itself. The network learned from photographs, so a drawing is a hard question; and a cup is none of its ten classes.',
    drawn: { ship: 'A ship', airplane: 'An airplane', truck: 'A truck', cup: 'A cup' },
    opening: 'Opening the picture…',
    opened: 'Your picture',
    square: 'The square that is cut out: move it with the arrow keys, size it with plus and minus',
    size: 'Size of the square',
    move: 'Drag the square, or move it with the arrow keys; plus and minus change its size.',
    small: (height: number, width: number) =>
      `All that the network gets to see: ${height}×${width} pixels`,
    putInFront: 'Put it in front of the network',
    says: (name: string, share: number) => `${name}, ${roughly(share)} sure`,
    whyHeading: 'Why it may be wrong',
    unsure: (share: number) =>
      `It has not made up its mind: its best answer has ${roughly(share)}, and the others share the rest.`,
    tenClasses:
      'It knows ten classes and nothing else, and it has to name one of them. Show it a cup, and it will call it a frog or a ship; it cannot say “none of these”.',
    onlyClasses: (classes: number) =>
      `It knows ${classes} classes and nothing else, and it has to name one of them: it cannot say “none of these”.`,
    distribution:
      'It learned from small pictures in which the thing fills the frame. A photograph with a lot around the thing looks strange to it: make the square fit closely.',
    accuracy: (share: number) =>
      `Even on test pictures like those it was trained on, it is right ${roughly(share)} of the time.`,
    refused: (file: string, trouble: string) =>
      `${file || 'The picture'} was not opened: ${trouble}`,
  },

  augmentation: {
    layers: (layers: string[]) => `At work: ${layers.join(', then ')}.`,
    stale:
      'These pictures are from before the mistake in the model. The layer that has it says what would fix it.',
  },

  pooling: {
    heading: (kind: 'max' | 'average'): string =>
      kind === 'max' ? 'Max pooling' : 'Average pooling',
    ofOutput:
      'The output above goes into a 2 by 2 max pool. Move its window with the mouse, a finger or the arrow keys: the kernel’s window goes with it.',
    window: 'The pooling window: use the arrow keys to move it',
    before: 'Before',
    after: 'After',
    place: (row: number, column: number) => `Output at row ${row}, column ${column}`,
    keeps: {
      max: 'The largest number under the window is kept:',
      average: 'The mean of the numbers under the window is kept:',
    },
    outside: 'beyond the edge: does not count',
  },
};

export type InsideMessages = typeof inside;
