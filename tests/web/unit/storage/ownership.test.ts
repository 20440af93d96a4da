import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { claimOwnership } from '../../../../web/src/storage/ownership';

type Held = (lock: object | null) => Promise<unknown> | undefined;
type Answer = (options: LockOptions, held: Held) => Promise<unknown>;

/** A lock manager that answers in its own way, and counts how often it is asked. */
function browserWith(answer: Answer) {
  const asked: LockOptions[] = [];
  const request = (_: string, options: LockOptions, held: Held) => {
    asked.push(options);
    // A loop in microtasks would keep even the test's own time limit from striking.
    return asked.length > 100 ? new Promise(() => {}) : answer(options, held);
  };
  vi.stubGlobal('navigator', { locks: { request } });
  return asked;
}

const refusal = (name: string) => () => Promise.reject(new DOMException('planted', name));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each(['SecurityError', 'NotSupportedError', 'InvalidStateError', 'UnknownError'])(
  'locks that refuse with %s are asked once, and the tab keeps its work itself',
  async (name) => {
    const asked = browserWith(refusal(name));
    const told: boolean[] = [];
    claimOwnership((owner) => told.push(owner));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    expect(told).toEqual([true]);
  },
);

test('locks that are stolen again and again are asked for at most once a second', async () => {
  const asked = browserWith(refusal('AbortError'));
  claimOwnership(() => {});
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked.length).toBeLessThanOrEqual(11);
  expect(asked.length).toBeGreaterThan(1);
});

test('locks that never answer count as none; a late answer counts', async () => {
  let answer: Held = () => undefined;
  browserWith((_, held) => {
    answer = held;
    return new Promise(() => {});
  });
  const told: boolean[] = [];
  claimOwnership((owner) => told.push(owner));
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([true]);
  void answer(null);
  expect(told).toEqual([true, false]);
});

test('without locks the tab keeps its work itself', () => {
  vi.stubGlobal('navigator', {});
  const told: boolean[] = [];
  claimOwnership((owner) => told.push(owner));
  expect(told).toEqual([true]);
});
