/** Below so many bytes a second the learner is told how slow it is. */
const slowRate = 50_000;
/** Seconds over which that is measured. */
const rateSeconds = 5;

/** How fast bytes come in, while something is awaited. */
export class TransferRate {
  /** Bytes a second, where the connection is slow; else null. */
  slow = $state.raw<number | null>(null);
  private from = { at: 0, bytes: 0 };

  constructor(private bytes: () => number) {}

  /** Measures until what is awaited has come or cannot. */
  async during<T>(awaited: Promise<T>): Promise<T> {
    this.from = { at: performance.now(), bytes: this.bytes() };
    const measuring = setInterval(() => this.measure(), 1000);
    const outcome = await awaited;
    clearInterval(measuring);
    return outcome;
  }

  private measure(): void {
    const seconds = (performance.now() - this.from.at) / 1000;
    if (seconds < rateSeconds) return;
    const rate = (this.bytes() - this.from.bytes) / seconds;
    this.slow = rate < slowRate ? Math.max(0, rate) : null;
    this.from = { at: performance.now(), bytes: this.bytes() };
  }
}
