import { Refused } from '../../../../web/src/base/fault';
import { describe, expect, test, vi } from 'vitest';
import type { Outcome, Progress, Session } from '../../../../wasm/lab';
import { TrainingLoop } from '../../../../web/src/engine/training_loop';

const batchesPerEpoch = 3;

/** A session that keeps a diary; its "network" is the number of batches it was trained on. */
function session() {
  const diary: string[] = [];
  let batches = 0;
  const good = <T>(value: T): Outcome<T> => ({ ok: true, value });
  const progress = (): Progress => ({
    phase: 'training',
    epoch: Math.floor(batches / batchesPerEpoch) + 1,
    epochs: 100,
    batch: batches % batchesPerEpoch,
    batches: batchesPerEpoch,
    pictures_trained: batches,
    loss: 1,
    accuracy: 0,
    batch_losses: [1],
    batch_accuracies: [0],
    epoch_record:
      batches > 0 && batches % batchesPerEpoch === 0
        ? { epoch: batches / batchesPerEpoch, loss: 1, accuracy: 0, test_loss: 1, test_accuracy: 0 }
        : null,
  });
  const fake = {
    start: () => {
      batches = 0;
      return good(progress());
    },
    advance: () => {
      ++batches;
      diary.push('batch');
      return good(progress());
    },
    predict: (_split: string, indices: Uint32Array) => {
      diary.push(`predict ${indices.length}`);
      // Ten classes a picture; the first carries what the network is, the second which picture.
      const rows = Array.from(indices, (i) => [batches, i, 0, 0, 0, 0, 0, 0, 0, 0]);
      return good(Float32Array.from(rows.flat()));
    },
    weights: () => good([]),
    pictures: (_split: string, indices: Uint32Array) =>
      good({ pixels: new Uint8Array(), labels: Uint8Array.from(indices, (i) => i % 7) }),
  };
  return { diary, session: fake as unknown as Session };
}

/** Until the loop has begun so many turns, however long a busy machine takes for them. */
async function turns(count: number): Promise<void> {
  const posts = vi.spyOn(MessagePort.prototype, 'postMessage');
  await vi.waitUntil(() => posts.mock.calls.length >= count, { timeout: 30_000, interval: 1 });
  posts.mockRestore();
}

async function started() {
  const { diary, session: one } = session();
  const events: string[] = [];
  const slept: (number | null)[] = [];
  const loop = new TrainingLoop(one, (event, body) => {
    events.push(event);
    if (event === 'slept') slept.push((body as { seconds: number | null }).seconds);
  });
  loop.start(1, '', '', { watched: new Uint32Array() });
  await turns(2);
  return { diary, loop, events, slept };
}

/** What the network was at each of the pictures. */
const network = (probabilities: Float32Array) =>
  new Set(probabilities.filter((_, i) => i % 10 === 0));

describe('an examination while the network trains', () => {
  test('sees every picture with the same weights, and training goes on after it', async () => {
    const { diary, loop } = await started();
    const answer = await loop.examine(150, 'now');
    if (!answer.ok) throw new Refused(answer.fault);
    const { probabilities, labels } = answer.value;
    expect(network(probabilities).size).toBe(1);
    expect([...probabilities.filter((_, i) => i % 10 === 1)]).toEqual(
      Array.from({ length: 150 }, (_, i) => i),
    );
    expect([...labels]).toEqual(Array.from({ length: 150 }, (_, i) => i % 7));
    // 64 + 64 + 22, and no batch between them.
    const at = diary.indexOf('predict 64');
    expect(diary.slice(at, at + 3)).toEqual(['predict 64', 'predict 64', 'predict 22']);
    const before = diary.length;
    await turns(2);
    expect(diary.slice(before)).toContain('batch');
    loop.stop(1);
  });

  test('waits for the end of the epoch when asked to', async () => {
    const { loop } = await started();
    const answer = await loop.examine(10, 'epoch');
    if (!answer.ok) throw new Refused(answer.fault);
    const [batches] = network(answer.value.probabilities);
    expect(batches! % batchesPerEpoch).toBe(0);
    expect(answer.value.epoch).toBe(batches! / batchesPerEpoch);
    expect(answer.value.midEpoch).toBe(false);
    loop.stop(1);
  });

  test('is answered when the run stops first', async () => {
    const { loop } = await started();
    loop.pause(1);
    const answer = loop.examine(10, 'epoch');
    loop.stop(1);
    expect((await answer).ok).toBe(true);
  });

  test('does not mix two networks: another run ends it', async () => {
    const { loop } = await started();
    const answer = loop.examine(640, 'now');
    loop.start(2, '', '', { watched: new Uint32Array() });
    expect(await answer).toMatchObject({ ok: false, fault: { code: 'wrong_state' } });
    loop.stop(2);
  });

  test('does not mix two states of one network: a single step ends it', async () => {
    const { loop } = await started();
    loop.pause(1);
    const answer = loop.examine(640, 'now');
    expect(loop.step(1).ok).toBe(true);
    expect(await answer).toMatchObject({ ok: false, fault: { code: 'wrong_state' } });
    loop.stop(1);
  });

  test('leaves a run that is paused meanwhile where it is', async () => {
    const { diary, loop } = await started();
    const answer = loop.examine(640, 'now');
    expect(loop.pause(1).ok).toBe(true);
    await answer;
    const before = diary.length;
    await new Promise((done) => setTimeout(done, 5));
    expect(diary.length).toBe(before);
    loop.stop(1);
  });
});

