import { describe, expect, test } from 'vitest';
import {
  commonestConfusion,
  confusionMatrix,
  mostConfidentMistakes,
  rightCount,
  verdicts,
} from '../../../../web/src/inside/confusion';

// Five pictures of three classes. Said: 0, 2, 2, 1, 0; the truth is 0, 2, 1, 1, 1.
const probabilities = Float32Array.from([
  [0.5, 0.25, 0.25],
  [0, 0.25, 0.75],
  [0, 0.125, 0.875],
  [0.25, 0.5, 0.25],
  [0.5, 0.5, 0], // equal: the first counts
].flat()); // prettier-ignore
const labels = Uint8Array.of(0, 2, 1, 1, 1);
const all = verdicts(probabilities, labels, 3);

describe('verdicts', () => {
  test('take the highest probability, and of equals the first', () => {
    expect(all.map(({ said }) => said)).toEqual([0, 2, 2, 1, 0]);
    expect(all.map(({ share }) => share)).toEqual([0.5, 0.75, 0.875, 0.5, 0.5]);
    expect(all.map(({ picture }) => picture)).toEqual([0, 1, 2, 3, 4]);
    expect(rightCount(all)).toBe(3);
  });

  test('are counted with the label as the row', () => {
    expect(confusionMatrix(all, 3)).toEqual([
      [1, 0, 0],
      [1, 1, 1],
      [0, 0, 1],
    ]);
  });

  test('that are wrong are told by how sure the network was', () => {
    expect(mostConfidentMistakes(all, 5).map(({ picture }) => picture)).toEqual([2, 4]);
    expect(mostConfidentMistakes(all, 1).map(({ picture }) => picture)).toEqual([2]);
  });

  test('of one kind are named by the pair that is mixed up most', () => {
    const matrix = [
      [9, 1, 0],
      [0, 2, 4],
      [3, 0, 7],
    ];
    expect(commonestConfusion(matrix)).toEqual({ label: 1, said: 2, count: 4 });
    expect(commonestConfusion([[5, 0], [0, 5]])).toBeNull(); // prettier-ignore
  });
});
