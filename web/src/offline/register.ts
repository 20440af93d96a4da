import { mount } from 'svelte';
import { mayReload } from '../base/reload';
import type { CurrentRun } from '../state/current_run.svelte';
import type { Lab } from '../state/lab.svelte';
import Renewal from './renewal.svelte';
import { pressTrainAfter, pressTrainAgain } from './reload';
import { renewing } from './renewing.svelte';

const hour = 3_600_000;

/** Of this page: the build that its files belong to. */
const version = () => document.querySelector<HTMLMetaElement>('meta[name=version]')?.content;

/**
 * Brings in the service worker: it isolates the page where the server does not (one reload, and
 * only while nothing is going on), keeps page and pictures for a visit without a network, and
 * tells of a newer version.
 */
export async function registerOffline({ pictures, run, control }: Lab): Promise<void> {
  const panel = document.getElementById('lab')!;
  mount(Renewal, { target: panel, anchor: panel.firstElementChild!, props: { run } });
  pressTrainAgain(control);
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  let registration: ServiceWorkerRegistration;
  try {
    registration = await navigator.serviceWorker.register('./service_worker.js', { scope: './' });
  } catch {
    return; // Storage is off, or the file is missing: the page works as long as the network does.
  }
  const worker = await controller();
  if (!crossOriginIsolated && top === self && mayLose(run) && mayReload('threads')) {
    pressTrainAfter(run);
    location.reload();
    return;
  }
  watchForUpdates(registration, worker);
  const complete = () => {
    if (pictures.enough) worker.postMessage({ ask: 'keep everything', version: version() });
    else setTimeout(complete, 2_000);
  };
  complete();
}

/** Nothing is going on but, at most, the wait after Train was pressed. */
const mayLose = ({ state }: CurrentRun) =>
  state.kind === 'idle' || (state.kind === 'loading' && state.from === null);

/** The service worker that answers for this page, now or as soon as one does. */
async function controller(): Promise<ServiceWorker> {
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller)
    await new Promise((done) =>
      serviceWorker.addEventListener('controllerchange', done, { once: true }),
    );
  return serviceWorker.controller!;
}

/** Offers a newer version of the page once it is here as a whole; `worker` answers for the page. */
function watchForUpdates(registration: ServiceWorkerRegistration, worker: ServiceWorker): void {
  const look = async () => {
    const { waiting } = registration;
    if (!waiting) return;
    // The page may be of that version already, having come from the server.
    if ((await versionOf(waiting)) === version()) waiting.postMessage({ ask: 'take over' });
    else renewing.reason = { kind: 'offered', takeOver: () => takeOver(waiting) };
  };
  const watch = () => registration.installing?.addEventListener('statechange', () => void look());
  registration.addEventListener('updatefound', watch);
  // The browser may have had an older page in its own cache when it got this service worker.
  const compare = async () => {
    if ((await versionOf(worker)) === version()) return;
    const isNewest = await registration.update().then(
      () => !registration.installing && !registration.waiting,
      () => false, // Without a network there is no news.
    );
    if (isNewest) renewing.reason = { kind: 'offered', takeOver: () => Promise.resolve() };
  };
  void compare();
  watch(); // The browser may have found it before this was here to listen.
  // Another page has taken the newer version.
  navigator.serviceWorker.addEventListener('controllerchange', async () => {
    const { controller } = navigator.serviceWorker;
    if (controller && (await versionOf(controller)) !== version())
      renewing.reason = { kind: 'offered', takeOver: () => Promise.resolve() };
  });
  let asked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || performance.now() < asked + hour) return;
    asked = performance.now();
    registration.update().catch(() => {}); // Without a network there is no news.
  });
  void look();
}

function versionOf(worker: ServiceWorker): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ ask: 'version' }, [port2]);
  return new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
}

function takeOver(worker: ServiceWorker): Promise<void> {
  worker.postMessage({ ask: 'take over' });
  return new Promise((done) =>
    navigator.serviceWorker.addEventListener('controllerchange', () => done(), { once: true }),
  );
}
