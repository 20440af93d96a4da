/** What a dropout layer does to numbers in one training step, for the eye: not the engine's draw. */

/** Mulberry32: a short generator whose draws depend on nothing but the seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

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
  const random = generator(seed);
  const size = shape.reduce((product, n) => product * n, 1);
  if (!spatial) return Uint8Array.from({ length: size }, () => (random() < rate ? 1 : 0));
  const channels = shape.at(-1)!;
  const off = Uint8Array.from({ length: channels }, () => (random() < rate ? 1 : 0));
  return Uint8Array.from({ length: size }, (_, i) => off[i % channels]!);
}
