/**
 * How much of a difference may be chance. An accuracy over n pictures is a mean of n coin throws;
 * its standard error is sqrt(p (1 - p) / n), and differences of independent means add in squares.
 * (Two networks examined on the same pictures err on the same ones, more often than not: taking
 * them for independent makes the interval too wide, in the learner's favour.)
 */
export interface Proportion {
  share: number;
  pictures: number;
}

/** Standard errors on either side of a 95% interval. */
const width = 1.96;

/** Half the width of the 95% interval of a sum or difference of proportions, each with its weight. */
export function halfWidth(...terms: { of: Proportion; weight?: number }[]): number {
  const variance = terms.reduce((sum, { of: { share, pictures }, weight = 1 }) => {
    // Laplace's rule keeps the error of 0 of 20 from being 0.
    const likely = (share * pictures + 1) / (pictures + 2);
    return sum + (weight ** 2 * likely * (1 - likely)) / pictures;
  }, 0);
  return width * Math.sqrt(variance);
}
