import type { LayerSpec, ModelSpec, ModelSummary } from '../../../wasm/lab';
import { familyOf, usualRate } from '../model/catalog';
import { remove, setField } from '../model/edit';
import { cifar10 } from '../model/data_description';
import { onlyGuesses } from '../state/curves';
import type { Settings } from '../model/settings';
import { differingSettings } from '../state/run_diff';
import type { Attempt } from './result';
import { countBlocks } from './structure';

/** Mistakes that many make, each with a sentence of its own in the messages. */
export type MistakeName =
  | 'pooled_away'
  | 'no_flatten'
  | 'after_softmax'
  | 'percent'
  | 'high_rate'
  | 'drops_pixels'
  | 'block_without_pool'
  | 'vertical_flip'
  | 'strong_augmentation'
  | 'learning_rate'
  | 'many_epochs'
  | 'guessing'
  | 'other_settings';

export interface Mistake {
  name: MistakeName;
  /** Layer that it is about, from 0. */
  layer: number | null;
  /** The model without the mistake, where one press can fix it. */
  fixed: ModelSpec | null;
}

const drops = ({ kind }: LayerSpec) => familyOf(kind) === 'dropout';
const isDense = ({ kind }: LayerSpec) => familyOf(kind) === 'dense';
const augments = ({ kind }: LayerSpec) => familyOf(kind) === 'augmentation';

/** Above this rate a network rarely learns at all. */
const highRate = 0.7;
/** Wider than these, and pictures lose what they show. */
const mostFactor: Record<string, number> = {
  random_translation: 0.3,
  random_rotation: 0.15,
  random_zoom: 0.4,
};

const at = (name: MistakeName, layer: number, fixed: ModelSpec | null = null): Mistake => ({
  name,
  layer,
  fixed,
});

/** What is wrong, or likely to be, with a model and the settings that it is about to be trained with. */
export function modelMistakes(
  model: ModelSpec,
  summary: ModelSummary | null,
  settings: Settings,
): Mistake[] {
  const found: Mistake[] = [];
  const { layers } = model;
  const lastDense = layers.findLastIndex(isDense);
  layers.forEach((layer, i) => {
    const rate = Number(layer.rate);
    if (drops(layer) && rate >= 1)
      found.push(at('percent', i, rate <= 100 ? setField(model, i, 'rate', rate / 100) : null));
    else if (drops(layer) && rate > highRate)
      found.push(at('high_rate', i, setField(model, i, 'rate', 0.4)));
    if (drops(layer) && lastDense >= 0 && i > lastDense)
      found.push(at('after_softmax', i, remove(model, i)));
    if (drops(layer) && layers.slice(0, i).every(augments))
      found.push(at('drops_pixels', i, remove(model, i)));
    if (layer.kind === 'random_flip' && layer.mode !== 'horizontal')
      found.push(at('vertical_flip', i, setField(model, i, 'mode', 'horizontal')));
    const factor = Number(layer.factor ?? layer.height_factor);
    if (factor > (mostFactor[layer.kind] ?? Infinity)) found.push(at('strong_augmentation', i));
  });
  for (const { where, fix } of summary?.problems ?? []) {
    const layer = Number(/^layers\[(\d+)\]/.exec(where)?.[1] ?? -1);
    if (/pool_size$/.test(where) && fix?.action === 'remove')
      found.push(at('pooled_away', layer, remove(model, layer)));
    if (fix?.action === 'insert' && fix.kind === 'flatten') found.push(at('no_flatten', layer));
  }
  const convolutions = layers.filter(({ kind }) => familyOf(kind) === 'convolution').length;
  if (convolutions > 2 * countBlocks(model) && convolutions >= 8)
    found.push({ name: 'block_without_pool', layer: null, fixed: null });
  // Ten times what Keras takes for that optimizer.
  if (settings.learning_rate >= 10 * usualRate(settings.optimizer))
    found.push({ name: 'learning_rate', layer: null, fixed: null });
  if (settings.epochs >= 50 && settings.training_pictures <= 5000)
    found.push({ name: 'many_epochs', layer: null, fixed: null });
  return found;
}

/** What went wrong in a run, or with what it is compared with. */
export function runMistakes({ run, baseline }: Attempt): Mistake[] {
  const found: Mistake[] = [];
  if (run && onlyGuesses(run.epochs, cifar10.classes.length))
    found.push({ name: 'guessing', layer: null, fixed: null });
  const own = ['epochs', 'training_pictures', 'test_pictures', 'validation_split', 'early_stopping_patience', 'min_delta', 'watch_accuracy', 'watch_training', 'keep_best', 'exact_convolution']; // prettier-ignore
  const differing = run && baseline ? differingSettings(run.settings, baseline.settings) : [];
  if (differing.some((name) => !own.includes(name)))
    found.push({ name: 'other_settings', layer: null, fixed: null });
  return found;
}
