import type { Outcome, Session } from '../../../wasm/lab';
import { cifar10, type DataDescription, type DataSet } from '../model/data_description';

export type PictureCounts = Record<'training' | 'test', number>;

/** Bytes that are handed over at once: the engine has a copy of them for a moment. */
const part = 4e6;

export const fixData = (session: Session, { shape, classes }: DataDescription): Outcome<null> =>
  session.setData(...shape, classes.length);

/**
 * Empties the engine of its pictures and of its run, and gives it these; of CIFAR-10, which comes
 * shard by shard, none yet. After a refusal it is empty.
 */
export function useData(session: Session, data: DataSet | 'cifar10'): Outcome<PictureCounts> {
  const counts = { training: 0, test: 0 };
  if (data === 'cifar10') {
    const fixed = fixData(session, cifar10);
    return fixed.ok ? { ok: true, value: counts } : fixed;
  }
  const fixed = fixData(session, data.description);
  if (!fixed.ok) return fixed;
  const bytes = data.description.shape.reduce((product, axis) => product * axis, 1);
  const atOnce = Math.floor(part / bytes);
  for (const split of ['training', 'test'] as const) {
    const { pixels, labels } = data[split];
    // All of the pixels, so that some without labels are refused, not left out.
    const pictures = Math.max(labels.length, Math.ceil(pixels.length / bytes));
    for (let first = 0; first < pictures; first += atOnce) {
      const end = first + atOnce;
      const added = session.addPictures(
        split,
        pixels.subarray(first * bytes, end * bytes),
        labels.subarray(first, end),
      );
      if (!added.ok) return added;
      counts[split] = added.value;
    }
  }
  return { ok: true, value: counts };
}
