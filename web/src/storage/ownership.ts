/** One tab keeps the work: two would overwrite each other's. A Web Lock says which one it is. */
const name = 'cnn-lab.work';

/**
 * Tells `changed` whether this tab is the owner, now and whenever that changes: when the owner is
 * closed, the tab that has waited longest takes its place. Returns the way to take it at once.
 */
export function claimOwnership(changed: (owner: boolean) => void): () => void {
  // Old browsers have no locks: then every tab keeps its work, the last one wins.
  if (!('locks' in navigator)) {
    changed(true);
    return () => {};
  }
  const hold = (options: LockOptions) =>
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) return Promise.resolve('taken');
        changed(true);
        return new Promise<never>(() => {}); // Held until the tab goes, or another one steals it.
      })
      .catch(() => 'stolen')
      .then(() => {
        changed(false);
        void hold({});
      });
  void hold({ ifAvailable: true });
  return () => void hold({ steal: true });
}
