import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TransferRate } from '../../../../web/src/state/transfer_rate.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Bytes come in at a steady rate, for so many seconds. */
async function awaited(
  rate: TransferRate,
  came: { bytes: number },
  perSecond: number,
  seconds: number,
) {
  const arrival = setInterval(() => (came.bytes += perSecond), 1000);
  await rate.during(new Promise<void>((done) => setTimeout(done, 1000 * seconds + 500)));
  clearInterval(arrival);
}

test('a slow connection is told by its bytes a second, a fast one not', async () => {
  const came = { bytes: 3e6 };
  const rate = new TransferRate(() => came.bytes);
  const slow = awaited(rate, came, 20_000, 6);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(rate.slow).toBeNull();
  await vi.advanceTimersByTimeAsync(3_000);
  await slow;
  expect(rate.slow).toBeCloseTo(20_000, -3);
  const fast = awaited(rate, came, 80_000, 6);
  await vi.advanceTimersByTimeAsync(7_000);
  await fast;
  expect(rate.slow).toBeNull();
});

test('nothing is measured when nothing is awaited', async () => {
  const rate = new TransferRate(() => 0);
  await rate.during(Promise.resolve('here'));
  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rate.slow).toBeNull();
});
