import { duration } from './format';

/** What happens to a run beside its training, said at once: so it comes with the first view. */
export const events = {
  openedNetwork: (file: string, isBeside: boolean) =>
    `The network in the lab is now that of ${file}.${isBeside ? ' The curves are those of earlier runs. “Download my work” has your last run, with its own network.' : ''}`,
  otherData: (wanted: string, here: string) =>
    `That run was trained on “${wanted}”, and the data here are “${here}”. Bring those data in first; then it can continue.`,
  otherEngine:
    'This run continues with another engine than it started with: its last digits may differ from an uninterrupted run.',
  rescued: (what: string, epoch: number) =>
    `The engine crashed (${what}) and was started again. The run continues from epoch ${epoch}; its numbers will be the same as without the crash.`,
  slept: (seconds: number | null) =>
    seconds === null
      ? 'The computer slept, or its clock was set forward. Training continues where it was.'
      : `Training stood still for ${duration(seconds)}: the computer slept, or the browser suspended this page. It continues where it was.`,
};
