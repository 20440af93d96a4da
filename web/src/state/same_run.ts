import { sameLayers } from '../model/edit';
import { defaultSettings, type Settings } from './hash';
import type { Lab } from './lab.svelte';
import type { RunRecord } from './run';

const names = Object.keys(defaultSettings) as (keyof Settings)[];

/** Whether Train would now do that run once more: the same network, the same settings. */
export function wouldRepeat({ model, settings }: Pick<Lab, 'model' | 'settings'>, run: RunRecord) {
  const then = { ...defaultSettings, ...run.settings };
  return sameLayers(model, run.model) && names.every((name) => settings[name] === then[name]);
}
