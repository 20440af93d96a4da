/** Where the page is served from: each gives an `override` for the test server. */
import { bareHost } from '../reliability/bare_host.mjs';
import { shortManifest } from '../web/browser/page.mjs';

export const hosts = {
  /** Headers that isolate the page: threads are allowed. */
  isolated() {
    const body = JSON.stringify(shortManifest());
    return (pathname) =>
      pathname === '/cifar10/manifest.json' ? { type: 'application/json', body } : null;
  },
  /** No such headers, and no service worker that would add them. */
  bare: () => bareHost((pathname) => pathname === '/service_worker.js').override,
  /** No such headers: the service worker adds them, and the page reloads once. */
  isolatedByWorker: () => bareHost().override,
};
