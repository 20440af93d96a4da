/**
 * Which pixels an answer hangs on, found by covering them: Zeiler and Fergus, Visualizing and
 * Understanding Convolutional Networks (2014), section 4.2.
 */
const side = 32;
/** Of the square that covers, and how far it goes each time, in pixels. */
export const square = 8;
const step = 4;
const grey = 128;
const bytes = 3 * side * side;

const places: [number, number][] = [];
for (let top = 0; top + square <= side; top += step)
  for (let left = 0; left + square <= side; left += step) places.push([top, left]);

/** {n,32,32,3}: first the picture itself, then with the square at each place. */
export function coveredPictures(picture: Uint8Array): Uint8Array {
  const all = new Uint8Array((1 + places.length) * bytes);
  all.set(picture);
  places.forEach(([top, left], i) => {
    const one = all.subarray((1 + i) * bytes, (2 + i) * bytes);
    one.set(picture);
    for (let row = top; row < top + square; ++row)
      one.fill(grey, 3 * (row * side + left), 3 * (row * side + left + square));
  });
  return all;
}

export interface Occlusion {
  /** The class that is most probable for the picture as it is, and how probable. */
  answer: number;
  share: number;
  /** {32,32}: what that class loses, on the mean, under the squares that cover a pixel. */
  loss: Float32Array;
}

/** From the probabilities {n,classes} of the covered pictures. */
export function occlusionOf(probabilities: Float32Array, classes: number): Occlusion {
  const whole = probabilities.subarray(0, classes);
  const share = Math.max(...whole);
  const answer = whole.indexOf(share);
  const loss = new Float32Array(side * side);
  const times = new Uint8Array(side * side);
  places.forEach(([top, left], i) => {
    const lost = share - probabilities[(1 + i) * classes + answer]!;
    for (let row = top; row < top + square; ++row)
      for (let column = left; column < left + square; ++column) {
        loss[row * side + column]! += lost;
        times[row * side + column]! += 1;
      }
  });
  return { answer, share, loss: loss.map((sum, i) => sum / times[i]!) };
}
