import { describe, expect, test } from 'vitest';
import { everyPlace, handKernel, side } from '../../../../web/src/lesson/convolve';
import {
  followed,
  neuronSum,
  neuronWeights,
  shifted,
  wentAlong,
} from '../../../../web/src/lesson/shifting';

/** No two pixels near each other are alike. */
const uneven = Float32Array.from({ length: side * side }, (_, i) => ((i * 37) % 101) / 100);

describe('a picture that is shifted', () => {
  test('brings each pixel to its new place, and the edge is repeated behind it', () => {
    const right = shifted(uneven, { down: 0, right: 3 });
    expect(right[5 * side + 10]).toBe(uneven[5 * side + 7]);
    for (const column of [0, 1, 2, 3]) expect(right[5 * side + column]).toBe(uneven[5 * side]);
    const up = shifted(uneven, { down: -2, right: 0 });
    expect(up[5 * side + 10]).toBe(uneven[7 * side + 10]);
    expect(up[31 * side + 10]).toBe(uneven[31 * side + 10]);
  });

  test('in colour each channel goes with its pixel', () => {
    const colour = Float32Array.from({ length: 3 * side * side }, (_, i) => i);
    expect([...shifted(colour, { down: 1, right: 0 }).subarray(3 * side, 3 * side + 3)]).toEqual([
      0, 1, 2,
    ]);
  });

  test('every output of a kernel that is still in view goes along', () => {
    // Windows inside the picture stop at 30 rows and columns; 2 and 5 of these leave it.
    const { same, all } = wentAlong(uneven, handKernel('vertical'), everyPlace, {
      down: 2,
      right: -5,
    });
    expect(all).toBe(28 * 25);
    expect(same).toBe(all);
  });

  test('with a stride of 2, an even shift does that, and an odd one does not', () => {
    const steps = { stride: 2, padding: 'valid' } as const;
    const even = wentAlong(uneven, handKernel('vertical'), steps, { down: 0, right: 4 });
    expect(even).toEqual({ same: 15 * 13, all: 15 * 13 });
    const odd = wentAlong(uneven, handKernel('vertical'), steps, { down: 0, right: 3 });
    expect(odd.same).toBeLessThan(odd.all / 10);
  });

  test('a window that goes along finds the same number, where it can stop and is in view', () => {
    const kernel = handKernel('outline');
    const at = (right: number, steps: Parameters<typeof followed>[2]) =>
      followed(uneven, kernel, steps, { row: 10, column: 20 }, { down: 0, right });
    for (const right of [-6, -1, 1, 6]) expect(at(right, everyPlace)).toBe(at(0, everyPlace));
    expect(at(9, everyPlace)).toBe(at(0, everyPlace));
    // Columns 30 to 32: one beyond the edge.
    expect(at(10, everyPlace)).toBeNull();
    const steps = { stride: 2, padding: 'valid' } as const;
    expect(at(2, steps)).toBe(at(0, steps));
    expect(at(1, steps)).toBeNull();
  });

  test('a neuron’s weights lie within Glorot’s bound, and its sum is another after a shift', () => {
    const weights = neuronWeights(side * side, 4);
    const bound = Math.sqrt(6 / (side * side + 128));
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(bound);
    expect(Math.max(...weights.map(Math.abs))).toBeGreaterThan(0.95 * bound);
    const by = { down: 0, right: 1 };
    expect(neuronSum(shifted(uneven, by), weights)).not.toBeCloseTo(neuronSum(uneven, weights), 3);
  });
});
