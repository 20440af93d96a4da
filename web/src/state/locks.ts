import type { ModelSpec, RunSettings } from '../../../wasm/lab';
import { sameNetwork } from '../model/edit';
import { defaultSettings, sameSetting, type Settings } from '../model/settings';
import type { Lock } from '../address/hash';

/** What someone or something wants the lab to hold: what is left out stays as it is. */
export interface Change {
  model?: ModelSpec;
  settings?: Partial<Settings>;
}

/** What a kept run or a file brings with it. */
export interface Brought {
  model: ModelSpec;
  settings: Partial<RunSettings>;
}

/** Which of a link's locks a change would break; one that changes nothing breaks none. */
export function lockedAgainst(
  locks: readonly Lock[],
  now: { model: ModelSpec; settings: Readonly<Settings> },
  { model, settings = {} }: Change,
): Lock[] {
  // A run's record and a file have more settings than the form: no link holds those.
  const differs = (Object.keys(now.settings) as (keyof Settings)[]).some(
    (name) => !sameSetting(name, settings[name] ?? now.settings[name], now.settings[name]),
  );
  return locks.filter(
    (lock) =>
      (lock === 'model' && model !== undefined && !sameNetwork(model, now.model)) ||
      (lock === 'settings' && differs),
  );
}

/**
 * What comes into the lab with a kept run or a file: its model, and of its settings what the form
 * shows. A link that holds the settings lets a run go on that began with fewer pictures than it
 * asks, because some had not come: the form goes on saying what was asked.
 */
export function broughtBy(
  { model, settings }: Brought,
  form: { locks: readonly Lock[]; settings: Readonly<Settings> },
): Change {
  const shown = Object.keys(defaultSettings).filter((name) => name in settings);
  const mine = Object.fromEntries(shown.map((name) => [name, settings[name as keyof Settings]]));
  const brought: Settings = { ...defaultSettings, ...mine };
  if (form.locks.includes('settings'))
    for (const name of ['training_pictures', 'test_pictures'] as const)
      if (brought[name] < form.settings[name]) brought[name] = form.settings[name];
  return { model, settings: brought };
}
