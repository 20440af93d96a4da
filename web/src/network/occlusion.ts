/**
 * Which pixels an answer hangs on, found by covering them: Zeiler and Fergus, Visualizing and
 * Understanding Convolutional Networks (2014), section 4.2.
 */
import type { PictureShape } from '../model/data_description';

/** Side of the square that covers: a quarter of the picture's; it goes on by half of that. */
export const squareOf = ([height, width]: PictureShape) =>
  Math.max(2, 2 * Math.round(Math.min(height, width) / 8));
const grey = 128;

function placesOf(shape: PictureShape): [top: number, left: number][] {
  const square = squareOf(shape);
  const along = (side: number) => {
    const starts: number[] = [];
    for (let at = 0; at + square < side; at += square / 2) starts.push(at);
    // The last one reaches the edge, so that each pixel is covered.
    return [...starts, side - square];
  };
  return along(shape[0]).flatMap((top) =>
    along(shape[1]).map((left): [number, number] => [top, left]),
  );
}

/** {n,H,W,C}: first the picture itself, then with the square at each place. */
export function coveredPictures(picture: Uint8Array, shape: PictureShape): Uint8Array {
  const [, width, channels] = shape;
  const places = placesOf(shape);
  const square = squareOf(shape);
  const bytes = picture.length;
  const all = new Uint8Array((1 + places.length) * bytes);
  all.set(picture);
  places.forEach(([top, left], i) => {
    const one = all.subarray((1 + i) * bytes, (2 + i) * bytes);
    one.set(picture);
    for (let row = top; row < top + square; ++row)
      one.fill(grey, channels * (row * width + left), channels * (row * width + left + square));
  });
  return all;
}

export interface Occlusion {
  /** The class that is most probable for the picture as it is, and how probable. */
  answer: number;
  share: number;
  /** {H,W}: what that class loses, on the mean, under the squares that cover a pixel. */
  loss: Float32Array;
}

/** From the probabilities {n,classes} of the covered pictures. */
export function occlusionOf(
  probabilities: Float32Array,
  classes: number,
  shape: PictureShape,
): Occlusion {
  const [height, width] = shape;
  const square = squareOf(shape);
  const whole = probabilities.subarray(0, classes);
  const share = Math.max(...whole);
  const answer = whole.indexOf(share);
  const loss = new Float32Array(height * width);
  const times = new Uint8Array(height * width);
  placesOf(shape).forEach(([top, left], i) => {
    const lost = share - probabilities[(1 + i) * classes + answer]!;
    for (let row = top; row < top + square; ++row)
      for (let column = left; column < left + square; ++column) {
        loss[row * width + column]! += lost;
        times[row * width + column]! += 1;
      }
  });
  return { answer, share, loss: loss.map((sum, i) => sum / times[i]!) };
}
