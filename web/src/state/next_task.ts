/** Long work in pieces: what the visitor does comes in between. */
export const nextTask = () => new Promise<void>((done) => setTimeout(done));
