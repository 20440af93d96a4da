import { describe, expect, test } from 'vitest';
import type { Outcome, Session, Split } from '../../../../wasm/lab';
import { useData } from '../../../../web/src/engine/use_data';
import type { DataSet } from '../../../../web/src/model/data_description';

const good = <T>(value: T): Outcome<T> => ({ ok: true, value });
const bad: Outcome<never> = {
  ok: false,
  fault: { code: 'bad_data', problem: 'wrong_label', where: '', facts: {}, message: 'no' },
};

/** A session that writes down what it is given. */
function listening(refusesAt = Infinity) {
  const fixed: number[][] = [];
  const added: { split: Split; pixels: Uint8Array; labels: Uint8Array }[] = [];
  const session = {
    setData: (...spec: number[]) => {
      fixed.push(spec);
      return good(null);
    },
    addPictures: (split: Split, pixels: Uint8Array, labels: Uint8Array) => {
      if (added.length === refusesAt) return bad;
      added.push({ split, pixels, labels });
      const of = added.filter((one) => one.split === split);
      return good(of.reduce((sum, one) => sum + one.labels.length, 0));
    },
  };
  return { session: session as unknown as Session, fixed, added };
}

const grey: DataSet = {
  description: { name: 'Digits', shape: [9, 12, 1], classes: ['0', '1', '2'], sha256: 'a' },
  training: {
    pixels: Uint8Array.from({ length: 4 * 108 }, (_, i) => i),
    labels: Uint8Array.of(0, 1, 2, 0),
  },
  test: { pixels: new Uint8Array(108).fill(7), labels: Uint8Array.of(2) },
};
const whole = (parts: Uint8Array[]) => parts.flatMap((part) => [...part]);

describe('data of the learner’s own', () => {
  test('fix the shape and the classes, and all of them arrive, in order', () => {
    const { session, fixed, added } = listening();
    expect(useData(session, grey)).toEqual(good({ training: 4, test: 1 }));
    expect(fixed).toEqual([[9, 12, 1, 3]]);
    for (const split of ['training', 'test'] as const) {
      const of = added.filter((one) => one.split === split);
      expect(whole(of.map(({ pixels }) => pixels))).toEqual([...grey[split].pixels]);
      expect(whole(of.map(({ labels }) => labels))).toEqual([...grey[split].labels]);
    }
  });

  test('that are large come in parts, each with whole pictures and their labels', () => {
    const count = 2000;
    const pixels = new Uint8Array(count * 12288);
    for (let i = 0; i < count; ++i) pixels.fill(i & 255, i * 12288, (i + 1) * 12288);
    const many = { pixels, labels: Uint8Array.from({ length: count }, (_, i) => i % 20) };
    const classes = Array.from({ length: 20 }, (_, i) => String(i));
    const { session, added } = listening();
    const description = { name: 'Large', shape: [64, 64, 3] as const, classes, sha256: 'b' };
    useData(session, { description, training: many, test: grey.test });
    const parts = added.filter(({ split }) => split === 'training');
    expect(parts.length).toBeGreaterThan(3);
    let first = 0;
    for (const { pixels, labels } of parts) {
      expect(pixels.length).toBe(labels.length * 12288);
      expect(pixels.length).toBeLessThanOrEqual(4e6);
      expect([pixels[0], labels[0]]).toEqual([first & 255, first % 20]);
      first += labels.length;
    }
    expect(whole(parts.map(({ labels }) => labels))).toEqual([...many.labels]);
  });

  test('with pixels that have no label are given to the engine to refuse, not left out', () => {
    const { session, added } = listening();
    useData(session, { ...grey, test: { ...grey.test, labels: new Uint8Array() } });
    expect(added.at(-1)).toEqual({ split: 'test', pixels: grey.test.pixels, labels: new Uint8Array() }); // prettier-ignore
  });

  test('that the engine refuses are refused', () => {
    expect(useData(listening(1).session, grey)).toEqual(bad);
  });

  test('give way to CIFAR-10, which then comes shard by shard', () => {
    const { session, fixed, added } = listening();
    expect(useData(session, 'cifar10')).toEqual(good({ training: 0, test: 0 }));
    expect([fixed, added]).toEqual([[[32, 32, 3, 10]], []]);
  });
});
