import { seeded } from '../base/seeded';

/** What a dropout layer does to numbers in one training step, for the eye: not the engine's draw. */

/**
 * 1 where a number of `shape` ({H,W,C} or {units}) is switched off. Each is with probability
 * `rate`; a spatial dropout switches off whole channels.
 */
export function dropped(
  shape: number[],
  rate: number,
  spatial: boolean,
  seed: number,
): Uint8Array<ArrayBuffer> {
  const random = seeded(seed);
  const size = shape.reduce((product, n) => product * n, 1);
  if (!spatial) return Uint8Array.from({ length: size }, () => (random() < rate ? 1 : 0));
  const channels = shape.at(-1)!;
  const off = Uint8Array.from({ length: channels }, () => (random() < rate ? 1 : 0));
  return Uint8Array.from({ length: size }, (_, i) => off[i % channels]!);
}
