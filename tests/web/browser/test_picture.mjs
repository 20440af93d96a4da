/** A picture whose pixels are known by a formula, as a PNG, and what the page has to make of it. */
import { PNG } from 'pngjs';

/** A PNG whose pixel at (row, column) is colour(row, column), RGBA. */
export function png(width, height, colour) {
  const image = new PNG({ width, height });
  for (let row = 0; row < height; ++row)
    for (let column = 0; column < width; ++column)
      image.data.set(colour(row, column), 4 * (row * width + column));
  return PNG.sync.write(image);
}

// 96×64: the largest square in the middle is columns 16 to 79, and 2×2 pixels make one.
export const colour = (row, column) => [(3 * column) % 256, (5 * row) % 256, (row * column) % 256, 255]; // prettier-ignore

/** RGB of the 32×32 picture that the network has to see of it. */
export function reduced() {
  const expected = [];
  for (let row = 0; row < 32; ++row)
    for (let column = 0; column < 32; ++column)
      for (let channel = 0; channel < 3; ++channel) {
        let sum = 0;
        for (const i of [0, 1])
          for (const j of [0, 1]) sum += colour(2 * row + i, 16 + 2 * column + j)[channel];
        expected.push(Math.round(sum / 4));
      }
  return expected;
}
