import type { ModelSpec, RunSettings } from '../../../wasm/lab';
import { exercises, type ExerciseName } from '../exercises/exercise';
import { hasStructure } from '../exercises/result';
import { presetNames, presetOf, type PresetName } from '../model/presets';
import type { RunRecord } from '../state/run';
import { differingSettings } from '../state/run_diff';

/**
 * What a prediction is about: `latest`, or a run of `model-1`, or of a network that has what
 * `exercise-1` asks for, with the settings that the question names, and the model whose run it is
 * compared with: `model-2 epochs=10 pictures=5000 against model-1`.
 */
export interface Subject {
  what: 'latest' | PresetName | ExerciseName;
  epochs?: number;
  pictures?: number;
  against: PresetName | null;
}

const isPreset = (name: string): name is PresetName =>
  (presetNames as readonly string[]).includes(name);
const isExercise = (name: string): name is ExerciseName => Object.hasOwn(exercises, name);

/** Throws a sentence about what cannot be read. */
export function readSubject(text: string): Subject {
  const [run, against = null, ...more] = text.split(' against ');
  const [what, ...named] = run!.split(' ');
  const isKnown = what === 'latest' || isPreset(what!) || isExercise(what!);
  if (!isKnown || more.length > 0 || (against !== null && !isPreset(against)))
    throw new Error(
      `"${text}": write latest, a preset or an exercise, then epochs=, pictures=, against`,
    );
  const subject: Subject = { what: what, against: against };
  for (const part of named) {
    const match = /^(epochs|pictures)=(\d+)$/.exec(part);
    if (!match) throw new Error(`"${text}": ${part} is neither epochs=N nor pictures=N`);
    subject[match[1] as 'epochs' | 'pictures'] = Number(match[2]);
  }
  return subject;
}

/** Whether a run is one that the question is about. */
export const isAbout = (subject: Subject, { model, settings, epochs }: RunRecord): boolean =>
  epochs.length > 0 && names(subject, model, settings, epochs.length);

/** Whether the question names such a network, trained with these settings for so many epochs. */
export function names(
  { what, epochs, pictures }: Subject,
  model: ModelSpec,
  settings: RunSettings,
  trained: number,
): boolean {
  if (epochs !== undefined && trained !== epochs) return false;
  if (pictures !== undefined && settings.training_pictures !== pictures) return false;
  if (what === 'latest') return true;
  return isPreset(what) ? presetOf(model) === what : hasStructure(exercises[what], model);
}

/** How a network is or will be trained: its settings, for how many epochs, and rates set on the way. */
interface Training extends Pick<RunRecord, 'settings' | 'rates'> {
  epochs: number;
}

/** The newest run of a model that was trained in just this way. */
export const fairRun = (records: readonly RunRecord[], training: Training, model: PresetName) =>
  records.findLast((run) => presetOf(run.model) === model && isTrainedSo(run, training)) ?? null;

/** The newest run of a model from which this one differs in nothing but its network. */
export const comparableRun = (records: readonly RunRecord[], run: RunRecord, model: PresetName) =>
  fairRun(records, { ...run, epochs: run.epochs.length }, model);

function isTrainedSo(run: RunRecord, training: Training): boolean {
  const rates = ({ rates = [] }: Pick<RunRecord, 'rates'>) => JSON.stringify(rates);
  return (
    run.epochs.length === training.epochs &&
    differingSettings(run.settings, training.settings).length === 0 &&
    rates(run) === rates(training)
  );
}

/** The run that decides, and the one that it is compared with. */
export interface Decision {
  run: RunRecord;
  other: RunRecord | null;
}

/**
 * What decides a prediction that was made after run number `after`: the first run begun since then
 * with the settings that the question names. `lacking` is such a run that nothing can be compared
 * with yet.
 */
export function decisionOn(
  subject: Subject,
  records: readonly RunRecord[],
  after: number,
): { decision: Decision | null; lacking: RunRecord | null } {
  const runs = records.filter((run) => run.number > after && isAbout(subject, run));
  const { against } = subject;
  for (const run of runs) {
    const other = against && comparableRun(records, run, against);
    if (other || !against) return { decision: { run, other }, lacking: null };
  }
  return { decision: null, lacking: runs[0] ?? null };
}
