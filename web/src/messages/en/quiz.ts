import { percent, points } from './format';

/** Questions and predictions of the lesson. */
export const quiz = {
  commit: 'Commit to this',
  committed: (model: string | null) =>
    model ? `Committed. Now train ${model} and find out.` : 'Committed. Now find out.',
  again: 'Predict again',
  chooseFirst: 'Choose one of them first.',
  right: 'Right.',
  wrong: 'Not this one. Read why, and choose again.',
  isNot: (answer: string) => `No: it is “${answer}”.`,
  came: (what: string) => `You saw that coming: ${what}.`,
  didNotCome: (what: string) => `It came out differently: ${what}.`,
  measures: {
    training: (value: number) => `training accuracy was ${percent(value / 100)}`,
    test: (value: number) => `test accuracy was ${percent(value / 100)}`,
    gap: (value: number) => `the gap was ${points(value)}`,
    gain: (value: number, other: string) =>
      value >= 0
        ? `test accuracy was ${points(value)} higher than that of ${other}`
        : `test accuracy was ${points(-value)} lower than that of ${other}`,
    narrower: (value: number, other: string) =>
      value >= 0
        ? `the gap was ${points(value)} narrower than that of ${other}`
        : `the gap was ${points(-value)} wider than that of ${other}`,
  } as Record<string, (value: number, other: string) => string>,
};

export type QuizMessages = typeof quiz;
