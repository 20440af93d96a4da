import { seeded } from '../base/seeded';
import { recall, remember } from '../base/remembered';

/** How the learner did at naming ten test pictures: set against the networks' scores from then on. */

export const toName = 10;
export const secondsToName = 30;

export interface Named {
  /** Which try it was, from 1: each has other pictures. */
  round: number;
  /** A class for each picture; null where the time was over. */
  answers: (number | null)[];
  right: number;
  seconds: number;
  clock: boolean;
}

const isNamed = (given: Named | null): given is Named =>
  Number.isInteger(given?.round) &&
  Number.isInteger(given?.right) &&
  given!.right >= 0 &&
  given!.right <= toName &&
  Array.isArray(given?.answers) &&
  given.answers.length === toName &&
  Number.isFinite(given.seconds);

function kept(): Named | null {
  try {
    const given = JSON.parse(recall('named') ?? 'null') as Named | null;
    return isNamed(given) ? given : null;
  } catch {
    return null;
  }
}

/** The last try; null before there is one. */
export const named = $state<{ last: Named | null }>({ last: kept() });

export function keepNamed(score: Named): void {
  named.last = score;
  remember('named', JSON.stringify(score));
}

/** The first ten are beside every network with their names: nobody is asked for them. */
const shownElsewhere = 10;

/**
 * The test pictures of a round, out of the first `reach`: drawn, so that a class may come twice or
 * not at all. Rounds have no picture in common until all have been asked.
 */
export function picturesOf(round: number, reach: number): Uint32Array {
  const random = seeded(30);
  const order = Array.from({ length: reach - shownElsewhere }, (_, i) => shownElsewhere + i);
  for (let i = order.length - 1; i > 0; --i) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return Uint32Array.from(
    { length: toName },
    (_, i) => order[((round - 1) * toName + i) % order.length]!,
  );
}
