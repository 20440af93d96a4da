import type { ModelSpec } from '../../../wasm/lab';
import { sameLayers } from '../model/edit';
import { defaultSettings, type Settings } from '../model/settings';
import type { Lock } from '../address/hash';
import type { LogState } from './run';

/** What someone or something wants the lab to hold: what is left out stays as it is. */
export interface Change {
  model?: ModelSpec;
  settings?: Partial<Settings>;
}

/** Which of a link's locks a change would break; one that changes nothing breaks none. */
export function lockedAgainst(
  locks: readonly Lock[],
  now: { model: ModelSpec; settings: Settings },
  { model, settings = {} }: Change,
): Lock[] {
  // A run's record and a file have more settings than the form: no link holds those.
  const differs = Object.entries(now.settings).some(
    ([name, value]) => !Object.is(settings[name as keyof Settings] ?? value, value),
  );
  return locks.filter(
    (lock) =>
      (lock === 'model' && model !== undefined && !sameLayers(model, now.model)) ||
      (lock === 'settings' && differs),
  );
}

/** What comes into the lab with a kept run: its model, and of its settings what the form shows. */
export function broughtBy({ model, settings }: LogState): Change {
  const shown = Object.keys(defaultSettings).filter((name) => name in settings);
  const mine = Object.fromEntries(shown.map((name) => [name, settings[name as keyof Settings]]));
  return { model, settings: { ...defaultSettings, ...mine } };
}
