import type { RgbPicture } from '../picture_files/area_average';

/** Pictures drawn by these lines, for who has none at hand. They are drawings, not photographs. */

type Colour = readonly [number, number, number];
/** Whether a point lies inside; the picture goes from 0 to 1 across and down. */
type Inside = (x: number, y: number) => boolean;
/** What is laid over what was there before; a colour may change from the top to the bottom. */
interface Layer {
  inside: Inside;
  from: Colour;
  to?: Colour;
}

const side = 128;

const everywhere: Inside = () => true;
const below =
  (level: number): Inside =>
  (_, y) =>
    y >= level;
const box =
  (left: number, top: number, right: number, bottom: number): Inside =>
  (x, y) =>
    x >= left && x <= right && y >= top && y <= bottom;
const ellipse =
  (atX: number, atY: number, halfWidth: number, halfHeight: number): Inside =>
  (x, y) =>
    ((x - atX) / halfWidth) ** 2 + ((y - atY) / halfHeight) ** 2 <= 1;
/** A polygon by its corners, in order: inside is where a ray to the right meets its sides oddly often. */
const polygon =
  (...corners: [number, number][]): Inside =>
  (x, y) =>
    corners.reduce((isInside, [x1, y1], i) => {
      const [x2, y2] = corners[(i + 1) % corners.length]!;
      const meets = y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1);
      return meets ? !isInside : isInside;
    }, false);

const sky: Layer = { inside: everywhere, from: [120, 170, 225], to: [225, 235, 245] };

export const drawings = {
  ship: [
    sky,
    { inside: below(0.68), from: [40, 90, 130], to: [20, 55, 90] },
    { inside: box(0.34, 0.36, 0.62, 0.58), from: [240, 240, 238], to: [215, 215, 215] },
    { inside: box(0.44, 0.2, 0.54, 0.36), from: [190, 50, 40] },
    { inside: polygon([0.08, 0.56], [0.92, 0.56], [0.8, 0.76], [0.18, 0.76]), from: [30, 40, 70], to: [120, 30, 30] }, // prettier-ignore
  ],
  airplane: [
    sky,
    { inside: polygon([0.42, 0.5], [0.56, 0.5], [0.36, 0.82], [0.28, 0.82]), from: [170, 175, 185], to: [130, 135, 150] }, // prettier-ignore
    { inside: polygon([0.44, 0.46], [0.54, 0.46], [0.42, 0.24], [0.36, 0.24]), from: [190, 195, 205] }, // prettier-ignore
    { inside: polygon([0.12, 0.28], [0.2, 0.28], [0.28, 0.48], [0.16, 0.5]), from: [60, 80, 150] },
    { inside: ellipse(0.52, 0.5, 0.4, 0.075), from: [250, 250, 250], to: [190, 195, 205] },
  ],
  truck: [
    { inside: everywhere, from: [205, 210, 212], to: [225, 222, 215] },
    { inside: below(0.74), from: [110, 108, 104], to: [85, 84, 82] },
    { inside: box(0.08, 0.24, 0.66, 0.7), from: [190, 60, 40], to: [150, 40, 30] },
    { inside: polygon([0.68, 0.4], [0.84, 0.4], [0.92, 0.56], [0.92, 0.72], [0.68, 0.72]), from: [235, 235, 230], to: [190, 190, 185] }, // prettier-ignore
    {
      inside: polygon([0.73, 0.44], [0.82, 0.44], [0.88, 0.56], [0.73, 0.56]),
      from: [70, 95, 120],
    },
    { inside: ellipse(0.24, 0.75, 0.09, 0.09), from: [30, 30, 32] },
    { inside: ellipse(0.78, 0.75, 0.09, 0.09), from: [30, 30, 32] },
  ],
  /** None of the ten classes: the network has to call it one of them. */
  cup: [
    { inside: everywhere, from: [235, 225, 205], to: [190, 160, 120] },
    { inside: (x, y) => ellipse(0.72, 0.52, 0.17, 0.17)(x, y) && !ellipse(0.72, 0.52, 0.09, 0.09)(x, y), from: [70, 120, 160] }, // prettier-ignore
    { inside: polygon([0.22, 0.28], [0.7, 0.28], [0.64, 0.8], [0.28, 0.8]), from: [80, 135, 175], to: [50, 95, 130] }, // prettier-ignore
    { inside: ellipse(0.46, 0.28, 0.24, 0.06), from: [60, 35, 25] },
  ],
} satisfies Record<string, Layer[]>;
export type Drawing = keyof typeof drawings;

export function drawn(name: Drawing): RgbPicture {
  const pixels = new Uint8Array(3 * side * side);
  for (let row = 0; row < side; ++row)
    for (let column = 0; column < side; ++column) {
      const [x, y] = [(column + 0.5) / side, (row + 0.5) / side];
      const { from, to = from } = (drawings[name] as Layer[]).findLast(({ inside }) =>
        inside(x, y),
      )!;
      pixels.set(from.map((value, i) => Math.round(value + y * (to[i]! - value))), 3 * (row * side + column)); // prettier-ignore
    }
  return { width: side, height: side, pixels };
}
