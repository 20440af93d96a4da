import { presetOf } from '../model/presets';
import type { RunRecord } from '../state/run';

/** The newest run that a prediction is about: `model-1`, `model-1 pictures=1000`, `own`, `latest`. */
export function newestRun(records: readonly RunRecord[], about: string): RunRecord | null {
  const [what, pictures] = about.split(' pictures=');
  const fits = ({ model, settings }: RunRecord) =>
    (what === 'latest' || (what === 'own' ? presetOf(model) === null : presetOf(model) === what)) &&
    (!pictures || settings.training_pictures === Number(pictures));
  return records.findLast(fits) ?? null;
}
