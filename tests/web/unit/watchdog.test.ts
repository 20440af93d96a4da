import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Watchdog } from '../../../web/src/state/watchdog';

let silences = 0;
const watchdog = new Watchdog(60_000, () => (silences += 1));

beforeEach(() => {
  silences = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('tells of a silence once, and only of a whole one', () => {
  watchdog.watch();
  vi.advanceTimersByTime(59_000);
  watchdog.watch();
  vi.advanceTimersByTime(59_999);
  expect(silences).toBe(0);
  vi.advanceTimersByTime(1);
  expect(silences).toBe(1);
});

test('time asleep is no silence: the timer comes late, and waits once more', () => {
  watchdog.watch();
  vi.advanceTimersByTime(30_000);
  // The clock jumps by an hour while no timer runs, as when a lid is closed.
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(30_000);
  expect(silences).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(silences).toBe(1);
});

test('at rest it says nothing', () => {
  watchdog.watch();
  watchdog.rest();
  vi.advanceTimersByTime(600_000);
  expect(silences).toBe(0);
});
