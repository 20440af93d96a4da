import type { ModelSpec, ModelSummary } from '../../../wasm/lab';
import { familyOf } from '../model/catalog';
import { presetOf } from '../model/presets';
import type { StructureCheck } from './exercise';
import type { Outcome } from './outcome';

const isPool = (kind: string) => familyOf(kind) === 'pooling';

/** Pools with a convolution since the pool before. */
export function countBlocks({ layers }: ModelSpec): number {
  let blocks = 0;
  let convolutions = 0;
  for (const { kind } of layers) {
    if (familyOf(kind) === 'convolution') ++convolutions;
    if (!isPool(kind)) continue;
    if (convolutions > 0) ++blocks;
    convolutions = 0;
  }
  return blocks;
}

const atLeast = (check: string, yours: number, target: number): Outcome => ({
  check,
  state: yours >= target ? 'passed' : 'failed',
  yours,
  target,
});

/** What can be said of a model before it is trained. `summary` is the engine's, null while it works. */
export function checkStructure(
  check: StructureCheck,
  model: ModelSpec,
  summary: ModelSummary | null,
): Outcome {
  switch (check.check) {
    case 'blocks':
      return atLeast('blocks', countBlocks(model), check.least);
    case 'layers': {
      const count = model.layers.filter(({ kind }) => check.kinds.includes(kind)).length;
      const which = familyOf(check.kinds[0]!) === 'dropout' ? 'dropout_layers' : 'augmentation_layers'; // prettier-ignore
      return atLeast(which, count, check.least);
    }
    case 'rates': {
      const rates = model.layers
        .filter(({ kind }) => check.kinds.includes(kind))
        .map(({ rate }) => Number(rate));
      const outside = rates.find((rate) => !(rate > check.above && rate < check.below));
      const state = rates.length === 0 ? 'waiting' : outside === undefined ? 'passed' : 'failed';
      return { check: 'rates', state, yours: outside ?? rates[0] ?? null, target: check.below };
    }
    case 'own': {
      const isOwn = presetOf(model) === null;
      return { check: 'own', state: isOwn ? 'passed' : 'failed', yours: isOwn ? 1 : 0, target: 1 };
    }
    case 'works': {
      const problems = summary?.problems.length ?? null;
      const state = problems === null ? 'waiting' : problems === 0 ? 'passed' : 'failed';
      return { check: 'works', state, yours: problems, target: 0 };
    }
  }
}
