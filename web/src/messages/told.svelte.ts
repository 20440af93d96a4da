import type { Fault } from '../base/fault';

/**
 * What is said of a fault, for the parts of the page that are there from the first view on: the
 * sentences come right after it.
 */
let tell = $state.raw<((fault: Fault) => string) | null>(null);
let asked: Promise<void> | null = null;

/** Where they do not come, what else misses parts of the page says so; the next fault asks again. */
export const bringSentences = (): Promise<void> =>
  (asked ??= import('./faults').then(
    (faults) => void (tell = faults.tell),
    () => void (asked = null),
  ));

export function told(fault: Fault): string {
  if (!tell) void bringSentences();
  return tell?.(fault) ?? '';
}
