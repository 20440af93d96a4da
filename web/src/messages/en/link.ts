/** About the link that the page was opened with. */
export const link = {
  unread: 'Not all of this link could be read:',
  /** Each stands behind the part of the link that it is about. */
  why: {
    value: 'this page does not know that value.',
    ambiguous: 'this can be read as two numbers.',
    key: 'a link of this page has no such part.',
    twice: 'this part appears twice; the first one counts.',
    bracket:
      'a bracket is missing here. If more is missing, this layer is not the one you were sent.',
    model: 'the link names a preset too, and the preset counts.',
    length: 'It is longer than any link of this page. Nothing of it was read.',
  },
  rest: 'Everything else is as the link says. Compare it with your task, or ask for the link again.',
  close: 'Close',
  holdsStop: 'The link you opened locks the lesson to this stop: the others do not open.',
  refused: (what: string) =>
    `Not done: it would change ${what}, and the link you opened keeps that fixed. To do it, open the lab without that link.`,
  codeRefused: (what: string) =>
    `The lab does not take this program: it would change ${what}, and the link you opened keeps that fixed.`,
  lockNames: {
    model: 'the model',
    settings: 'the settings of the run',
    stop: 'the stop of the lesson',
  },
  assignment: 'Key of an assignment',
  aboutAssignment:
    'With a key, such as biology-7, the link asks for a name, and each learner’s seed comes of both: copied runs show.',
  noKey:
    'A key begins with a letter or a digit and has only letters from a to z, digits, dots and hyphens: biology-7.',
};

export type LinkMessages = typeof link;
