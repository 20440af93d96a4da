import type { Fix } from '../../../wasm/lab';
import {
  closeDuration,
  decimal,
  duration,
  exactDuration,
  given,
  layerName,
  ownModel,
  percent,
  points,
  whole,
} from './en/format';
import { events } from './en/events';

/** Fields whose names in Keras say little. */
const plainNames: Record<string, string> = {
  clipnorm: 'longest gradient of a tensor',
  clipvalue: 'largest number in a gradient',
  global_clipnorm: 'longest gradient of all',
};

/** Every string that the app shows, in English. Another language is another file like this one. */
export const en = {
  number: whole,
  decimal,
  given,
  percent,
  points,
  duration,
  numbers: {
    notRead: (text: string) =>
      `“${text.slice(0, 40)}” is not a number that this page can read. Write a number such as 0.001 or 50000.`,
    which: (text: string) => `“${text}” can be read as two numbers. Which one is it?`,
  },
  classes: {
    airplane: 'airplane',
    automobile: 'automobile',
    bird: 'bird',
    cat: 'cat',
    deer: 'deer',
    dog: 'dog',
    frog: 'frog',
    horse: 'horse',
    ship: 'ship',
    truck: 'truck',
  } as Record<string, string>,

  events,

  theme: {
    label: 'Colours',
    system: 'Auto',
    light: 'Light',
    dark: 'Dark',
  },

  engine: {
    starting: 'Starting the engine…',
    threads: (n: number) => (n === 1 ? '1 thread' : `${n} threads`),
    failed: (message: string) => `The engine did not start. ${message}`,
    lost: (message: string) =>
      `The engine crashed and this run is lost (${message}). Your model and settings are still here.`,
    forgot:
      'The engine crashed and was started again. The network of your last run is gone; its curves and numbers are still here.',
    restart: 'Start it again',
  },

  data: {
    loading: (have: number, all: number) => `${whole(have)} of ${whole(all)} pictures here`,
    own: (name: string, training: number, test: number) =>
      `“${name}”: ${whole(training)} training and ${whole(test)} test pictures.`,
    complete: (all: number) => `All ${whole(all)} pictures are here.`,
    enough: (have: number, all: number) =>
      `${whole(have)} of ${whole(all)} pictures are here, which is enough for these settings. More come when something asks for them.`,
    full: (have: number) => `${whole(have)} pictures are here; more do not fit into memory`,
    slow: (rate: number, left: number) =>
      `The connection is slow: ${decimal(rate / 1000, 1)} KB a second. ${
        rate > 0 ? `The rest would take ${duration(left / rate)}. ` : ''
      }You can train with the pictures that are here.`,
    bar: 'Pictures received',
    retry: 'Retry',
    refused: (file: string, trouble: string, rest: string) =>
      `${file} was refused: ${trouble} ${rest}`,
    refusedManifest: (trouble: string) => `The list of data files could not be read: ${trouble}`,
    blocked: (split: string, have: number) =>
      have > 0
        ? `The lab continues with the ${whole(have)} ${split} pictures that are good.`
        : `There are no ${split} pictures yet.`,
    splits: { training: 'training', test: 'test' },
  },

  model: {
    heading: 'Model',
    presets: 'Presets',
    presetNames: { 'model-0': 'Model 0', 'model-1': 'Model 1', 'model-2': 'Model 2' },
    views: { label: 'How the model is shown', picture: 'Picture', blocks: 'Blocks', code: 'Code' },
    own: ownModel,
    /** A button beside the presets. */
    putAway: (count: number) =>
      count === 1 ? 'Your earlier model' : `Your earlier models (${count})`,
    locked: 'The link you opened keeps the model fixed.',
    input: 'Input',
    layers: 'Layers',
    output: 'Output',
    parameters: 'Parameters',
    total: 'Total parameters',
    multiplications: (n: number) =>
      n >= 1e6
        ? `${decimal(n / 1e6, 1)} million multiplications for each picture`
        : `${whole(n)} multiplications for each picture`,
    memory: (needed: number, available: number) =>
      `Training takes ${whole(needed)} MB; there are ${whole(available)} MB`,
    layerName,
    edit: (kind: string, at: number) => `Layer ${at}: ${layerName(kind)}`,
    up: 'Move up',
    down: 'Move down',
    duplicate: 'Duplicate',
    remove: 'Remove',
    addBlock: 'Add a block',
    addLayer: 'Add a layer',
    add: 'Add below',
    undo: 'Undo',
    redo: 'Redo',
    problems: 'What is in the way',
    forNextRun:
      'The current run keeps the model it started with. Your changes apply to the next run.',
    height: 'height',
    width: 'width',
    field: (name: string) => {
      const text = plainNames[name] ?? name.replace(/_/g, ' ');
      return text[0]!.toUpperCase() + text.slice(1);
    },
    /** An optional field that is left empty. */
    none: 'none',
    /** The engine's own words about a kind of layer, or about one of its fields, are English. */
    help: (_kind: string, _field: string | null, engine: string) => engine,
    fix: (fix: Fix): string => {
      switch (fix.action) {
        case 'set':
          return `Set ${fix.field.replace(/_/g, ' ')} to ${
            Array.isArray(fix.value) ? fix.value.join('×') : String(fix.value)
          }`;
        case 'insert':
          return `Put ${layerName(fix.kind)} here`;
        case 'append':
          return `Add ${layerName(fix.kind)} at the end`;
        case 'remove':
          return 'Remove this layer';
        case 'move':
          return `Move this layer to place ${fix.to + 1}`;
      }
    },
    cannotTrain: (count: number) =>
      count === 1
        ? 'The model has a problem; it is described by the layer.'
        : `The model has ${count} problems; they are described by the layers.`,
  },

  run: {
    heading: 'Training',
    /** The settings in one line. */
    line: (epochs: number, pictures: number, seed: number, optimizer: string) =>
      `${whole(epochs)}\u00a0${epochs === 1 ? 'epoch' : 'epochs'}\u00a0· ${whole(pictures)}\u00a0pictures\u00a0· seed\u00a0${seed}\u00a0· ${optimizer}`,
    settingsOf: 'Settings',
    testNow: (test: number) => `test ${percent(test)}`,
    toLab: 'Lab',
    toLesson: 'Lesson',
    settings: {
      epochs: 'Epochs',
      batch_size: 'Batch size',
      training_pictures: 'Training pictures',
      test_pictures: 'Test pictures',
      seed: 'Seed',
      learning_rate: 'Learning rate',
      l2: 'L2: what large weights of kernels cost (0: nothing)',
      label_smoothing: 'Label smoothing: the share that all classes get alike (0: none)',
      validation_split: 'Validation: the last share of the training pictures, kept apart (0: none)',
      early_stopping_patience: 'Stop after so many epochs that are no better (0: never)',
      min_delta: 'Better by more than this (0: by anything)',
    },
    specs: { optimizer: 'Optimizer', schedule: 'Learning rate schedule' },
    constant: 'Constant',
    amount: 'How many pictures to learn from',
    more: 'More settings',
    switches: {
      watch_accuracy: 'The best epoch has the highest accuracy, not the lowest loss',
      watch_training:
        'The best epoch is the best in training, not on the validation pictures (or, without any, the test pictures)',
      keep_best: 'Keep the best: end with the weights of the best epoch',
      exact_convolution:
        'Exact convolution: slower, without the rounding that the fast method (Winograd) adds',
    },
    rateInRun: 'The current run keeps its learning rate.',
    useInRun: (rate: number) => `Use ${rate} from the next batch on`,
    oneBatch: 'One batch',
    stepped: (loss: number, accuracy: number) =>
      `That batch: loss ${decimal(loss, 2)}, ${percent(accuracy)} right.`,
    onThisDevice: (epoch: number, run: number, isNext: boolean) =>
      `${isNext ? 'The next run, measured' : 'Measured'} on this device: about ${closeDuration(epoch)} for each epoch, ${closeDuration(run)} in all.`,
    stillGuessing:
      'No better than guessing so far. Deep networks may need a few epochs to start learning; if nothing changes, use more pictures, another seed, or a learning rate of 0.0003.',
    outOfRange: (name: string, min: number, max: number, integer: boolean) =>
      `${name} has to be a ${integer ? 'whole ' : ''}number from ${whole(min)} to ${
        max >= 1e6 ? String(max) : whole(max)
      }.`,
    locked: 'The link you opened keeps these settings fixed.',
    train: 'Train',
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop',
    waitingForEngine: 'Waiting for the engine. Training begins by itself.',
    waitingForPictures: (have: number, need: number) =>
      `Waiting for pictures: ${whole(have)} of ${whole(need)} are here. Training begins by itself.`,
    noPictures: 'There are no pictures to train on yet: see the data file that was refused.',
    longStep: (batch: number) =>
      batch > 1
        ? `One batch of ${whole(batch)} pictures takes long here. Training continues; Pause and Stop work when the batch is done. With a smaller batch size, everything responds sooner.`
        : 'One batch of a single picture takes long here. Training continues; Pause and Stop work when the batch is done. A smaller model responds sooner.',
    fewer: (have: number, asked: number, split: string) =>
      `This run uses the ${whole(have)} ${split} pictures that are good, of the ${whole(asked)} you asked for.`,
    status: (epoch: number, epochs: number, training: number, test: number) =>
      `Epoch ${epoch} of ${epochs}: training ${percent(training)}, test ${percent(test)}`,
    /** In the tab's title. */
    tab: (epoch: number, epochs: number, test: number | null, left: string | null) =>
      [`${epoch}/${epochs}`, test === null ? null : percent(test), left]
        .filter(Boolean)
        .join(' · '),
    tabDone: (test: number) => `Done · test ${percent(test)} · CNN Lab`,
    epochOf: (epoch: number, epochs: number) => `Epoch ${epoch} of ${epochs}`,
    epochShort: (epoch: number, epochs: number) => `Epoch ${epoch}/${epochs}`,
    batchOf: (batch: number, batches: number) => `batch ${whole(batch)} of ${whole(batches)}`,
    examining: 'evaluating on the test pictures',
    speed: (perSecond: number) => `${whole(Math.round(perSecond))} pictures/s`,
    left: (seconds: number) => `about ${duration(seconds)} left`,
    wholeRun: 'Progress of the run',
    thisEpoch: 'Progress of the epoch',
    paused: 'Paused',
    done: 'Done',
    stopped: 'Stopped',
    ready: 'Ready when you are.',
    completed: (epochs: number, seconds: number) =>
      `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} in ${exactDuration(seconds)}`,
    notFinite: (message: string, rate: number, usual: number) =>
      rate > usual
        ? `${message} A learning rate of ${rate} is likely too high. Try ${usual}.`
        : message,
    useRate: (rate: number) => `Set the learning rate to ${rate}`,
    failed: (message: string) => `The run ended with an error. ${message}`,
  },

  charts: {
    accuracy: 'Accuracy',
    loss: 'Loss',
    empty: 'Press Train, and the curves appear here.',
  },

  views: {
    label: 'Look closer',
    names: {
      inside: 'Inside',
      test: 'All test pictures',
      runs: 'Runs',
      own: 'Your picture',
      files: 'Files',
    },
  },

  predictions: {
    heading: 'Ten pictures it has never learned from',
    before: 'The same ten pictures after every epoch, and what the network says about them.',
    untrained: (right: number, all: number) =>
      `Not trained yet: ${right} of ${all} right, by chance.`,
    right: 'right',
    wrong: 'wrong',
    is: (name: string) => `This is: ${name}`,
    says: (name: string, share: number) => `${name} ${Math.round(100 * share)}%`,
    score: (right: number, all: number) => `${right} of ${all} right`,
    changed: (gained: string[], lost: string[]) =>
      [
        gained.length ? `newly right: ${gained.join(', ')}` : '',
        lost.length ? `no longer right: ${lost.join(', ')}` : '',
      ]
        .filter(Boolean)
        .join('; ') || 'nothing changed since the epoch before',
    full: (name: string) => `${name}: all ten probabilities`,
  },

  keras: {
    copy: 'Copy the program',
    copied: 'Copied',
    selected: 'Selected: copy it with Ctrl+C',
    waiting: 'The program appears here as soon as the engine has started.',
  },

  stopDone: 'done',
};

export type Messages = typeof en;
