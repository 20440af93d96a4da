import type { Outcome, Session } from '../../../wasm/lab';

/**
 * Does something with a network of its own in the session. That of the last run is put aside
 * meanwhile and put back, to the bit.
 */
export function withNetworkAside<T>(session: Session, work: () => Outcome<T>): Outcome<T> {
  const kept = session.snapshot();
  const done = work();
  if (!kept.ok) return done;
  const restored = session.restore(kept.value);
  return restored.ok ? done : restored;
}
