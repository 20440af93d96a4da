import type { Lab, Renewal } from '../state/lab.svelte';

/** A press of Train that the page has not yet got round to, or whose run nothing keeps. */
const pressedKey = 'cnn-lab.train-pressed';

/** From now until the page goes: what runs then, and is not kept, begins again after the reload. */
export function pressTrainAfter(lab: Lab): void {
  addEventListener('pagehide', () => {
    const { kind } = lab.run;
    if (kind !== 'loading' && kind !== 'training' && kind !== 'paused') return;
    try {
      sessionStorage.setItem(pressedKey, 'yes');
    } catch {
      // Storage is off: it has to be pressed again.
    }
  });
}

/** Trains if the page before this one was reloaded over a press of Train. */
export function pressTrainAgain(lab: Lab): void {
  try {
    if (!sessionStorage.getItem(pressedKey)) return;
    sessionStorage.removeItem(pressedKey);
    lab.train();
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
export async function reload(lab: Lab): Promise<void> {
  await lab.keeper?.keepNow();
  const isYetToBegin = lab.run.kind === 'loading' && lab.run.from === null;
  if (!lab.keeper?.keeps || isYetToBegin) pressTrainAfter(lab);
  await Promise.race([lab.renewal?.takeOver(), new Promise((done) => setTimeout(done, 5_000))]);
  location.reload();
}
