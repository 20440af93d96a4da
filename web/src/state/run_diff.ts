import { sameLayers } from '../model/edit';
import { defaultSettings, sameSetting, type Settings } from '../model/settings';
import type { Editor } from './editor.svelte';
import type { RunRecord } from './run';

const names = Object.keys(defaultSettings) as (keyof Settings)[];

/** The settings that are not the same; what an older record lacks had its default. */
export function differingSettings(first: Partial<Settings>, second: Partial<Settings>) {
  const [a, b] = [first, second].map((settings) => ({ ...defaultSettings, ...settings }));
  return names.filter((name) => !sameSetting(name, a![name], b![name]));
}

/** Whether Train would now do that run once more: the same network, the same settings. */
export const wouldRepeat = (
  { model, settings }: Pick<Editor, 'model' | 'settings'>,
  run: RunRecord,
) => sameLayers(model, run.model) && differingSettings(settings, run.settings).length === 0;
