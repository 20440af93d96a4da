import { messages } from '../messages';
import type { RunLog } from './run_log';

/** Changing a tab's title costs a lot, and nobody reads it five times a second. */
const leastMilliseconds = 1000;

/** Says in the title of the tab how the run is doing: it is seen while another tab is in front. */
export class TabTitle {
  private setAt = 0;

  say(log: RunLog | null, running: boolean): void {
    const last = log?.record.epochs.at(-1);
    if (log && running) {
      if (performance.now() < this.setAt + leastMilliseconds) return;
      this.setAt = performance.now();
      document.title = log.title();
    } else if (last) document.title = messages.run.tabDone(last.test_accuracy);
  }
}
