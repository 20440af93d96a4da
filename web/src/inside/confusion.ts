/** What the network said of labelled pictures, counted. */

export interface Verdict {
  /** Index in the test pictures. */
  picture: number;
  label: number;
  /** The class with the highest probability; the first of equals, as accuracy counts it. */
  said: number;
  /** Probability of what it said. */
  share: number;
}

/** One verdict for each row of `probabilities` {n,classes}; `labels` {n}. */
export function verdicts(
  probabilities: Float32Array,
  labels: Uint8Array,
  classes: number,
): Verdict[] {
  return Array.from(labels, (label, picture) => {
    const row = probabilities.subarray(picture * classes, (picture + 1) * classes);
    const share = Math.max(...row);
    return { picture, label, said: row.indexOf(share), share };
  });
}

/** Counts {classes,classes}: row the label, column what the network said. */
export function confusionMatrix(all: Verdict[], classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  for (const { label, said } of all) ++matrix[label]![said]!;
  return matrix;
}

export const rightCount = (all: Verdict[]) =>
  all.filter(({ label, said }) => label === said).length;

/** The wrong answers that were given with the highest probability, highest first. */
export function mostConfidentMistakes(all: Verdict[], count: number): Verdict[] {
  return all
    .filter(({ label, said }) => label !== said)
    .sort((a, b) => b.share - a.share)
    .slice(0, count);
}

/** The class that is most often taken for one other; null when all is right. */
export function commonestConfusion(
  matrix: number[][],
): { label: number; said: number; count: number } | null {
  const mixed = matrix.flatMap((row, label) =>
    row.map((count, said) => ({ label, said, count: label === said ? 0 : count })),
  );
  const most = mixed.reduce((a, b) => (b.count > a.count ? b : a));
  return most.count > 0 ? most : null;
}
