import { faultOf, type Fault } from '../base/fault';

/** A timer so late means that the computer slept or the page was frozen: nobody is to blame. */
const lateMilliseconds = 5_000;

/** Milliseconds until a silence is mentioned, if at all, and until it is taken for the end. */
export interface Patience {
  long: number | null;
  tooLong: number;
}

/** Tells when nothing has happened for long, and for too long, time asleep not counted. */
export class Watchdog {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private isLong: () => void,
    private isTooLong: (fault: Fault) => void,
  ) {}

  /** Something has happened: the silence begins again. */
  watch({ long, tooLong }: Patience): void {
    this.rest();
    const seconds = tooLong / 1000;
    const end = () => this.isTooLong(faultOf('engine_lost', 'engine_silent', { seconds }));
    if (long === null) return this.wait(tooLong, end);
    this.wait(long, () => {
      this.isLong();
      this.wait(tooLong - long, end);
    });
  }

  rest(): void {
    clearTimeout(this.timer);
  }

  private wait(milliseconds: number, then: () => void): void {
    const due = Date.now() + milliseconds;
    this.timer = setTimeout(() => {
      // On waking, timers fire before the worker has had a chance to say anything.
      if (Date.now() > due + lateMilliseconds) this.wait(milliseconds, then);
      else then();
    }, milliseconds);
  }
}
