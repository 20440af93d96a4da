import { modelName, percent, points, whole } from './format';

interface Told {
  number: number;
  model: string;
  epochs: number;
  pictures: number;
  seed: number;
}

const epochsOf = (count: number) => (count === 1 ? '1 epoch' : `${count} epochs`);
const settings = (epochs: number | null, pictures: number | null) =>
  (epochs === null ? '' : ` for ${epochsOf(epochs)}`) +
  (pictures === null ? '' : ` on ${whole(pictures)} pictures`);

/** Questions and predictions of the lesson. */
export const quiz = {
  commit: 'Commit to this',
  committed: (
    model: string | null,
    isAny: boolean,
    epochs: number | null,
    pictures: number | null,
  ): string => {
    const what = model ?? (isAny ? 'a network' : 'the network of your exercise');
    return `Committed. Now train ${what}${settings(epochs, pictures)}: the first such run from now on decides.`;
  },
  lacking: (run: Told, other: string) =>
    `Committed. Run ${run.number} is there. To compare it, train ${other} with the same settings.`,
  /** Which run a verdict is about. */
  by: ({ number, model, epochs, pictures, seed }: Told, against: Told | null) =>
    `(run ${number}: ${modelName(model)}, ${epochsOf(epochs)}, ${whole(pictures)} pictures, seed ${seed}` +
    (against ? `; compared with run ${against.number})` : ')'),
  /** Beside a verdict about test accuracy. */
  youNamed: (right: number) => `You yourself named ${right} of 10 test pictures at stop 1.`,
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
