import { percent, whole } from './format';

/** What the page says about a data set of the learner's own. */

const pictures = (count: number) => `${whole(count)} ${count === 1 ? 'picture' : 'pictures'}`;
const files = (count: number) => `${whole(count)} ${count === 1 ? 'file' : 'files'}`;
const classes = (count: number) => `${whole(count)} ${count === 1 ? 'class' : 'classes'}`;

export const ownData = {
  line: {
    data: 'Data:',
    cifar: 'CIFAR-10',
    use: 'use your own pictures…',
    change: 'change…',
    back: 'Back to CIFAR-10',
    size: (classCount: number, count: number) => `${classes(classCount)}, ${pictures(count)}`,
    bringing: (name: string) => `Bringing back ${name}…`,
  },

  title: 'Your own pictures',
  fromLesson: 'Use your own pictures',
  close: 'Close',
  intro:
    'Teach the network something of your own: a folder of pictures for each thing it should tell apart, from 2 to 20. Twenty of each are a start, a hundred are better.',
  stays: 'They stay on this computer: nothing is uploaded.',
  drop: 'Drop folders, a zip or pictures here',
  folder: 'Choose a folder',
  files: 'Choose pictures, a zip or arrays',
  arraysToo:
    'Arrays are read too: .npz or .npy with x_train and y_train, as Keras’s data sets are.',
  byHand: 'Add an empty class',
  startOver: 'Start over',

  reading: (done: number, of: number) =>
    of === 0 ? 'Looking at the files…' : `Reading: ${whole(done)} of ${pictures(of)}`,
  readingBar: 'Pictures read',
  stop: 'Stop',
  stopped: (done: number, of: number) =>
    `Stopped after ${whole(done)} of ${pictures(of)}. What was read is here.`,
  read: (count: number, refused: number) =>
    refused === 0 ? `${pictures(count)} read.` : `${pictures(count)} read, ${files(refused)} not taken.`, // prettier-ignore

  className: 'Name of the class',
  unnamed: (number: number) => `Class ${number}`,
  count: pictures,
  add: 'Add pictures',
  addTo: (name: string) => `Add pictures to ${name}`,
  remove: 'Remove',
  removeClass: (name: string) => `Remove the class ${name}`,
  removePicture: (file: string, name: string) => `Remove ${file} from ${name}`,
  removeHelp: 'Press a picture to remove it.',
  more: (count: number) => `Show ${whole(count)} more`,

  refused: (count: number) => `${files(count)} not taken`,
  refusedMore: (count: number) => `and ${whole(count)} more`,
  refusedFile: (file: string, why: string) => `${file}: ${why}`,
  moving: (count: number) =>
    count === 1
      ? 'Of a file that moves, the first picture was taken.'
      : `Of ${whole(count)} files that move, the first picture was taken.`,
  contradiction: (file: string, one: string, other: string) =>
    `${file} is in “${one}” and in “${other}” alike, so it is left out of both.`,
  uneven: (name: string, share: number) =>
    `${percent(share, 0)} of all pictures are of “${name}”: a network that always answers that would be right as often. About as many of each class teach more.`,
  scale: {
    unit: 'Its numbers go from 0 to 1 and were multiplied by 255.',
    bytes: (largest: number) => `Its numbers go up to ${whole(Math.round(largest))} and were taken as bytes from 0 to 255.`, // prettier-ignore
  },
  inBoth: (count: number) =>
    `${whole(count)} test ${count === 1 ? 'picture is' : 'pictures are'} among the training pictures too: the test will look better than it is.`,
  ofSize: (height: number, width: number, channels: number) =>
    `${height}×${width} pixels, ${channels === 1 ? 'grey' : 'in colour'}`,

  name: 'Name of the data set',
  usualName: 'My pictures',
  seed: 'Seed of the split',
  parts: (training: number, test: number) =>
    `${pictures(training)} to learn from, ${whole(test)} for the test: of each class the same share.`,
  givenParts: (training: number, test: number) =>
    `${pictures(training)} to learn from, ${whole(test)} for the test, as the file has them.`,
  mostOfRun: (most: number) => `A run takes the first ${whole(most)} of them at most.`,
  use: 'Use these pictures',
  making: 'Making the data set…',
  loses: (running: boolean): string =>
    running
      ? 'The run in progress is stopped. It is kept beside your work, and its numbers stay under Earlier runs.'
      : 'The network that you trained makes room. It is kept beside your work, and its numbers stay under Earlier runs.',
  losesUnkept:
    'The network that you trained is not kept: this browser stores nothing now. Download your work first if you want to keep it. Its numbers stay under Earlier runs.',
  goOn: 'Use them now',
  cancel: 'Not yet',
  inUse: (name: string) => `In use: ${name}`,
  used: (name: string, classCount: number, training: number, test: number) =>
    `${name} is in the lab: ${classes(classCount)}, ${pictures(training)} to learn from, ${whole(test)} for the test. The network now ends with ${classCount} units.`,
  usedCifar: 'CIFAR-10 is in the lab again.',
  notUsed: (name: string, why: string) => `${name} could not be used: ${why}`,

  kept: 'Kept on this computer',
  keptHelp: 'Data sets that you have used. They stay until you delete them.',
  useKept: 'Use',
  useKeptOf: (name: string) => `Use ${name}`,
  delete: 'Delete',
  deleteOf: (name: string) => `Delete ${name}`,
  notKept: (why: string) => `These pictures are here until the page is closed: ${why}`,
  damaged: (count: number) =>
    `${count === 1 ? 'A data set that was kept is' : `${whole(count)} data sets that were kept are`} damaged, or of another version of this page, and cannot be read.`,
  notBrought: (name: string, why: string) =>
    `Your pictures “${name}” could not be brought back: ${why} CIFAR-10 is in the lab.`,
};

export type OwnDataMessages = typeof ownData;
