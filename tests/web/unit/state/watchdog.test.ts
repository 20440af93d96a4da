import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Watchdog } from '../../../../web/src/state/watchdog';

let silences = 0;
let remarks = 0;
const watchdog = new Watchdog(
  () => (remarks += 1),
  () => (silences += 1),
);
const minute = { long: null, tooLong: 60_000 };

beforeEach(() => {
  silences = remarks = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('tells of a silence once, and only of a whole one', () => {
  watchdog.watch(minute);
  vi.advanceTimersByTime(59_000);
  watchdog.watch(minute);
  vi.advanceTimersByTime(59_999);
  expect(silences).toBe(0);
  vi.advanceTimersByTime(1);
  expect(silences).toBe(1);
});

test('time asleep is no silence: the timer comes late, and waits once more', () => {
  watchdog.watch(minute);
  vi.advanceTimersByTime(30_000);
  // The clock jumps by an hour while no timer runs, as when a lid is closed.
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(30_000);
  expect(silences).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(silences).toBe(1);
});

test('at rest it says nothing', () => {
  watchdog.watch(minute);
  watchdog.rest();
  vi.advanceTimersByTime(600_000);
  expect(silences).toBe(0);
});

test('a long silence is mentioned once, and is not yet too long', () => {
  watchdog.watch({ long: 15_000, tooLong: 200_000 });
  vi.advanceTimersByTime(14_999);
  expect(remarks).toBe(0);
  vi.advanceTimersByTime(185_000);
  expect([remarks, silences]).toEqual([1, 0]);
  vi.advanceTimersByTime(1);
  expect([remarks, silences]).toEqual([1, 1]);
});
