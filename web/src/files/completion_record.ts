import { exercises } from '../exercises/exercise';
import { readChoices } from '../lesson/quizzes.svelte';
import { epochOf, sealed, type CompletionRecord } from '../record/record';
import type { Records } from '../state/records.svelte';
import { recall } from '../base/remembered';
import { isRecorded } from '../state/run';

const words = (key: string) => (recall(key) ?? '').split(' ').filter(Boolean);

/** The learner's own runs with their numbers, what was answered and written, and what is done. */
export async function completionRecord(
  records: Records,
  learner: string,
): Promise<CompletionRecord> {
  const own = (await records.hashed()).filter((record) => !isRecorded(record));
  return sealed({
    format: 'cnnlab-record/3',
    learner,
    // Whole seconds: shells that take this for a date write fractions in other ways.
    made: new Date().toISOString().replace(/\.\d+/, ''),
    answered: words('answered'),
    passed: words('passed'),
    answers: [...readChoices()].map(([place, { option, verdict }]) => ({
      place,
      option,
      ...(verdict && {
        verdict: { came: verdict.came, measure: verdict.measure, value: verdict.value },
      }),
    })),
    reflections: Object.keys(exercises).flatMap((exercise) => {
      const text = recall(`reflection-${exercise}`)?.trim();
      return text ? [{ exercise, text }] : [];
    }),
    runs: own.map(({ model, settings, rates, engines, epochs, weights_sha256 }) => ({
      model,
      settings,
      rates: rates ?? [],
      engines: engines ?? [],
      epochs: epochs.map(epochOf),
      ...(weights_sha256 && { weights_sha256 }),
    })),
  });
}
