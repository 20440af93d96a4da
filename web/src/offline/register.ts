import type { Lab } from '../state/lab.svelte';
import { mayReload } from '../base/reload';

/**
 * Brings in the service worker: it isolates the page where the server does not (one reload, and
 * only while nothing is going on), and keeps page and pictures for a visit without a network.
 */
export async function registerOffline(lab: Lab): Promise<void> {
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  try {
    await navigator.serviceWorker.register('./service_worker.js', { scope: './' });
  } catch {
    return; // Storage is off, or the file is missing: the page works as long as the network does.
  }
  const worker = await controller();
  if (!crossOriginIsolated && top === self && lab.run.kind === 'idle' && mayReload('threads')) {
    location.reload();
    return;
  }
  const complete = () => {
    if (lab.pictures.enough) worker.postMessage('keep everything');
    else setTimeout(complete, 2_000);
  };
  complete();
}

/** The service worker that answers for this page, now or as soon as one does. */
async function controller(): Promise<ServiceWorker> {
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller)
    await new Promise((done) =>
      serviceWorker.addEventListener('controllerchange', done, { once: true }),
    );
  return serviceWorker.controller!;
}
