import { seeded } from '../base/seeded';

/** One shuffle of the 1,024 pixels, the same for every picture, in training and in the test. */

const places = 32 * 32;
const seed = 1024;

/** From which place the pixel at each place comes. */
export const shuffledFrom: Uint16Array = (() => {
  const random = seeded(seed);
  const from = Uint16Array.from({ length: places }, (_, i) => i);
  for (let i = places - 1; i > 0; --i) {
    const j = Math.floor(random() * (i + 1));
    [from[i], from[j]] = [from[j]!, from[i]!];
  }
  return from;
})();

/** {n,32,32,3}; a pixel keeps its three colours. */
export function shufflePixels(pixels: Uint8Array): Uint8Array {
  const shuffled = new Uint8Array(pixels.length);
  for (let first = 0; first < pixels.length; first += 3 * places)
    shuffledFrom.forEach((from, to) =>
      shuffled.set(pixels.subarray(first + 3 * from, first + 3 * from + 3), first + 3 * to),
    );
  return shuffled;
}
