/** The learner's name and seed, where a class link asks for them. */
export const assignment = {
  heading: (key: string) => `Assignment: ${key}`,
  ask: 'Give your name before you train: a run without it does not count. It gives your runs a seed of your own, so your numbers are yours alone, and it goes into your completion record. It stays on this computer until you hand that in.',
  name: 'Your name',
  use: 'Use this name',
  useAndTrain: 'Use this name and train',
  first:
    'Your name comes first, because your seed is made from it: give it here, and training begins.',
  yours: (name: string, seed: string) => `${name}, your seed is ${seed}.`,
  another: 'Another name',
  changed: (seed: string) =>
    `The seed was changed. Runs count for this assignment only with your own seed, ${seed}.`,
  setBack: 'Use my seed',
};

export type AssignmentMessages = typeof assignment;
