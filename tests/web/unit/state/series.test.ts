import { describe, expect, test } from 'vitest';
import { Series, smooth } from '../../../../web/src/state/series';

const filled = (capacity: number, values: number[]) => {
  const series = new Series(capacity);
  values.forEach((value) => series.push(value));
  return series;
};

describe('Series', () => {
  test('keeps every value while there is room, each in the middle of its own place', () => {
    expect(filled(4, [5, 7, 9]).points(2)).toEqual([
      { x: 0.25, y: 5 },
      { x: 0.75, y: 7 },
      { x: 1.25, y: 9 },
    ]);
  });

  test('averages neighbours in pairs when it is full', () => {
    // Four places; the fifth value makes pairs of the first four: (1+3)/2 and (10+20)/2.
    expect(filled(4, [1, 3, 10, 20, 7]).points(1)).toEqual([
      { x: 1, y: 2 },
      { x: 3, y: 15 },
      { x: 4.5, y: 7 },
    ]);
  });

  test('an odd capacity keeps the weights of its points right', () => {
    // Three places: 1, 2, 3 become (1+2)/2 and 3; then 3 and 8 share a point.
    const points = filled(3, [1, 2, 3, 8]).points(1);
    expect(points.map(({ y }) => y)).toEqual([1.5, 5.5]);
  });

  test('never has more points than its capacity, and keeps the mean', () => {
    const values = Array.from({ length: 12_345 }, (_, i) => Math.sin(i / 50) + i / 10_000);
    const points = filled(1000, values).points(1);
    expect(points.length).toBeLessThanOrEqual(1000);
    expect(points.length).toBeGreaterThan(500);
    // Sums are kept, so weighing each point with the values it stands for gives the mean back.
    let from = 0;
    let sum = 0;
    for (const { x, y } of points) {
      const count = 2 * (x - from);
      sum += y * count;
      from += count;
    }
    expect(from).toBe(values.length);
    expect(sum / values.length).toBeCloseTo(values.reduce((a, b) => a + b) / values.length, 9);
  });

  test('a value that is not a number is left out', () => {
    const points = filled(10, [1, NaN, Infinity, 3]).points(1);
    expect(points.map(({ y }) => y)).toEqual([1, 3]);
  });
});

describe('smooth', () => {
  const line = [0, 1, 2, 3, 4].map((x) => ({ x, y: x === 2 ? 10 : 0 }));

  test('is the mean over the window around each point', () => {
    // Width 2 reaches one point to either side: 10/3 beside the peak, means of two at the ends.
    expect(smooth(line, 2).map(({ y }) => y)).toEqual([0, 10 / 3, 10 / 3, 10 / 3, 0]);
  });

  test('a window narrower than the distance changes nothing', () => {
    expect(smooth(line, 0.5)).toEqual(line);
  });

  test('nothing in, nothing out', () => {
    expect(smooth([], 1)).toEqual([]);
  });
});
