import type { Session } from '../../../wasm/lab';

/** All of them, as the compiler sees to. */
const calls: Record<keyof Session, true> = {
  threads: true,
  catalog: true,
  summary: true,
  setData: true,
  addPictures: true,
  addShard: true,
  pictureCounts: true,
  pictures: true,
  start: true,
  advance: true,
  profile: true,
  roof: true,
  memory: true,
  setLearningRate: true,
  predict: true,
  predictPixels: true,
  activations: true,
  previewAugmentation: true,
  weights: true,
  setWeights: true,
  snapshot: true,
  restore: true,
  delete: true,
};

/**
 * Whether a session answers every call that lab.d.ts lists. The engine of another version may not,
 * and would break down at the first call that it lacks, again and again.
 */
export const answersAll = (session: Session): boolean =>
  Object.keys(calls).every((name) => name in session);
