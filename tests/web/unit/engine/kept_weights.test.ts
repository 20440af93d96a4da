import { describe, expect, test } from 'vitest';
import { KeptWeights } from '../../../../web/src/engine/kept_weights';

const weights = (value: number, floats = 25) => [
  { name: 'dense/kernel', shape: [floats], data: new Float32Array(floats).fill(value) },
];
/** Room for so many networks of 100 bytes. */
const withRoomFor = (networks: number) => new KeptWeights(100 * networks);

describe('weights of finished epochs', () => {
  test('are those of their run and epoch', () => {
    const kept = withRoomFor(10);
    kept.keep(1, 1, weights(0.5));
    kept.keep(2, 1, weights(0.25));
    expect(kept.at(1, 1)![0]!.data[0]).toBe(0.5);
    expect(kept.at(2, 1)![0]!.data[0]).toBe(0.25);
    expect(kept.at(2, 2)).toBeNull();
  });

  test('thin out evenly within the budget; the first and the last stay', () => {
    const kept = withRoomFor(5);
    for (let epoch = 1; epoch <= 40; ++epoch) {
      kept.keep(1, epoch, weights(epoch));
      const { epochs } = kept.epochs()[0]!;
      expect(epochs.length).toBeLessThanOrEqual(5);
      expect([epochs[0], epochs.at(-1)]).toEqual([1, epoch]);
    }
    const { epochs } = kept.epochs()[0]!;
    const gaps = epochs.slice(1).map((epoch, i) => epoch - epochs[i]!);
    // The largest gap of five epochs spread over 40 is 10 at best.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(20);
  });

  test('of an earlier run the end stays longest', () => {
    const kept = withRoomFor(4);
    for (const epoch of [1, 2, 3]) kept.keep(1, epoch, weights(1));
    for (const epoch of [1, 2, 3]) kept.keep(2, epoch, weights(2));
    expect(kept.at(1, 3)).not.toBeNull();
    expect(kept.at(2, 3)).not.toBeNull();
  });

  test('when no more fits, the oldest run goes first', () => {
    const kept = withRoomFor(2);
    for (const run of [1, 2, 3]) kept.keep(run, 1, weights(run));
    expect(kept.epochs()).toEqual([
      { run: 2, epochs: [1] },
      { run: 3, epochs: [1] },
    ]);
  });

  test('a network that is larger than the budget is not kept, and nothing breaks', () => {
    const kept = withRoomFor(1);
    kept.keep(1, 1, weights(1, 1000));
    expect(kept.epochs()).toEqual([]);
    kept.keep(1, 2, weights(1));
    expect(kept.epochs()).toEqual([{ run: 1, epochs: [2] }]);
  });

  test('a run that is gone on with from an earlier epoch has no epochs of its other end', () => {
    const kept = withRoomFor(9);
    for (const epoch of [1, 2, 3]) kept.keep(1, epoch, weights(epoch));
    kept.keep(1, 2, weights(20));
    expect(kept.epochs()).toEqual([{ run: 1, epochs: [1, 2] }]);
    expect(kept.at(1, 2)![0]!.data[0]).toBe(20);
  });
});
