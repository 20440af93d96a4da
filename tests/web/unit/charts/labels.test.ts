import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptApart, labelHeight, wrapped, type Label } from '../../../../web/src/charts/labels';

const label = fc.record({
  lines: fc.array(fc.constant('run 1'), { minLength: 1, maxLength: 3 }),
  x: fc.integer({ min: 46, max: 400 }),
  y: fc.integer({ min: -20, max: 240 }),
  width: fc.integer({ min: 20, max: 140 }),
  rank: fc.integer({ min: 1, max: 30 }),
});
const bottom = ({ y, lines }: Label) => y + labelHeight * (lines.length - 1);
const covers = (a: Label, b: Label) =>
  a.y < bottom(b) + labelHeight && b.y < bottom(a) + labelHeight && a.x < b.x + b.width && b.x < a.x + a.width; // prettier-ignore

describe('names on a chart', () => {
  test('never cover each other, and are all inside', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 25 }), (labels) => {
        const placed = keptApart(labels, 14, 190);
        for (const [i, one] of placed.entries()) {
          expect(one.y).toBeGreaterThanOrEqual(14);
          expect(bottom(one)).toBeLessThanOrEqual(190);
          for (const other of placed.slice(i + 1)) expect(covers(one, other)).toBe(false);
        }
      }),
    );
  });

  test('stay where they are if they can, and in the order of their lines', () => {
    const at = (text: string, y: number, x = 300) => ({ lines: [text], x, y, width: 90, rank: 1 });
    expect(keptApart([at('a', 50), at('b', 90)], 14, 190).map(({ y }) => y)).toEqual([50, 90]);
    const close = keptApart([at('test', 61), at('training', 60)], 14, 190);
    expect(close.map(({ lines }) => lines[0])).toEqual(['training', 'test']);
    expect(close.map(({ y }) => y)).toEqual([60, 76]);
    // Beside each other there is room for both.
    expect(keptApart([at('a', 60), at('b', 60, 100)], 14, 190).map(({ y }) => y)).toEqual([60, 60]);
  });

  test('leave out the oldest where there is no room for all', () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ lines: [`run ${i}`], x: 300, y: 100, width: 90, rank: i })); // prettier-ignore
    const texts = keptApart(many, 14, 190).map(({ lines }) => lines[0]);
    expect(texts).toHaveLength(12);
    expect(texts).toContain('run 0');
    expect(texts).not.toContain('run 19');
  });

  test('are broken between words where a line has no room', () => {
    const each = (text: string) => text.length;
    expect(wrapped('Model 2, recorded, seed 1 77.9%', 20, each)).toEqual(['Model 2, recorded,', 'seed 1 77.9%']); // prettier-ignore
    expect(wrapped('test 55.3%', 20, each)).toEqual(['test 55.3%']);
    expect(wrapped('entrenamiento 5%', 9, each)).toEqual(['entrenamiento', '5%']);
  });
});
