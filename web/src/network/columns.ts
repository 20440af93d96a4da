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

export const pictureWidth = 76;
/** Of the place to add a layer at the end. */
export const endWidth = 10;

/** How wide things are, in pixels. */
export interface Spacing {
  /** Between two columns. */
  gap: number;
  slim: number;
  answer: number;
}
const roomy: Spacing = { gap: 6, slim: 26, answer: 124 };
/** Where a network fits into the strip by it and not otherwise: its shapes are in two lines. */
const tight: Spacing = { gap: 4, slim: 20, answer: 110 };
/** Of the names, shapes and parameters below columns, as they are written, in pixels. */
const cellsWidth = 66;
const captionWidth = 57;
/** And with the shape in two lines. */
function tightCaptionWidth(layer: LayerSpec): number {
  if (familyOf(layer.kind) === 'pooling') return 38;
  return mainValue(layer).length > 2 ? 55 : 47;
}
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

export const spacingOf = (isTight: boolean): Spacing => (isTight ? tight : roomy);

/** How narrow each column may be. */
const leastWidths = (layers: LayerSpec[], looks: Look[], spacing: Spacing): number[] =>
  layers.map((layer, i) => {
    const look = looks[i]!;
    if (look === 'cells') return cellsWidth;
    if (look !== 'maps') return spacing[look];
    return spacing === tight ? tightCaptionWidth(layer) : captionWidth;
  });

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const around = (columns: number, { gap }: Spacing) => pictureWidth + endWidth + gap * (columns + 1);

/** Whether a network of these layers goes into a strip of so many pixels by tight spacing, and only so. */
function needsTight(layers: LayerSpec[], looks: Look[], width: number): boolean {
  const least = (spacing: Spacing) =>
    around(layers.length, spacing) + sum(leastWidths(layers, looks, spacing));
  return least(roomy) > width && least(tight) <= width;
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
): { isTight: boolean; columns: Column[] } {
  const looks = layers.map((layer, i) =>
    lookOf(layer, shapes[i] ?? null, i === layers.length - 1, classes.length),
  );
  const sides = shapes.map(
    (shape) =>
    shape?.length === 3 ? leastSide + sidePerPixel * Math.min(32, Math.max(shape[0]!, shape[1]!)) : leastSide, // prettier-ignore
  );
  const isTight = needsTight(layers, looks, width);
  const spacing = spacingOf(isTight);
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
  return { isTight, columns };
}
