import { describe, expect, test } from 'vitest';
import type { ModelSpec, Outcome, RunSettings, Session, WeightTensor } from '../../../../wasm/lab';
import { openNetwork } from '../../../../web/src/engine/open_network';
import { TrainingLoop } from '../../../../web/src/engine/training_loop';

const good = <T>(value: T): Outcome<T> => ({ ok: true, value });
const bad: Outcome<never> = {
  ok: false,
  fault: { code: 'internal', problem: 'internal', where: '', facts: {}, message: 'no' },
};

/** A session whose network is a number: snapshots hold it, and `start` makes it 0. */
function sessionWith(network: number, refuses: 'restore' | 'setWeights' | 'predict' | null) {
  let held = network;
  const session = {
    snapshot: () => good(Uint8Array.of(held)),
    restore: ([next]: Uint8Array) => {
      if (refuses === 'restore' && next !== network) return bad;
      held = next!;
      return good({ phase: 'finished', epoch: 1, pictures_trained: 1 });
    },
    start: () => {
      held = 0;
      return good({ phase: 'training', epoch: 1, pictures_trained: 0 });
    },
    setWeights: ([given]: WeightTensor[]) => {
      if (refuses === 'setWeights') return bad;
      held = given!.data[0]!;
      return good(null);
    },
    pictures: () => good({ pixels: new Uint8Array(), labels: Uint8Array.of(0) }),
    predict: () => (refuses === 'predict' ? bad : good(Float32Array.of(1))),
  };
  return { session: session as unknown as Session, held: () => held };
}

const savedRun = { snapshot: Uint8Array.of(9) };
const savedWeights = {
  model: { name: '', layers: [] } satisfies ModelSpec,
  settings: {} as RunSettings,
  weights: [{ name: 'dense/kernel', shape: [1], data: Float32Array.of(9) }],
};

describe('a network from a file', () => {
  test.each([
    ['restore', savedRun],
    ['predict', savedRun],
    ['setWeights', savedWeights],
    ['predict', savedWeights],
  ] as const)("whose %s the engine refuses leaves the run's own in place", (refuses, file) => {
    const { session, held } = sessionWith(7, refuses);
    expect(openNetwork(session, file, 1, new Uint32Array()).ok).toBe(false);
    expect(held()).toBe(7);
  });

  test('gives its weights to a fresh run of its model', () => {
    const { session, held } = sessionWith(7, null);
    expect(openNetwork(session, savedWeights, 1, new Uint32Array()).ok).toBe(true);
    expect(held()).toBe(9);
  });

  test("takes the run's place: nobody gets it under the run's name", () => {
    const { session, held } = sessionWith(7, null);
    const loop = new TrainingLoop(session, () => {});
    const of = { run: 3, watched: new Uint32Array(), paused: false, trainingSeconds: 0, evaluatingSeconds: 0 }; // prettier-ignore
    expect(loop.restore({ ...of, snapshot: Uint8Array.of(7) }).ok).toBe(true);
    expect(loop.snapshot(3)).toEqual(good(Uint8Array.of(7)));
    expect(openNetwork(session, savedRun, 1, new Uint32Array()).ok).toBe(true);
    loop.forget();
    expect(held()).toBe(9);
    expect(loop.snapshot(3)).toMatchObject({ ok: false, fault: { code: 'wrong_state' } });
  });
});