describe('training pictures examined after each epoch', () => {
  /** Epochs of the run; three of four training pictures are named correctly. */
  function begun(epochs: number, atFirstSlice = (_: TrainingLoop) => {}) {
    const { diary, session: one } = session();
    const advance = one.advance.bind(one);
    const events: [string, unknown][] = [];
    let hasSliced = false;
    Object.assign(one, {
      advance: (batches: number) => {
        const advanced = advance(batches);
        if (advanced.ok && advanced.value.epoch_record?.epoch === epochs)
          advanced.value.phase = 'finished';
        return advanced;
      },
      predict: (split: string, indices: Uint32Array) => {
        diary.push(`predict ${split} ${indices.length}`);
        if (split === 'training' && !hasSliced) {
          hasSliced = true;
          atFirstSlice(loop);
        }
        const rows = Array.from(indices, (i) =>
          Array.from({ length: 10 }, (_, label) => Number(label === (i % 4 ? i % 7 : 9))),
        );
        return { ok: true, value: Float32Array.from(rows.flat()) };
      },
    });
    const loop = new TrainingLoop(one, (event, body) => {
      if (event !== 'progress' && event !== 'alive' && event !== 'kept') events.push([event, body]);
    });
    loop.start(1, '', '', { watched: new Uint32Array(), reexamined: 100 });
    const names = () => events.map(([name]) => name);
    const ended = () => vi.waitUntil(() => names().includes('finished'), { interval: 1 });
    return { diary, loop, events, names, ended };
  }

  test('meet the weights of its end, and training waits for them', async () => {
    const { diary, events, names, ended } = begun(2);
    await ended();
    expect(names()).toEqual(['epoch', 'reexamined', 'epoch', 'reexamined', 'finished']);
    expect(events[1]![1]).toEqual({ run: 1, epoch: 1, accuracy: 0.75 });
    expect(events[3]![1]).toEqual({ run: 1, epoch: 2, accuracy: 0.75 });
    const epoch = ['batch', 'batch', 'batch', 'predict test 0', 'predict training 64', 'predict training 36']; // prettier-ignore
    expect(diary).toEqual([...epoch, ...epoch]);
  });

  test('are left out where single batches change the weights meanwhile', async () => {
    const { diary, names, ended } = begun(2, (loop) => {
      loop.pause(1);
      expect(loop.step(1).ok).toBe(true);
      loop.resume(1);
    });
    await ended();
    expect(names()).toEqual(['epoch', 'epoch', 'reexamined', 'finished']);
    expect(diary.filter((entry) => entry === 'predict training 36')).toHaveLength(1);
  });

  test('do not end a run a second time that was stopped meanwhile', async () => {
    const { loop, names } = begun(1, (loop) => loop.stop(1));
    await vi.waitUntil(() => names().includes('reexamined'), { interval: 1 });
    await new Promise((done) => setTimeout(done, 5));
    expect(names()).toEqual(['epoch', 'reexamined']);
    expect(loop.isIdle()).toBe(true);
  });

  test('do not keep a run from ending that is taken to its end batch by batch', async () => {
    const { loop, names, ended } = begun(1);
    loop.pause(1);
    // Batches may have been trained before the pause.
    while (!names().includes('epoch')) expect(loop.step(1).ok).toBe(true);
    await ended();
    expect(names()).toEqual(['epoch', 'reexamined', 'finished']);
  });
});

test('pausing and resuming while a turn is on its way does not send another', async () => {
  const { loop } = await started();
  const posts = vi.spyOn(MessagePort.prototype, 'postMessage');
  for (let i = 0; i < 50; ++i) {
    loop.pause(1);
    loop.resume(1);
  }
  expect(posts.mock.calls.length).toBeLessThanOrEqual(1);
  posts.mockRestore();
  loop.stop(1);
});

describe('a run that stood still', () => {
  /** Runs for a while with a clock that is so many milliseconds ahead of itself. */
  async function withClock(clock: { now(): number }, ahead: number) {
    const { loop, slept } = await started();
    const now = clock.now.bind(clock);
    const spy = vi.spyOn(clock, 'now').mockImplementation(() => now() + ahead);
    await turns(2);
    spy.mockRestore();
    loop.stop(1);
    return slept;
  }
  const year = 365 * 24 * 3_600_000;

  test('by the steady clock: the seconds are said', async () => {
    const slept = await withClock(performance, 30_000);
    expect(slept.length).toBe(1);
    expect(slept[0]).toBeCloseTo(30, 0);
  });

  test('by the clock on the wall alone: it may have been set, and no number is said', async () => {
    expect(await withClock(Date, year)).toEqual([null]);
  });

  test('not at all, where the clock on the wall is set back', async () => {
    expect(await withClock(Date, -year)).toEqual([]);
  });
});

test('an examination says that it is alive while training waits for it', async () => {
  const { loop, events } = await started();
  events.length = 0;
  // It is said once a second: this one is longer ago, however early in the process's life it is.
  const now = performance.now.bind(performance);
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 2000);
  await loop.examine(640, 'now');
  clock.mockRestore();
  expect(events).toContain('alive');
  loop.stop(1);
});
