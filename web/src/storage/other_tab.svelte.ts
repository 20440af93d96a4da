import * as v from 'valibot';
import { keptName } from '../base/kept_name';
import type { CurrentRun } from '../state/current_run.svelte';

/** How a run is doing. Other pages of this site could say anything here: it is checked, and text. */
const status = v.object({
  epoch: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  epochs: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  test: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});
export type Status = v.InferOutput<typeof status>;

const everyMilliseconds = 1_000;

/** Null where the browser has none, or denies it together with storage. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(keptName);
  } catch {
    return null;
  }
}

/** What tabs tell each other of their runs, so that the one that only watches sees something. */
export class OtherTab {
  status = $state.raw<Status | null>(null);
  private channel = openChannel();
  private told = 0;

  constructor() {
    this.channel?.addEventListener('message', ({ data }) => {
      const checked = v.safeParse(status, data);
      if (checked.success) this.status = checked.output;
    });
  }

  tell(run: CurrentRun): void {
    const progress = run.view?.progress;
    if (!progress || performance.now() - this.told < everyMilliseconds) return;
    this.told = performance.now();
    const { epoch, epochs } = progress;
    const test = run.view?.epochs.at(-1)?.test_accuracy ?? null;
    this.channel?.postMessage({ epoch, epochs, test } satisfies Status);
  }
}
