import { exercises, type Exercise, type ExerciseName } from '../exercises/exercise';
import { isPassed, type Outcome } from '../exercises/outcome';
import { checkResult, findAttempt } from '../exercises/result';
import { comparableRun, isAbout, readSubject, type Subject } from '../lesson/about';
import { measured, readCondition } from '../lesson/condition';
import { isOfCifar10, type RunRecord } from '../state/run';
import type { Answer, RecordedRun } from './record';

/** What can be said of a record's answers and exercises by the lesson and the record's own runs. */

/** A question of the lesson; the options as their conditions, of which a fact is `right`. */
export interface Question {
  place: string;
  kind: 'predict' | 'check';
  /** The runs that a prediction is about: `model-1 against model-0`. */
  about: string;
  options: string[];
}

/**
 * `right` and `wrong` answers are about facts; a prediction `came` or came out `differently`, by a run
 * of the record, or else by the learner's own word (`unshown`), or is `open` yet. Others are refuted.
 */
export type Judged =
  | { state: 'right' | 'wrong' | 'came' | 'differently' | 'unshown' | 'open' }
  | { state: 'refuted'; why: 'question' | 'option' | 'verdict' };

/** Which runs, by their places from 1, may show anything: those that are known to be true. */
type Counts = (place: number) => boolean;
const all: Counts = () => true;

const asRecords = (runs: RecordedRun[], counts: Counts) =>
  runs
    .map(
      (run, i) => ({ ...run, id: i + 1, number: i + 1, probabilities: [] }) as unknown as RunRecord,
    )
    .filter((run) => counts(run.id) && isOfCifar10(run));

/** The runs as they were after the first, the second, …: an answer is of a moment between them. */
const moments = (runs: RecordedRun[], counts: Counts) =>
  asRecords(runs, counts).map((_, i, records) => records.slice(0, i + 1));

/** The runs, with what each is compared with, that may have decided. */
function pairs(
  subject: Subject,
  records: RunRecord[],
  { run: at, against: beside }: NonNullable<Answer['verdict']>,
): [RunRecord, RunRecord | null][] {
  const { against } = subject;
  return records
    .filter((run) => (at === undefined || run.id === at) && isAbout(subject, run))
    .flatMap((run): [RunRecord, RunRecord | null][] => {
      if (!against) return [[run, null]];
      const before = records.filter(({ id }) => beside === undefined || id === beside);
      const other = comparableRun(before, run, against);
      return other ? [[run, other]] : [];
    });
}

export function judgeAnswer(
  answer: Answer,
  questions: Question[],
  runs: RecordedRun[],
  counts = all,
): Judged {
  const question = questions.find(({ place }) => place === answer.place);
  if (!question) return { state: 'refuted', why: 'question' };
  const option = question.options[answer.option];
  if (option === undefined) return { state: 'refuted', why: 'option' };
  const { verdict } = answer;
  if (question.kind === 'check' || question.options.includes('right')) {
    if (verdict) return { state: 'refuted', why: 'verdict' };
    return { state: option === 'right' ? 'right' : 'wrong' };
  }
  if (!verdict) return { state: 'open' };
  const bounds = readCondition(option);
  const { measure } = bounds[0]!;
  const holds = bounds.every(({ operator, value }) =>
    operator === '<' ? verdict.value < value : verdict.value >= value,
  );
  if (verdict.measure !== measure || verdict.came !== holds)
    return { state: 'refuted', why: 'verdict' };
  const subject = readSubject(question.about);
  // Earlier versions said no run, and numbers with all of their digits.
  const isSaid = (value: number) =>
    verdict.run === undefined ? Math.abs(value - verdict.value) < 0.11 : value === verdict.value;
  const shown = pairs(subject, asRecords(runs, counts), verdict).some(([run, other]) =>
    isSaid(measured(bounds, run, other)!),
  );
  if (!shown) return { state: 'unshown' };
  return { state: verdict.came ? 'came' : 'differently' };
}

const outcomesOf = (exercise: Exercise, records: RunRecord[]): [RunRecord | null, Outcome[]] => {
  const attempt = findAttempt(exercise, records);
  return [attempt.run, exercise.result.map((check) => checkResult(check, attempt, records))];
};

/** Place of the run, from 1, with which an exercise is passed first; null if no run of these does. */
export function passedBy(name: string, runs: RecordedRun[], counts = all): number | null {
  const exercise = exercises[name as ExerciseName];
  const passing = moments(runs, counts).find((records) =>
    outcomesOf(exercise, records)[1].every(isPassed),
  );
  return passing?.at(-1)!.id ?? null;
}

/** What is missing in the newest run of an exercise that is not passed; null if there is no such run. */
export function missedBy(
  name: string,
  runs: RecordedRun[],
  counts = all,
): { run: number; outcome: Outcome } | null {
  const [run, outcomes] = outcomesOf(exercises[name as ExerciseName], asRecords(runs, counts));
  const outcome = outcomes.find((one) => !isPassed(one));
  return run && outcome ? { run: run.id, outcome } : null;
}
