import { entryOf } from '../model/catalog';
import { codeMessages } from '../messages/code';
import { bind, type Arguments } from './arguments';
import type { Context } from './context';
import { callSignatures } from './signatures';
import { CodeError } from './source';
import { plain, show, type Located, type ReadModel, type Value } from './values';

/** What Keras's L2() and 'l2' are without a number. */
const usualFactor = 0.01;

/** `keras.regularizers.L2(…)`; null for what the lab has not. */
export function regularizer(name: string, args: Arguments): Value | null {
  if (!/^(l2|L2|L1L2|l1_l2)$/.test(name)) return null;
  const isBoth = !/^l2$/i.test(name);
  const given = bind(args, isBoth ? callSignatures.L1L2 : callSignatures.L2, name);
  const l1 = given.get('l1');
  if (l1 && plain(l1.value) !== 0) return null;
  const l2 = given.get('l2');
  const factor = l2 ? plain(l2.value) : isBoth ? 0 : usualFactor;
  if (typeof factor !== 'number' || factor < 0 || factor > 1)
    throw new CodeError(l2 ?? args, codeMessages.wrongSetting('l2', show(l2!.value), 0, 1, false));
  return { kind: 'l2', factor };
}

/** The factor of what a layer is given as its kernel_regularizer; null if it is no L2. */
export function factorOf({ value }: Located): number | null {
  if (value.kind === 'l2') return value.factor;
  if (value.kind === 'name' && /^keras\.regularizers\.(l2|L2)$/.test(value.path)) return usualFactor; // prettier-ignore
  return value.kind === 'string' && /^l2$/i.test(value.value) ? usualFactor : null;
}

/** Whether layers of that kind have a kernel that can cost something. */
export const hasKernel = (kind: string) => {
  const entry = entryOf(kind);
  return Boolean(entry?.weights?.includes('kernel') && entry.arguments.includes('kernel_regularizer')); // prettier-ignore
};

/** The lab has one L2 for the kernels of all layers: a model that says several is refused. */
export function readL2(context: Context, { layers }: ReadModel): void {
  const kernels = layers.filter(({ spec }) => hasKernel(spec.kind));
  const [first] = kernels;
  if (!first) return;
  const factor = first.l2 ?? 0;
  const other = kernels.find(({ l2 = 0 }) => l2 !== factor);
  if (other)
    context.attempt(() => {
      throw new CodeError(other, codeMessages.oneL2(factor, other.l2 ?? 0));
    });
  context.set('l2', factor, first);
}
