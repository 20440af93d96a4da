import { keptName } from '../base/kept_name';

/** One tab keeps the work: two would overwrite each other's. A Web Lock says which one it is. */
const name = `${keptName}.work`;

/** Without an answer for so long, the browser's locks count as none. */
const silentMilliseconds = 2_000;
/** A tab whose lock was stolen waits for it again, but not before this. */
const pauseMilliseconds = 1_000;

/**
 * Tells `changed` whether this tab is the owner, now and whenever that changes: when the owner is
 * closed, the tab that has waited longest takes its place. Returns the way to take it at once.
 *
 * Where there are no locks (old browsers, addresses that are not secure), or the browser denies
 * them together with storage, or they do not answer, every tab keeps its work: the last one wins.
 */
export function claimOwnership(changed: (owner: boolean) => void): () => void {
  const locks = navigator.locks as LockManager | undefined;
  let told: boolean | null = null;
  const tell = (owner: boolean) => {
    if (owner === told) return;
    told = owner;
    changed(owner);
  };
  if (!locks) {
    tell(true);
    return () => {};
  }
  const hold = async (options: LockOptions): Promise<void> => {
    try {
      await locks.request(name, options, (lock) => {
        tell(lock !== null);
        if (lock) return new Promise<never>(() => {}); // Until the tab goes, or another steals it.
      });
    } catch (error) {
      const isStolen = error instanceof DOMException && error.name === 'AbortError';
      tell(!isStolen);
      // Any other refusal is for good: to ask again would be answered the same, without end.
      if (!isStolen) return;
      await new Promise((done) => setTimeout(done, pauseMilliseconds));
    }
    void hold({});
  };
  void hold({ ifAvailable: true });
  setTimeout(() => told ?? tell(true), silentMilliseconds);
  return () => void hold({ steal: true });
}
