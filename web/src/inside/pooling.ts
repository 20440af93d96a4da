/** Pooling over one channel, in plain loops: small enough to be checked by eye. */

type Pair = [number, number];

export interface Pooling {
  kind: 'max' | 'average';
  /** Height and width of the window, and how far it moves. */
  window: Pair;
  strides: Pair;
  padding: 'valid' | 'same';
}

export interface Cell {
  row: number;
  column: number;
}

/** A channel {height,width}, row by row. */
export interface Plane {
  height: number;
  width: number;
  data: Float32Array;
}

/** Outputs along one side, and where the first window begins (before 0 with same padding). */
export function windowsAlong(
  size: number,
  window: number,
  stride: number,
  padding: Pooling['padding'],
) {
  if (padding === 'valid') return { outputs: Math.floor((size - window) / stride) + 1, begin: 0 };
  // As TensorFlow: as many as strides fit, what is missing put half in front, the odd one behind.
  const outputs = Math.ceil(size / stride);
  const missing = Math.max(0, (outputs - 1) * stride + window - size);
  return { outputs, begin: missing === 0 ? 0 : -Math.floor(missing / 2) };
}

const sides = (plane: Plane, { window, strides, padding }: Pooling) => ({
  rows: windowsAlong(plane.height, window[0], strides[0], padding),
  columns: windowsAlong(plane.width, window[1], strides[1], padding),
});

/** Height and width of what is left. */
export function pooledSize(plane: Plane, pooling: Pooling): Pair {
  const { rows, columns } = sides(plane, pooling);
  return [rows.outputs, columns.outputs];
}

/** First row and column of the window of one output, and the cells of it that lie in the plane. */
export function windowOf(plane: Plane, pooling: Pooling, output: Cell) {
  const { rows, columns } = sides(plane, pooling);
  const top = rows.begin + output.row * pooling.strides[0];
  const left = columns.begin + output.column * pooling.strides[1];
  const cells: Cell[] = [];
  for (let row = Math.max(0, top); row < Math.min(plane.height, top + pooling.window[0]); ++row)
    for (
      let column = Math.max(0, left);
      column < Math.min(plane.width, left + pooling.window[1]);
      ++column
    )
      cells.push({ row, column });
  return { top, left, cells };
}

export const valueAt = (plane: Plane, { row, column }: Cell) =>
  plane.data[row * plane.width + column]!;

/** What is kept of one window: the largest number or the mean, cells beyond the edge left out. */
function pooledValue(plane: Plane, pooling: Pooling, output: Cell): number {
  const values = windowOf(plane, pooling, output).cells.map((cell) => valueAt(plane, cell));
  if (pooling.kind === 'max') return Math.max(...values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The whole output. */
export function pool(plane: Plane, pooling: Pooling): Plane {
  const [height, width] = pooledSize(plane, pooling);
  const data = Float32Array.from({ length: height * width }, (_, i) =>
    pooledValue(plane, pooling, { row: Math.floor(i / width), column: i % width }),
  );
  return { height, width, data };
}

/** The output whose window holds a cell; the last one where windows overlap. */
export function outputOf(plane: Plane, pooling: Pooling, cell: Cell): Cell {
  const { rows, columns } = sides(plane, pooling);
  const at = (place: number, { outputs, begin }: { outputs: number; begin: number }, by: number) =>
    Math.max(0, Math.min(outputs - 1, Math.floor((place - begin) / by)));
  return {
    row: at(cell.row, rows, pooling.strides[0]),
    column: at(cell.column, columns, pooling.strides[1]),
  };
}
