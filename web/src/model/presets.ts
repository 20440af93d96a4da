import type { ModelSpec } from '../../../wasm/lab';
import model0 from '../../../assets/presets/model-0.json';
import model1 from '../../../assets/presets/model-1.json';
import model2 from '../../../assets/presets/model-2.json';

import { sameLayers } from './edit';

export const presetNames = ['model-0', 'model-1', 'model-2'] as const;
export type PresetName = (typeof presetNames)[number];

export const presets: Record<PresetName, ModelSpec> = {
  'model-0': model0,
  'model-1': model1,
  'model-2': model2,
};

/** The preset that this model is, field for field; null once it has been changed. */
export function presetOf(model: ModelSpec): PresetName | null {
  const found = Object.entries(presets).find(([, preset]) => sameLayers(preset, model));
  return found ? (found[0] as PresetName) : null;
}
