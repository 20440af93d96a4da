import { decimal, whole } from './format';

const one = (value: number | null) => (value === null ? '–' : decimal(value, 1));
const points = (value: number | null) => (value === null ? '–' : `${one(value)} points`);
const percent = (value: number | null) => (value === null ? '–' : `${one(value)}%`);

const counted = (value: number | null) => (value === null ? '–' : whole(value));
const orMore = (target: number) => `${whole(target)} or more`;

/** A check in words: what is checked, what the learner has, what is wanted. */
export interface CheckText {
  what: string;
  yours: string;
  wanted: string;
}

/** A check that counts something, of which there may be more. */
const atLeast =
  (what: string) =>
  (yours: number | null, target: number): CheckText => ({
    what,
    yours: counted(yours),
    wanted: orMore(target),
  });

export const exercises = {
  heading: 'Your exercise',
  begin: 'Begin with this network',
  building: 'While you build',
  afterTraining: 'After training',
  passed: 'Passed',
  failed: 'Not yet',
  close: 'Too close to call, so it counts',
  waiting: 'Waiting for a run',
  yours: 'yours',
  wanted: 'wanted',
  baseline: (model: string) =>
    `To compare, this needs a run of ${model} with the same pictures and as many epochs.`,
  loadBaseline: 'Load it',
  chance: (half: number) => `chance alone may do ±${one(half)} points`,
  baselineNames: {
    'model-0': 'Model 0',
    'model-1': 'Model 1',
    'model-2': 'Model 2',
    without: 'the same network without them',
  } as Record<string, string>,

  checks: {
    blocks: atLeast('Blocks of convolutions and a pool'),
    dropout_layers: atLeast('Dropout layers'),
    augmentation_layers: atLeast('Augmentation layers'),
    rates: (yours: number | null, target: number): CheckText => ({
      what: 'Rates of the dropout layers',
      yours: yours === null ? 'none' : String(yours),
      wanted: `above 0 and below ${target}`,
    }),
    own: (yours: number | null): CheckText => ({
      what: 'A network of your own',
      yours: yours ? 'yes' : 'no: a model of the lesson as it stands',
      wanted: 'yes',
    }),
    works: (yours: number | null): CheckText => ({
      what: 'The network can be trained',
      yours: yours === null ? '–' : yours === 0 ? 'yes' : 'no: see the layer',
      wanted: 'yes',
    }),
    epochs: atLeast('Epochs of training'),
    pictures: atLeast('Training pictures'),
    learned: (yours: number | null, target: number): CheckText => ({
      what: 'Test accuracy: has it learned at all?',
      yours: percent(yours),
      wanted: `${percent(target)} or more`,
    }),
    tried: atLeast('Runs of this network with different numbers of epochs'),
    gap: (yours: number | null, target: number, before?: number): CheckText =>
      before === undefined
        ? {
            what: 'The gap, beside that of the run you compare with',
            yours: '–',
            wanted: `at most ${Math.round(100 * target)}% of that run’s`,
          }
        : {
            what: `The gap; it was ${points(before)}`,
            yours: points(yours),
            wanted: `${points(target)} or less`,
          },
    no_gap: (_: number | null, __: number, before?: number): CheckText => ({
      what: 'The gap of the run that you compare with',
      yours: points(before ?? null),
      wanted: 'wide enough to close: train both for more epochs, or on fewer pictures',
    }),
    test_accuracy: (yours: number | null, target: number, before?: number): CheckText =>
      before === undefined
        ? {
            what: 'Test accuracy, beside that of the run you compare with',
            yours: '–',
            wanted: `at most ${target} points below that run’s`,
          }
        : {
            what: `Test accuracy; it was ${percent(before)}`,
            yours: percent(yours),
            wanted: `${percent(target)} or more`,
          },
  } as Record<string, (yours: number | null, target: number, before?: number) => CheckText>,

  done: 'Exercise passed',
  answerTheQuestion: 'All checks passed. Answer the question below, and the exercise is done.',

  mistakesHeading: 'Worth a look',
  fix: 'Fix it',
  layer: (n: number) => `Layer ${n}`,
  mistakes: {
    pooled_away:
      'Each pool halves the picture: 32, 16, 8, 4, 2, 1. Five pools are the limit; a sixth finds nothing left to halve.',
    no_flatten:
      'A dense layer needs a list of numbers, and what arrives here is still a picture. Flatten makes a list of it.',
    after_softmax:
      'Dropout after the softmax deletes answers at random, the right one among them. Nothing is left to learn from. Put it before the last Dense layer.',
    percent: 'A rate is a part of 1, not of 100: a quarter is 0.25.',
    high_rate:
      'More than two thirds of the numbers are dropped here. Networks rarely learn much when so little gets through; 0.2 to 0.5 is usual.',
    drops_pixels:
      'This drops pixels before any layer has seen them. It makes the pictures noisy. Dropout helps further down, where the network has something to rely on.',
    block_without_pool:
      'There are convolutions without a pool after them. They work, but each runs on as large a picture as the one before, and costs as much. A block ends with a pool.',
    vertical_flip:
      'This turns pictures upside down. Upside-down ships and horses are not in the test pictures: the network spends effort on what it will never be asked.',
    strong_augmentation:
      'This changes pictures so much that what they show is often cut off. Look at the strip below: could you still tell?',
    learning_rate:
      'This learning rate is high for this optimizer: ten times Keras’s own, or more. If the loss stays near 2.3 or jumps about, go back to Keras’s own, 0.001 for Adam.',
    many_epochs:
      'So many epochs on so few pictures mostly lead to memorising. Watch where the test loss turns: after that, epochs are wasted.',
    guessing:
      'The network does no better than guessing. Deep networks do not always start learning: give it a learning rate of 0.0005 or less, more pictures, or another seed.',
    other_settings:
      'The two runs differ in more than the layers: in seed, batch size or learning rate. Part of the difference may come from that.',
  },

  reflection: {
    heading: 'In your own words',
    help: 'What changed, and why? Your text stays on this computer and goes into your completion record.',
  },

  hints: {
    heading: 'Hints',
    more: 'Show the next hint',
    order: 'Put the layers in order instead',
    answer: 'Show a model answer',
    load: 'Load it into the lab',
  },
  hintTexts: {
    'exercise-1': [
      'Look at the shapes in the list of layers. What reaches Flatten is still 4×4: there is something left to halve.',
      'A block is two convolutions and a pool. It goes between the last pool and Flatten, with twice the filters of the block before.',
      'Press “Add a block” below the list of layers. Then train with 5 epochs, and once more with 10.',
    ],
    'exercise-2': [
      'Dropout helps where the network has a lot to rely on. Look at which layers have many numbers, and what Model 2 did.',
      'Put a Dropout layer below each pool. Begin with 0.25, and take more further down.',
      'Choose the pool, choose Dropout under “Add a layer”, press “Add below”; do so for each of the four pools, with rates 0.25, 0.25, 0.4 and 0.4. For the comparison, train the network once without them.',
    ],
    'exercise-3': [
      'Augmentation changes pictures, so it has to come before everything that computes with them.',
      'Mirroring left to right keeps every label true. So does a shift by a few pixels.',
      'Choose RandomFlip (horizontal) under “Add a layer”, then RandomTranslation with a factor of 0.1. Train Model 1 with the same settings for comparison.',
    ],
  },

  order: {
    help: 'These are the pieces of one answer, shuffled. Move them until they are in order, first layer on top.',
    up: 'Up',
    down: 'Down',
    check: 'Check the order',
    right: 'That is the order.',
    wrong: (at: number) => `The first ${at - 1} fit. Piece ${at} does not belong there.`,
    wrongFirst: 'The first piece does not belong there yet.',
  },
};

export type ExerciseMessages = typeof exercises;
