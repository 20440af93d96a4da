/** What is said of the page's own files: renewed on the server, missing, or of no use. */
export const pageFiles = {
  offered: 'A new version of this page is here. Load it when it suits you.',
  missing:
    'A part of this page could not be loaded: the server has a newer version of it by now. Load the page again.',
  unreachable:
    'A part of this page could not be loaded: the server cannot be reached. Are you offline? Once you are online again, load the page again.',
  kept: 'Your work is kept: a run goes on where it is.',
  notKept: 'Your work is not kept: a run that is going on will begin again, with the same seed.',
  reload: 'Load the page again',
  badFile: (file: string, trouble: string) => `Its file ${file} could not be used: ${trouble}`,
  policy:
    "The Content-Security-Policy of this server does not let the page compile WebAssembly. Its script-src has to allow 'self' and 'wasm-unsafe-eval'.",
  /** Beside those that pictures share. */
  troubles: {
    wrong_type: (facts: string) => {
      const [got, wanted] = facts.split(' ');
      return `the server sends it as ${got}, and browsers take it only as ${wanted}. Whoever runs the server can set that.`;
    },
    changed: () => 'the server has it of another version of this page by now. Load the page again.',
    damaged: () => 'its content is damaged.',
  } as Record<string, (facts: string) => string>,
};

export type PageFilesMessages = typeof pageFiles;
