import { entryOf } from '../model/outside';
import type { Context } from './context';
import { CodeError, finding } from './source';
import { plain, show, type Located, type ReadLayer } from './values';

/** What Keras's L2() and 'l2' are without a number. */
const usualFactor = 0.01;

/** The factor of what a layer is given as its kernel_regularizer; null if it is no L2. */
export function factorOf({ value }: Located): number | null {
  if (value.kind === 'name' && /^keras\.regularizers\.(l2|L2)$/.test(value.path)) return usualFactor; // prettier-ignore
  if (value.kind === 'string') return /^l2$/i.test(value.value) ? usualFactor : null;
  if (value.kind !== 'made' || !/^(L2|L1L2)$/.test(value.name)) return null;
  const l1 = value.given.get('l1');
  if (l1 && plain(l1.value) !== 0) return null;
  const l2 = value.given.get('l2');
  const factor = l2 ? plain(l2.value) : value.name === 'L2' ? usualFactor : 0;
  if (l2 && (typeof factor !== 'number' || factor < 0 || factor > 1))
    throw new CodeError(l2, finding('wrongArgument', 'l2', show(l2.value), 0, 1, false));
  return typeof factor === 'number' ? factor : null;
}

/** Whether layers of that kind have a kernel that can cost something. */
export const hasKernel = (kind: string) => {
  const entry = entryOf(kind);
  return Boolean(entry?.weights?.includes('kernel') && entry.arguments.includes('kernel_regularizer')); // prettier-ignore
};

/** The lab has one L2 for the kernels of all layers: a model that says several is refused. */
export function readL2(context: Context, layers: ReadLayer[]): void {
  const kernels = layers.filter(({ spec }) => hasKernel(spec.kind));
  const [first] = kernels;
  if (!first || entryOf(first.spec.kind)?.fields.some(({ name }) => name === 'kernel_regularizer'))
    return;
  const factor = first.l2 ?? 0;
  const other = kernels.find(({ l2 = 0 }) => l2 !== factor);
  if (other) context.refuse(new CodeError(other, finding('oneL2', factor, other.l2 ?? 0)));
  context.set('l2', factor, first);
}
