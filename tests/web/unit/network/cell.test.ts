import { expect, test } from 'vitest';
import { cellSum } from '../../../../web/src/network/cell';

/** Numbers that count how often they are asked for. */
function counted(numbers: number[]) {
  const asked = { count: 0 };
  const data = new Proxy(Float32Array.from(numbers), {
    get(target, key) {
      if (key === Symbol.iterator) asked.count += target.length;
      if (key === Symbol.iterator) return () => target[Symbol.iterator]();
      if (typeof key === 'string' && /^\d+$/.test(key)) asked.count += 1;
      return Reflect.get(target, key, target) as unknown;
    },
  });
  return { data, asked };
}

test('a cell of GroupNormalization asks for its group once, however many cells are looked at', () => {
  const layer = { kind: 'group_normalization', groups: 2, epsilon: 0 };
  const ones = (name: string, value: number) => ({ name, shape: [4], data: new Float32Array(4).fill(value) }); // prettier-ignore
  const weights = [ones('gamma', 1), ones('beta', 0)];
  // The first two channels are ±1, the others 10 ± 2.
  const { data, asked } = counted(
    Array.from({ length: 2 * 3 * 4 }, (_, i) => (i % 4 < 2 ? (i % 2 ? 1 : -1) : i % 2 ? 12 : 8)),
  );
  const at = (place: number[]) => cellSum(layer, weights, { shape: [2, 3, 4], data }, [2, 3, 4], place)!.value; // prettier-ignore
  expect(at([0, 0, 0])).toBeCloseTo(-1, 6);
  expect(asked.count).toBeGreaterThan(12);
  asked.count = 0;
  expect([at([1, 2, 1]), at([0, 1, 0])].map((value) => Math.round(value))).toEqual([1, -1]);
  expect(asked.count).toBeLessThan(12);
  // Another group, and then another picture, are other numbers.
  expect(at([1, 1, 3])).toBeCloseTo(1, 6);
  const other = counted(Array.from({ length: 24 }, (_, i) => (i % 2 ? 5 : 3)));
  expect(cellSum(layer, weights, { shape: [2, 3, 4], data: other.data }, [2, 3, 4], [0, 0, 1])!.value).toBeCloseTo(1, 6); // prettier-ignore
});
