/** A timer so late means that the computer slept or the page was frozen: nobody is to blame. */
const lateMilliseconds = 5_000;

/** Tells when nothing has happened for too long, time asleep not counted. */
export class Watchdog {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = 0;

  constructor(
    private silence: number,
    private silent: () => void,
  ) {}

  /** Something has happened: the silence begins anew. */
  watch(): void {
    this.rest();
    this.due = Date.now() + this.silence;
    this.timer = setTimeout(() => {
      // On waking, timers fire before the worker has had a chance to say anything.
      if (Date.now() > this.due + lateMilliseconds) this.watch();
      else this.silent();
    }, this.silence);
  }

  rest(): void {
    clearTimeout(this.timer);
  }
}
