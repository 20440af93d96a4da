/** Longest text that a learner may write to an exercise, in characters. */
export const mostReflection = 2000;
