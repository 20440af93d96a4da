/** About the link that somebody came by. */
export const link = {
  unread: 'Not all of this link could be read:',
  /** Each stands behind the part of the link that it is about. */
  why: {
    value: 'this page does not know that value.',
    ambiguous: 'this can be read as two numbers.',
    key: 'a link of this page has no such part.',
    twice: 'this part is there twice, and the first one counts.',
    bracket:
      'a bracket is missing here. If more is missing, this layer is not the one you were sent.',
    model: 'the link names a preset too, and the preset counts.',
    length: 'It is longer than any link of this page. Nothing of it was read.',
  },
  rest: 'All else is as the link says. Compare it with your task, or ask for the link again.',
  close: 'Close',
};

export type LinkMessages = typeof link;
