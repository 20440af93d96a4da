import type { LayerSpec } from '../../../wasm/lab';
import { familyOf } from '../model/catalog';
import { cifar10, type DataDescription } from '../model/data_description';
import { mainValue } from '../model/text';

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

/** Of the place to add a layer at the end. */
export const endWidth = 10;

/** How wide things are, in pixels. */
export interface Spacing {
  /** In how many lines a shape is written below its column, and a name. */
  lines: { shape: 1 | 2; name: 1 | 2 };
  /** Of the photograph. */
  picture: number;
  /** Between two columns. */
  gap: number;
  slim: number;
  answer: number;
  /** Of the names, shapes and parameters below columns, as they are written. */
  cells: number;
  caption(layer: LayerSpec): number;
}
const roomy: Spacing = {
  lines: { shape: 1, name: 1 },
  picture: 76,
  gap: 6,
  slim: 26,
  answer: 124,
  cells: 66,
  caption: () => 57,
};
/** What is written below a layer is as wide as its number of channels lets its parameters be. */
const byChannels = (pool: number, few: number, many: number) => (layer: LayerSpec) => {
  if (familyOf(layer.kind) === 'pooling') return pool;
  return mainValue(layer).length > 2 ? many : few;
};
/** Closer, each where a network fits into the strip by it and not by the one before. */
const closer: Spacing[] = [
  {
    ...roomy,
    lines: { shape: 2, name: 1 },
    gap: 4,
    slim: 20,
    answer: 110,
    caption: byChannels(38, 47, 55),
  },
  {
    lines: { shape: 2, name: 2 },
    picture: 52,
    gap: 2,
    slim: 16,
    answer: 96,
    cells: 44,
    caption: byChannels(33, 39, 43),
  },
];
/** Sides of maps of one pixel and of 32, and how far they may shrink or grow to fit, in pixels. */
const leastSide = 15;
const sidePerPixel = 1;
const leastScale = 0.82;
const mostScale = 1.7;
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

/** How narrow each column may be. */
const leastWidths = (layers: LayerSpec[], looks: Look[], spacing: Spacing): number[] =>
  layers.map((layer, i) => {
    const look = looks[i]!;
    return look === 'maps' ? spacing.caption(layer) : spacing[look];
  });

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const around = (columns: number, { picture, gap }: Spacing) =>
  picture + endWidth + gap * (columns + 1);

/** The widest spacing by which a network of these layers goes into a strip of so many pixels, if one does. */
function spacingFor(layers: LayerSpec[], looks: Look[], width: number): Spacing {
  const fits = (spacing: Spacing) =>
    around(layers.length, spacing) + sum(leastWidths(layers, looks, spacing)) <= width;
  return [roomy, ...closer].find(fits) ?? roomy;
}

/** By how much maps of these sides may grow, where no column is narrower than its caption. */
function scaleFor(room: number, columns: { side: number; least: number }[]): number {
  const widthAt = (scale: number) =>
    sum(columns.map(({ side, least }) => Math.max(least, side * scale)));
  if (widthAt(mostScale) <= room) return mostScale;
  let [scale, tooMuch] = [leastScale, mostScale];
  for (let halved = 0; halved < 12; ++halved) {
    const middle = (scale + tooMuch) / 2;
    if (widthAt(middle) <= room) scale = middle;
    else tooMuch = middle;
  }
  return scale;
}

/** The layers of a model whose outputs have these shapes {H,W,C} or {units}, in a strip of so many pixels. */
export function columnsOf(
  layers: LayerSpec[],
  shapes: (number[] | null)[],
  { width, height }: { width: number; height: number },
  { shape: picture, classes }: DataDescription = cifar10,
): { spacing: Spacing; columns: Column[] } {
  const looks = layers.map((layer, i) =>
    lookOf(layer, shapes[i] ?? null, i === layers.length - 1, classes.length),
  );
  const sides = shapes.map(
    (shape) =>
    shape?.length === 3 ? leastSide + sidePerPixel * Math.min(32, Math.max(shape[0]!, shape[1]!)) : leastSide, // prettier-ignore
  );
  const spacing = spacingFor(layers, looks, width);
  const least = leastWidths(layers, looks, spacing);
  const taken = sum(least.filter((_, i) => looks[i] !== 'maps'));
  const wanted = sides
    .map((side, i) => ({ side, least: least[i]! }))
    .filter((_, i) => looks[i] === 'maps');
  const scale = scaleFor(width - around(layers.length, spacing) - taken, wanted);
  const columns = layers.map((_, i): Column => {
    const look = looks[i]!;
    if (look !== 'maps')
      return { look, width: least[i]!, shown: shapes[i]?.[0] ?? 0, side: 0, gap: 0 };
    // Maps are drawn in one picture (drawing.ts), with a row of their own pixels between them.
    const [rows, across] = shapes[i]?.length === 3 ? (shapes[i] as [number, number]) : picture;
    const most = (mostPart * height) / Math.max(1, rows / across);
    const side = Math.max(1, Math.floor(Math.min(sides[i]! * scale, most)));
    const gap = side / across;
    const fitting = Math.max(1, Math.floor((height + gap) / (rows * gap + gap)));
    return {
      look,
      width: Math.max(least[i]!, side),
      shown: Math.min(fitting, shapes[i]?.[2] ?? fitting),
      side,
      gap,
    };
  });
  return { spacing, columns };
}
