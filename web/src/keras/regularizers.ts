import type { CatalogEntry, LayerSpec, Spec } from '../../../wasm/lab';
import { entryOf } from '../model/outside';
import type { Context } from './context';
import type { ReadLayer } from './values';

/**
 * The argument by which Keras regularizes the kernel that the lab's one L2 is about; null for a layer
 * that has no such kernel.
 */
export function kernelRegularizer({ weights, arguments: names }: CatalogEntry): string | null {
  if (!weights?.includes('kernel')) return null;
  return ['kernel_regularizer', 'depthwise_regularizer'].find((name) => names.includes(name)) ?? null; // prettier-ignore
}

const number = (value: unknown) => (typeof value === 'number' ? value : 0);

/** L1 and L2 of a regularizer as a layer has it. */
function factorsOf(spec: Spec | null | undefined): { l1: number; l2: number } {
  if (!spec) return { l1: 0, l2: 0 };
  const usual = { l1: spec.kind === 'l1' ? 0.01 : 0, l2: spec.kind === 'l2' ? 0.01 : 0 };
  return { l1: number(spec.l1 ?? usual.l1), l2: number(spec.l2 ?? usual.l2) };
}

const withFactors = ({ l1, l2 }: { l1: number; l2: number }): Spec =>
  l1 === 0
    ? { kind: 'l2', ...(l2 === 0.01 ? {} : { l2 }) }
    : { kind: 'l1_l2', l1, ...(l2 === 0 ? {} : { l2 }) };

/** The kernels that the lab's one L2 is about, and what each costs by its own layer's word. */
const kernelsOf = (layers: LayerSpec[]) =>
  layers.flatMap((layer, at) => {
    const entry = entryOf(layer.kind);
    const name = entry && kernelRegularizer(entry);
    return name ? [{ at, name, ...factorsOf(layer[name] as Spec | null | undefined) }] : [];
  });

/**
 * The same network as a program says it: where all kernels cost the same and no more than their
 * squares, that is the lab's one L2, a setting of the run; else each layer has its own.
 */
export function withOneL2(
  layers: LayerSpec[],
  setting: number,
): { layers: LayerSpec[]; l2: number } {
  const kernels = kernelsOf(layers);
  if (kernels.every(({ l1, l2 }) => l1 === 0 && l2 === 0)) {
    const isSaid = kernels.some(({ at, name }) => layers[at]![name]);
    if (!isSaid) return { layers, l2: setting };
  }
  const costs = kernels.map((one) => ({ ...one, l2: one.l2 + setting }));
  const [first] = costs;
  const isOne = costs.every(({ l1, l2 }) => l1 === 0 && l2 === first?.l2) && (first?.l2 ?? 0) <= 1;
  const changed = [...layers];
  for (const { at, name, l1, l2 } of costs) {
    const { [name]: before, ...rest } = changed[at]!;
    // What stands there already stays as it is written.
    const own = before && setting === 0 ? (before as Spec) : withFactors({ l1, l2 });
    changed[at] = isOne || (l1 === 0 && l2 === 0) ? (rest as LayerSpec) : { ...changed[at]!, [name]: own }; // prettier-ignore
  }
  return { layers: changed, l2: isOne ? (first?.l2 ?? setting) : 0 };
}

/** The same of layers as they were read. */
export function readL2(context: Context, layers: ReadLayer[]): void {
  const kernels = kernelsOf(layers.map(({ spec }) => spec));
  if (kernels.length === 0) return;
  const { layers: specs, l2 } = withOneL2(layers.map(({ spec }) => spec), 0); // prettier-ignore
  layers.forEach((layer, i) => (layer.spec = specs[i]!));
  context.set('l2', l2, layers[kernels[0]!.at]!);
}
