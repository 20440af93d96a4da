/** Long work in pieces: what the visitor does comes in between. */
export const nextTask = () => new Promise<void>((done) => setTimeout(done));

/** When the page has nothing else to do, or after half a second. (Safari has no such moment.) */
export const whenIdle = () =>
  new Promise<void>((done) =>
    'requestIdleCallback' in globalThis
      ? requestIdleCallback(() => done(), { timeout: 500 })
      : setTimeout(done),
  );
