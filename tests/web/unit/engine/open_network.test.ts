import { describe, expect, test } from 'vitest';
import type { Outcome, Session } from '../../../../wasm/lab';
import { openNetwork } from '../../../../web/src/engine/open_network';
import { TrainingLoop } from '../../../../web/src/engine/training_loop';

const good = <T>(value: T): Outcome<T> => ({ ok: true, value });
const bad: Outcome<never> = { ok: false, fault: { code: 'internal', where: '', message: 'no' } };

/** A session whose network is a number: snapshots hold it, and `start` makes it 0. */
function sessionWith(network: number, refuses: 'restore' | 'predict' | null) {
  let held = network;
  const session = {
    snapshot: () => good(Uint8Array.of(held)),
    restore: ([next]: Uint8Array) => {
      if (refuses === 'restore' && next !== network) return bad;
      held = next!;
      return good({ phase: 'finished', epoch: 1, pictures_trained: 1 });
    },
    pictures: () => good({ pixels: new Uint8Array(), labels: Uint8Array.of(0) }),
    predict: () => (refuses === 'predict' ? bad : good(Float32Array.of(1))),
  };
  return { session: session as unknown as Session, held: () => held };
}

describe('a network from a file', () => {
  test.each(['restore', 'predict'] as const)(
    "whose %s the engine refuses leaves the run's own in place",
    (refuses) => {
      const { session, held } = sessionWith(7, refuses);
      const file = { snapshot: Uint8Array.of(9) };
      expect(openNetwork(session, file, 1, new Uint32Array()).ok).toBe(false);
      expect(held()).toBe(7);
    },
  );

  test("takes the run's place: nobody gets it under the run's name", () => {
    const { session, held } = sessionWith(7, null);
    const loop = new TrainingLoop(session, () => {});
    const of = { run: 3, watched: new Uint32Array(), paused: false, trainingSeconds: 0, evaluatingSeconds: 0 }; // prettier-ignore
    expect(loop.restore({ ...of, snapshot: Uint8Array.of(7) }).ok).toBe(true);
    expect(loop.snapshot(3)).toEqual(good(Uint8Array.of(7)));
    const file = { snapshot: Uint8Array.of(9) };
    expect(openNetwork(session, file, 1, new Uint32Array()).ok).toBe(true);
    loop.forget();
    expect(held()).toBe(9);
    expect(loop.snapshot(3)).toMatchObject({ ok: false, fault: { code: 'wrong_state' } });
  });
});
