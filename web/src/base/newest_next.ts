/**
 * Does one thing at a time: what is asked for meanwhile is done next, and of several only the newest.
 * So whoever asks oftener than it can be answered is answered all the same.
 */
export function newestNext<Args extends unknown[]>(
  act: (...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  let next: Args | null = null;
  let isBusy = false;
  return async (...args) => {
    next = args;
    if (isBusy) return;
    isBusy = true;
    try {
      while (next) {
        const now: Args = next;
        next = null;
        await act(...now);
      }
    } finally {
      isBusy = false;
    }
  };
}
