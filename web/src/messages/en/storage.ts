import { isOwnModel } from '../format';
import { duration, percent } from './format';

/** What the page says about keeping the learner's work. */

const ofModel = (name: string) => (isOwnModel(name) ? 'your network' : name);

export const storage = {
  heading: 'Your work',
  kept: (seconds: number) =>
    seconds < 15
      ? 'Your work is kept on this computer: saved just now.'
      : `Your work is kept on this computer: saved ${duration(seconds)} ago.`,
  ready: 'Your work is kept on this computer as you train.',
  opening: 'Looking for saved work…',
  interrupted: (model: string, epoch: number, epochs: number, when: string) =>
    `A run of ${ofModel(model)} was interrupted in epoch ${epoch} of ${epochs}. It was saved ${when}.`,
  finished: (model: string, epochs: number, test: number, when: string) =>
    `Your last run of ${ofModel(model)} is kept: ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}, test ${percent(test)}. It was saved ${when}.`,
  trainedOn: (name: string) => `It was trained on “${name}”.`,
  ago: (seconds: number) => (seconds < 15 ? 'just now' : `${duration(seconds)} ago`),
  replaced: 'The next run will take its place.',
  heldOff:
    'The link you opened does not let it go on here, and nothing takes its place: what you train under this link is kept beside it.',
  aside: (count: number): string =>
    count === 1
      ? 'An earlier run is kept beside your work, because a link did not let it go on or other pictures took the place of its own. It stays until you discard it.'
      : 'Earlier runs are kept beside your work, because a link did not let them go on or other pictures took the place of theirs. They stay until you discard them.',
  late: 'The browser’s storage answered late, after the run here had started. This run is not kept until you choose; continuing with the other one stops it.',
  ofOtherTab:
    'Another tab of this page kept it. The run of this tab is not kept until you choose; continuing with the other one stops it.',
  continueFrom: (epoch: number) => `Continue from epoch ${epoch}`,
  bringBack: 'Bring it back',
  discard: 'Discard it',
  unreadable: {
    damaged: (copies: number) =>
      `Saved work was found, but ${copies === 1 ? 'its copy is' : `its ${copies} copies are`} damaged and cannot be opened. Nothing is overwritten: new work is saved beside it. Download it if someone may be able to rescue it.`,
    otherVersion: (copies: number) =>
      `Saved work was found that another version of this page wrote${copies === 1 ? '' : ` (${copies} copies)`} and this one cannot open. Nothing is overwritten: new work is saved beside it. Reload the page to get its newest version, or download the work.`,
  },
  besideGood: (copies: number) =>
    `Your work is kept in more than one copy, and ${copies === 1 ? 'one of them is' : `${copies} of them are`} damaged and cannot be opened. The newest copy that can be opened is offered: compare its time and its epoch with what you remember, because it may be older. Nothing is overwritten: new work is kept beside ${copies === 1 ? 'the damaged copy' : 'the damaged copies'}. Download ${copies === 1 ? 'it' : 'them'} if someone may be able to rescue what is missing.`,
  takeCopy: (copy: number, copies: number) =>
    copies === 1 ? 'Download it as it is' : `Download copy ${copy} as it is`,
  copyName: (copy: number) => `kept-work-${copy}.cnnlab`,
  download: 'Download my work',
  withoutPictures: (name: string) =>
    `“Download my work” takes no pictures along: those of “${name}” stay on this computer. To open the file elsewhere, first put the same pictures into the lab there: “Data (.npz)” in the tab Files has them as they are here; the same folder, zip or .npz does too, with the same choices.`,
  savedWithoutPictures: (file: string, name: string) =>
    `${file} is in your downloads, without the pictures of “${name}”, which it needs wherever it is opened.`,
  open: 'Open a file',
  reading: 'Reading the file…',
  nothing: 'There is no run to download yet: train first.',
  otherTab:
    'CNN Lab is open in another tab, which keeps the work of both. What you train here is not kept.',
  otherTabSays: (status: string) => `There: ${status}`,
  takeOver: 'Keep the work of this tab instead',
  fileName: 'my-work.cnnlab',
};

export type StorageMessages = typeof storage;
