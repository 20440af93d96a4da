import type { CurrentRun } from '../state/current_run.svelte';
import type { RunControl } from '../state/run_control.svelte';
import { renewing, type Renewal } from './renewing.svelte';

/** A press of Train that the page has not yet got round to, or whose run nothing keeps. */
const pressedKey = 'cnn-lab.train-pressed';

/** From now until the page goes: what runs then, and is not kept, begins again after the reload. */
export function pressTrainAfter(run: CurrentRun): void {
  addEventListener('pagehide', () => {
    const { kind } = run.state;
    if (kind !== 'loading' && kind !== 'training' && kind !== 'paused') return;
    try {
      sessionStorage.setItem(pressedKey, 'yes');
    } catch {
      // Storage is off: it has to be pressed again.
    }
  });
}

/** Trains if the page before this one was reloaded over a press of Train. */
export function pressTrainAgain(control: RunControl): void {
  try {
    if (!sessionStorage.getItem(pressedKey)) return;
    sessionStorage.removeItem(pressedKey);
    control.train();
  } catch {
    // Storage is off.
  }
}

/**
 * Why a part of the page that loads later did not come: the server has a newer version by now, or
 * cannot be reached. What no service worker keeps tells whether it is there.
 */
export async function whyMissing(): Promise<Renewal> {
  const answer = await fetch('./service_worker.js', { cache: 'no-store' }).catch(() => null);
  return { kind: answer ? 'missing' : 'unreachable', takeOver: () => Promise.resolve() };
}

/** Loads the page again, the work of now being kept or, where nothing keeps it, started again. */
export async function reload(run: CurrentRun): Promise<void> {
  await run.keeper?.keepNow();
  const isYetToBegin = run.state.kind === 'loading' && run.state.from === null;
  if (!run.keeper?.keeps || isYetToBegin) pressTrainAfter(run);
  await Promise.race([renewing.reason?.takeOver(), new Promise((done) => setTimeout(done, 5_000))]);
  location.reload();
}
