import { modelName, percent, points, whole } from './format';

/** What the interactive parts of the lesson say. */
export const lesson = {
  ofCifar10: (data: string) =>
    `This part is about CIFAR-10, and the lab now has “${data}”. Go back to CIFAR-10 to use it.`,

  browser: {
    waiting: 'The first pictures are on their way…',
    coming: 'The pictures of this page are on their way…',
    split: 'Which pictures',
    training: 'Training',
    test: 'Test',
    page: (page: number, pages: number) => `Page ${whole(page)} of ${whole(pages)}`,
    previous: 'Earlier pictures',
    next: 'Later pictures',
    grid: 'Pictures by class; move with the arrow keys, open with Enter',
    picture: (name: string, split: string, index: number) => `${name}, ${split} picture ${index}`,
    enlarged: (name: string) => `${name}, enlarged: move over the pixels with the arrow keys`,
    place: (row: number, column: number) => `row ${row}, column ${column}`,
    red: 'red',
    green: 'green',
    blue: 'blue',
    grey: 'grey',
    plane: (colour: string) => `Only its ${colour}`,
    scaled: 'divided by 255',
    hint: 'Point at a pixel, or tap it, to read its numbers.',
    label: (name: string, index: number) => `label ${index}, ${name}`,
  },

  gaps: {
    trainTwo: (pictures: number | null) =>
      pictures === null
        ? 'When Model 1 has been trained on two different numbers of pictures, their gaps stand here beside each other.'
        : `So far there is your run on ${whole(pictures)} pictures. Train Model 1 on another number of them, with the same settings, to compare the gaps.`,
    compare: 'Compare them',
    bases: { steps: 'after as many steps', training: 'when training accuracy is the same' },
    pictures: (count: number) => `${whole(count)} pictures`,
    when: (epoch: number, steps: number) => `after epoch ${epoch}, ${whole(steps)} steps`,
    training: 'training',
    test: 'test',
    gap: (value: number) => `gap ${points(value)}`,
    why: {
      steps:
        'After as many epochs, the run with more pictures would have taken more steps: that alone widens a gap.',
      training:
        'Each run at its first epoch with at least the training accuracy that all of them reached.',
    },
  },

  budget: {
    within: (total: number, budget: number) =>
      `${whole(total)} parameters: within the budget, ${whole(budget - total)} are left.`,
    over: (total: number, budget: number) =>
      `${whole(total)} parameters: ${whole(total - budget)} too many.`,
    broken: 'The network in the lab cannot be trained yet: see the layer.',
    meter: 'Parameters of the network in the lab; half of the bar is the budget',
    none: 'Runs of networks within the budget are judged here.',
    has: (parameters: number, test: number) =>
      `${whole(parameters)} parameters, ${percent(test)} on the test pictures.`,
    against: (run: number, difference: number, chance: number) =>
      `${difference < 0 ? `${points(-difference)} below` : `${points(difference)} above`} Model 1 (run ${run})${
        Math.abs(difference) <= chance
          ? `, which may be chance: that alone does ${points(chance)}`
          : ''
      }.`,
    trainModel1: 'To compare, train Model 1 with the same settings.',
  },

  name: {
    intro:
      'Ten pictures from the test set, one after the other, thirty seconds for all of them. Your score stays: the networks that you train will be measured against it.',
    begin: 'Begin',
    again: 'Again, with ten other pictures',
    noClock: 'Without a clock',
    waiting: 'The pictures are on their way…',
    asked: (n: number) => `Picture ${n} of 10`,
    which: 'What is it? The digits 0 to 9 work too',
    left: (seconds: number) => (seconds === 1 ? '1 second left' : `${seconds} seconds left`),
    score: (right: number, seconds: number, clock: boolean) =>
      `You named ${right} of 10 in ${seconds} seconds${clock ? '' : ', without a clock'}.`,
    network: (model: string, right: number) =>
      `The network in the lab (${modelName(model)}) names ${right} of the same ten.`,
    noNetwork: 'When you have trained a network, it is asked for the same ten.',
    you: 'You:',
    it: 'It:',
  },

  shuffled: {
    switch: 'Shuffle the pixels',
    pictures: (shuffled: boolean): string =>
      shuffled
        ? 'The same ten pictures, each with its 1,024 pixels in the same new order'
        : 'Ten test pictures as they are',
    trainFirst: (model: string) =>
      `First train ${model} on the pictures as they are: that run is then repeated with every pixel elsewhere.`,
    begin: (number: number, model: string) =>
      `Repeat run ${number} (${model}) on shuffled pictures`,
    stop: 'Stop',
    wait: 'The lab is training: when that run is over, this can begin.',
    preparing: 'Shuffling the pictures…',
    training: (epoch: number, epochs: number) => `Epoch ${epoch} of ${epochs}`,
    ordered: 'as they are',
    mixed: 'shuffled',
    chart: (ordered: string[], mixed: string[]) =>
      `Test accuracy after each epoch. Pixels as they are: ${ordered.join(', ')}. Shuffled: ${mixed.join(', ')}`,
    result: (ordered: number, mixed: number, epochs: number) =>
      `Test accuracy after ${epochs === 1 ? '1 epoch' : `${epochs} epochs`}: ${percent(ordered)} with the pixels as they are, ${percent(mixed)} shuffled.`,
    within: (half: number) =>
      `With this many test pictures a difference of up to ${points(half)} may be chance: the order of the pixels makes no difference that could be seen here.`,
    lower: (difference: number) => `The shuffle costs ${points(difference)}.`,
    higher: (difference: number) => `Shuffled it was better, by ${points(difference)}.`,
    apart: (epochs: number, pictures: number, seed: number) =>
      `A real run, with the settings of yours (${epochs === 1 ? '1 epoch' : `${epochs} epochs`}, ${whole(pictures)} pictures, seed ${seed}), in an engine of its own. It is not among your runs, and it is gone when the page is closed.`,
  },

  stepper: {
    picture: 'Picture',
    kernel: 'Kernel',
    kernels: {
      vertical: 'Left edge: brighter right',
      horizontal: 'Top edge: brighter below',
      outline: 'Outline: unlike what is around',
      blur: 'Blur: mean of nine pixels',
      identity: 'Identity: the pixel itself',
    },
    own: 'Your own weights',
    trained: (n: number) => `Filter ${n} of the network you trained`,
    trainedHeading: 'The first layer of the network you trained:',
    notTrained: 'Once you have trained a network, the kernels of its first layer stand here too.',
    input: 'Input',
    sums: 'Output: the sums',
    output: 'Output, after ReLU',
    outputPicture: (painted: number, all: number) =>
      `The output: ${whole(painted)} of ${whole(all)} numbers are painted`,
    window: 'The window: use the arrow keys to move it',
    sweep: 'Sweep',
    pause: 'Pause',
    fill: 'Paint all',
    clear: 'Empty it',
    reluSwitch: 'ReLU',
    colours:
      'Move the window to paint the output. Blue is above 0, orange below. Where the window meets the padding the sum may be larger than the scale: it gets the full colour.',
    sum: 'The sum is',
    weight: (i: number) => `Weight in row ${Math.floor(i / 3) + 1}, column ${(i % 3) + 1}`,
    weightWanted: (most: number) =>
      `A weight is a number from −${most} to ${most}. Until there is one, the weight is as before.`,
    rounded: 'Weights and products are rounded here; the sum is of the exact ones.',
    copy: 'Copy it, to change its weights by hand',
    channelSum: (channel: string, value: string) =>
      `The nine products in ${channel} make ${value}.`,
    bias: (value: string) => `The bias is ${value}. With all three colours:`,
    place: (row: number, column: number) => `Window at row ${row}, column ${column}`,
    channels: (n: number) => `This kernel looks at ${n} channels; here is channel:`,
    grey: 'The picture in grey, in hundredths: one channel, one kernel of nine weights, and a sum that you can check by hand. Change a weight, and see.',
    colour: 'Red, green and blue each have nine weights: 27 products and a bias.',
    channelNames: ['red', 'green', 'blue'],
    relu: (value: string) => `ReLU leaves ${value}.`,
    padding: 'Padding',
    paddings: { same: 'same: zeros beyond the edge', valid: 'valid: none' },
    stride: 'Stride',
    strides: { 1: '1: every pixel', 2: '2: every other pixel' },
    stepsMake: (stride: number, padding: string, size: number) =>
      `The window stops at ${size} × ${size} = ${whole(size * size)} places. ` +
      (padding === 'same'
        ? 'The black rim is the padding: pixels of 0.'
        : 'It never hangs over the edge, so nothing is made up.') +
      (stride === 2 ? ' The dots are the middles of its windows.' : ''),
    waiting: 'The first pictures are on their way…',
  },

  shift: {
    heading: 'Shift the picture',
    intro:
      'Push the picture a few pixels to a side, and compare a kernel with one neuron of a dense layer.',
    moves: { left: 'To the left', right: 'To the right', up: 'Up', down: 'Down' },
    back: 'Back',
    outputStill: 'The kernel: its output is above. Shift the picture, and watch it.',
    output: (same: number, all: number) =>
      same === all
        ? `The kernel: all ${whole(all)} numbers that are still in view have moved along, and not one has changed.`
        : `The kernel: ${whole(same)} of ${whole(all)} numbers have moved along unchanged. With a stride of 2, only a shift by an even number of pixels does that.`,
    neuronStill: (sum: string) => `The dense neuron: its sum is ${sum}.`,
    neuron: (before: string, after: string) =>
      `The dense neuron: its sum was ${before} and is ${after}. Every pixel has met another weight.`,
    caption: {
      kernel:
        'The kernel: by how much its answer changes where the window goes along with the picture',
      neuron: 'The dense neuron: by how much its sum changes, on the same scale',
    },
    plot: {
      kernel: (values: string[]) =>
        `Change of the kernel’s answer, from 6 pixels left to 6 right: ${values.join('; ')}`,
      neuron: (values: string[]) =>
        `Change of the neuron’s sum, from 6 pixels left to 6 right: ${values.join('; ')}`,
    },
    weights: (count: string) =>
      `The neuron has ${count} weights, one for each number of the picture, drawn at random as training begins with them. What comes in at an edge repeats the edge.`,
  },

  closing: {
    none: 'You have not committed to a prediction yet. Each of them takes a moment, and makes what comes after it worth more.',
    tally: (all: number, came: number, differently: number, waiting: number) =>
      `${all === 1 ? '1 prediction' : `${all} predictions`}: ${came} came out as you said, ${differently} otherwise` +
      (waiting > 0 ? `, ${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a run.` : '.'),
    predicted: 'You said',
    found: 'You found',
    notYet: 'There is no run yet that decides it.',
    worth:
      'Those that came out otherwise are where you learned something: read them again, and say what you would answer now.',
    named: (right: number) => `At stop 1 you named ${right} of 10 pictures.`,
    open: 'Predictions that are still open:',
  },

  augmentation: {
    picture: 'Picture',
    original: 'As it is',
    again: 'Draw again',
    none: 'The network in the lab has no augmentation layers yet, so it sees every picture as it is. Add RandomFlip or RandomTranslation to it.',
    some: 'What the network might see of this picture in nine different epochs:',
    variant: (n: number) => `As it might look in training, ${n}`,
    waiting: 'The first pictures are on their way…',
  },
};

export type LessonMessages = typeof lesson;
