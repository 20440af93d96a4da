/** What is said of the page's own files: renewed on the server, missing, or of no use. */
export const pageFiles = {
  offered: 'A new version of this page is here. Load it when it suits you.',
  missing:
    'A part of this page could not be loaded: the server now has a newer version of it. Load the page again.',
  unreachable:
    'A part of this page could not be loaded: the server cannot be reached. Are you offline? Once you are online again, load the page again.',
  kept: 'Your work is kept: a run continues where it is.',
  notKept: 'Your work is not kept: a run in progress will start again, with the same seed.',
  reload: 'Load the page again',
};

export type PageFilesMessages = typeof pageFiles;
