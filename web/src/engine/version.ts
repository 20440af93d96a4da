/** Put in by vite.config.ts when the page is built. */
declare const __ENGINE_VERSION__: string;

/** The version of the engine that comes with this page: a hash of its sources. */
export const engineVersion: string = __ENGINE_VERSION__;
