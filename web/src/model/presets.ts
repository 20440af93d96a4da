import type { ModelSpec } from '../../../wasm/lab';
import model0 from '../../../assets/presets/model-0.json';
import model1 from '../../../assets/presets/model-1.json';
import model2 from '../../../assets/presets/model-2.json';

import { cifar10 } from './data_description';
import { followClasses, sameLayers } from './edit';

export const presetNames = ['model-0', 'model-1', 'model-2'] as const;
export type PresetName = (typeof presetNames)[number];

export const presets: Record<PresetName, ModelSpec> = {
  'model-0': model0,
  'model-1': model1,
  'model-2': model2,
};

const usual = cifar10.classes.length;

/** A preset as it is for data of so many classes. */
export const presetFor = (name: PresetName, classes = usual): ModelSpec =>
  followClasses(presets[name], usual, classes);

/** The preset that this model is, field for field; null once it has been changed. */
export const presetOf = (model: ModelSpec, classes = usual): PresetName | null =>
  presetNames.find((name) => sameLayers(presetFor(name, classes), model)) ?? null;
