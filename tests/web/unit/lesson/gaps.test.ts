import { describe, expect, test } from 'vitest';
import { gapsOf, placeOf, runsBySize } from '../../../../web/src/lesson/gaps';
import type { RunRecord } from '../../../../web/src/state/run';
import { run } from '../records';

/** Model 1 on so many pictures, whose training accuracy rises by `rise` an epoch to 100% at most. */
function trained(id: number, pictures: number, epochs: number, rise: number): RunRecord {
  const rows = Array.from({ length: epochs }, (_, i): [number, number, number] => [
    Math.min(1, rise * (i + 1)),
    0.3 + pictures / 1e5,
    1.5,
  ]);
  const record = run('Model 1', rows);
  return { ...record, id, number: id, settings: { ...record.settings, epochs, training_pictures: pictures } }; // prettier-ignore
}

const thousand = trained(1, 1000, 50, 0.02);
const five = trained(2, 5000, 10, 0.08);
const ten = trained(3, 10_000, 5, 0.12);

describe('the gaps of one network on different numbers of pictures', () => {
  test('are compared where nothing else differs, the newest run of each number', () => {
    const again = { ...thousand, id: 4, number: 4 };
    const sizes = (records: RunRecord[]) => runsBySize(records).map(({ id }) => id);
    expect(sizes([ten, thousand, five, again])).toEqual([4, 2, 3]);
    const otherSeed = { ...ten, id: 5, settings: { ...ten.settings, seed: 2 } };
    expect(sizes([thousand, five, otherSeed])).toEqual([5]);
    expect(sizes([otherSeed, thousand, five])).toEqual([1, 2]);
    const changed = { ...ten, id: 6, rates: [{ pictures: 640, rate: 0.01 }] };
    expect(sizes([thousand, changed])).toEqual([1]);
    expect(sizes([{ ...five, model: { name: 'Model 2', layers: [] } }])).toEqual([]);
  });

  test('after as many steps: the epoch that ends nearest to the end of the shortest', () => {
    // In batches of 32 an epoch is 32, 157 and 313 steps: 1600, 1570 and 1565 in all.
    const at = gapsOf([thousand, five, ten], 'steps');
    expect(at.map(({ row, steps }) => [row.epoch, steps])).toEqual([[49, 1568], [10, 1570], [5, 1565]]); // prettier-ignore
    // A run that stopped sooner moves all of them.
    const stopped = { ...five, epochs: five.epochs.slice(0, 4) };
    expect(gapsOf([thousand, stopped, ten], 'steps').map(({ row }) => row.epoch)).toEqual([20, 4, 2]); // prettier-ignore
  });

  test('at the same training accuracy: the first epoch of each that has what all came to', () => {
    const at = gapsOf([thousand, five, ten], 'training'); // 100, 80 and 60%
    expect(at.map(({ row }) => row.epoch)).toEqual([30, 8, 5]);
    expect(placeOf(at[2]!)).toEqual({ training: 60, test: 40 });
  });

  test('of nothing are nothing', () => {
    expect(gapsOf([], 'steps')).toEqual([]);
  });
});
