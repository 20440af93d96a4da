import type { LayerSpec } from '../../../wasm/lab';
import { familyOf } from '../model/catalog';
import { cifar10, type DataDescription } from '../model/data_description';

/** How a layer stands in the picture of the network. */
export type Look =
  /** Feature maps, one above the other. */
  | 'maps'
  /** A vector: a cell for each unit. */
  | 'cells'
  /** What only changes what goes through: narrow, with a mark of its own. */
  | 'slim'
  /** The classes, and how sure the network is of each. */
  | 'answer';

export interface Column {
  look: Look;
  /** In pixels. */
  width: number;
  /** Maps or cells that are drawn, the first ones: so many fit. */
  shown: number;
  /** Of one map, and between two, in pixels. */
  side: number;
  gap: number;
}

/** What is drawn as maps, or as cells where its output is a vector. */
const drawn = ['convolution', 'pooling', 'global_pooling', 'dense'];

export const slimWidth = 26;
export const answerWidth = 124;
export const pictureWidth = 76;
/** Of the place to add a layer at the end. */
export const endWidth = 10;
/** Between two columns, in pixels. */
export const columnGap = 6;
const cellsWidth = 47;
/** Sides of maps of one pixel and of 32, and how far they may shrink or grow to fit, in pixels. */
const leastSide = 15;
const sidePerPixel = 1;
const leastScale = 0.82;
const mostScale = 1.7;
/** So that a name and a shape can be read below it. */
const leastColumn = 47;
/** No map is higher than so much of the strip: below that, a column of one map says little. */
const mostPart = 0.3;

export function lookOf(
  layer: LayerSpec,
  shape: number[] | null,
  isLast: boolean,
  classes = cifar10.classes.length,
): Look {
  if (isLast && shape?.length === 1 && shape[0] === classes) return 'answer';
  if (!drawn.includes(familyOf(layer.kind))) return 'slim';
  return shape?.length === 1 ? 'cells' : 'maps';
}

/** By how much maps of these sides may grow, if the columns of small ones are wider than they are. */
function scaleFor(room: number, sides: number[]): number {
  const largestFirst = sides.toSorted((a, b) => b - a);
  for (let growing = sides.length; growing > 0; --growing) {
    const grown = largestFirst.slice(0, growing).reduce((total, side) => total + side, 0);
    const scale = (room - leastColumn * (sides.length - growing)) / grown;
    if (largestFirst[growing - 1]! * scale >= leastColumn) return scale;
  }
  return leastScale;
}

/** Of the layers of a model whose outputs have these shapes {H,W,C} or {units}, in a strip of so many pixels. */
export function columnsOf(
  layers: LayerSpec[],
  shapes: (number[] | null)[],
  { width, height }: { width: number; height: number },
  { shape: picture, classes }: DataDescription = cifar10,
): Column[] {
  const looks = layers.map((layer, i) =>
    lookOf(layer, shapes[i] ?? null, i === layers.length - 1, classes.length),
  );
  const sides = shapes.map(
    (shape) =>
    shape?.length === 3 ? leastSide + sidePerPixel * Math.min(32, Math.max(shape[0]!, shape[1]!)) : leastSide, // prettier-ignore
  );
  const fixed = { cells: cellsWidth, slim: slimWidth, answer: answerWidth };
  const taken = looks.map((look) => (look === 'maps' ? 0 : fixed[look]));
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const room = width - pictureWidth - sum(taken) - endWidth - columnGap * (layers.length + 1);
  const wanted = sides.filter((_, i) => looks[i] === 'maps');
  const scale = Math.max(leastScale, Math.min(mostScale, scaleFor(room, wanted)));
  return layers.map((_, i) => {
    const look = looks[i]!;
    if (look !== 'maps')
      return { look, width: fixed[look], shown: shapes[i]?.[0] ?? 0, side: 0, gap: 0 };
    const side = Math.floor(Math.min(sides[i]! * scale, mostPart * height));
    // Maps are drawn in one picture (drawing.ts), with a row of their own pixels between them.
    const [rows, across] = shapes[i]?.length === 3 ? (shapes[i] as [number, number]) : picture;
    const gap = side / across;
    const fitting = Math.max(1, Math.floor((height + gap) / (rows * gap + gap)));
    return {
      look,
      width: Math.max(leastColumn, side),
      shown: Math.min(fitting, shapes[i]?.[2] ?? fitting),
      side,
      gap,
    };
  });
}
