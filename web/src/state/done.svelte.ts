import { recall, remember } from '../base/remembered';

const read = (key: string): ReadonlySet<string> =>
  new Set((recall(key) ?? '').split(' ').filter(Boolean));

/** Stops are done when their question has been answered; exercises when they are passed as well. */
class Done {
  private answered = $state.raw(read('answered'));
  private passed = $state.raw(read('passed'));

  readonly stops: ReadonlySet<string> = $derived(
    new Set(
      [...this.answered].filter((stop) => !stop.startsWith('exercise') || this.passed.has(stop)),
    ),
  );

  answer(stop: string): void {
    if (this.answered.has(stop)) return;
    this.answered = new Set([...this.answered, stop]);
    remember('answered', [...this.answered].join(' '));
  }

  pass(exercise: string): void {
    if (this.passed.has(exercise)) return;
    this.passed = new Set([...this.passed, exercise]);
    remember('passed', [...this.passed].join(' '));
  }

  /** What was done elsewhere, by the word of the course system that keeps it. */
  bring(stops: string[]): void {
    for (const stop of stops) {
      this.answer(stop);
      if (stop.startsWith('exercise')) this.pass(stop);
    }
  }
}

export const done = new Done();
