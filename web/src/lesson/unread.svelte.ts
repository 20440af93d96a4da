import type { Unread } from '../address/hash';

/** What of the link could not be read, until the learner has closed it. */
class UnreadParts {
  parts = $state.raw<readonly Unread[]>([]);
}

export const unread = new UnreadParts();
