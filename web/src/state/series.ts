export interface SeriesState {
  sums: number[];
  counts: number[];
  perPoint: number;
}

export interface Point {
  x: number;
  y: number;
}

/**
 * A curve that never grows beyond `capacity` points: when it is full, neighbours are averaged in
 * pairs and from then on each point stands for twice as many values.
 */
export class Series {
  private sums: number[] = [];
  private counts: number[] = [];
  private perPoint = 1;

  constructor(private capacity = 1000) {}

  /** All that the curve is made of, as plain data. */
  state(): SeriesState {
    return { sums: [...this.sums], counts: [...this.counts], perPoint: this.perPoint };
  }

  static from(state: SeriesState): Series {
    const series = new Series();
    series.sums = [...state.sums];
    series.counts = [...state.counts];
    series.perPoint = state.perPoint;
    return series;
  }

  push(value: number): void {
    // A value that is not a number would spoil every average after it.
    if (!Number.isFinite(value)) return;
    const last = this.counts.length - 1;
    if (last >= 0 && this.counts[last]! < this.perPoint) {
      this.sums[last]! += value;
      this.counts[last]! += 1;
      return;
    }
    if (this.counts.length === this.capacity) {
      this.sums = mergePairs(this.sums);
      this.counts = mergePairs(this.counts);
      this.perPoint *= 2;
      return this.push(value);
    }
    this.sums.push(value);
    this.counts.push(1);
  }

  /** Points in the middle of the values they stand for; x counts values, divided by `unit`. */
  points(unit: number): Point[] {
    let seen = 0;
    return this.sums.map((sum, i) => {
      const count = this.counts[i]!;
      const point = { x: (seen + count / 2) / unit, y: sum / count };
      seen += count;
      return point;
    });
  }
}

function mergePairs(values: number[]): number[] {
  const merged: number[] = [];
  for (let i = 0; i < values.length; i += 2) merged.push(values[i]! + (values[i + 1] ?? 0));
  return merged;
}

/** Mean over a sliding window of about `width` in x, so that single batches do not hide the trend. */
export function smooth(points: Point[], width: number): Point[] {
  let from = 0;
  let to = 0;
  let sum = 0;
  return points.map(({ x }) => {
    while (to < points.length && points[to]!.x <= x + width / 2) sum += points[to++]!.y;
    while (points[from]!.x < x - width / 2) sum -= points[from++]!.y;
    return { x, y: sum / (to - from) };
  });
}
