import { exercises } from '../exercises/exercise';
import { readChoices, type Told, type Verdict } from '../lesson/quizzes.svelte';
import { epochOf, sealed, type CompletionRecord } from '../record/record';
import type { Records } from '../state/records.svelte';
import { recall } from '../base/remembered';
import { isRecorded, type RunRecord } from '../state/run';

/** The runs that it is about, by their places in the record: they have no numbers there. */
function verdictOf({ came, measure, value, run, against }: Verdict, own: readonly RunRecord[]) {
  const placeOf = (told?: Told) => own.findIndex(({ number }) => number === told?.number) + 1;
  const [at, beside] = [placeOf(run), placeOf(against)];
  return {
    came,
    measure,
    value,
    ...(at > 0 && { run: at }),
    ...(beside > 0 && { against: beside }),
  };
}

const words = (key: string) => (recall(key) ?? '').split(' ').filter(Boolean);

/** The learner's own runs with their numbers, what was answered and written, and what is done. */
export async function completionRecord(
  records: Records,
  learner: string,
  assignment: string | null,
): Promise<CompletionRecord> {
  const own = (await records.hashed()).filter((record) => !isRecorded(record));
  return sealed({
    format: 'cnnlab-record/3',
    learner,
    ...(assignment && { assignment }),
    // Whole seconds: shells that take this for a date write fractions in other ways.
    made: new Date().toISOString().replace(/\.\d+/, ''),
    answered: words('answered'),
    passed: words('passed'),
    answers: [...readChoices()].map(([place, { option, verdict }]) => ({
      place,
      option,
      ...(verdict && {
        verdict: verdictOf(verdict, own),
      }),
    })),
    reflections: Object.keys(exercises).flatMap((exercise) => {
      const text = recall(`reflection-${exercise}`)?.trim();
      return text ? [{ exercise, text }] : [];
    }),
    runs: own.map(({ model, settings, data, rates, engines, epochs, weights_sha256 }) => ({
      model,
      settings,
      ...(data && { data }),
      rates: rates ?? [],
      engines: engines ?? [],
      epochs: epochs.map(epochOf),
      ...(weights_sha256 && { weights_sha256 }),
    })),
  });
}
