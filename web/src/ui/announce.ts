/**
 * What a screen reader is told. The page has one region for news and one for trouble, and nothing
 * that training changes stands in them: a number that is seen five times a second cannot be heard.
 */

type Urgency = 'status' | 'alert';
const regions = new Map<Urgency, HTMLElement>();

/** A region has to be on the page before anything is written into it, or it is not heard. */
export function makeRegions(): void {
  for (const role of ['status', 'alert'] as const) {
    const region = document.createElement('div');
    region.setAttribute('role', role);
    region.className = 'visually-hidden';
    document.body.append(region);
    regions.set(role, region);
  }
}

/** Says it once, as soon as the reader has finished its sentence, or at once if it is an alert. */
export function announce(text: string, urgency: Urgency = 'status'): void {
  const region = regions.get(urgency);
  if (region && text) region.textContent = text;
}

/** For news that come faster than they can be heard: the newest, at most once in `milliseconds`. */
export class Paced {
  private saidAt = -Infinity;
  private timer = 0;

  constructor(private readonly milliseconds: number) {}

  say(text: string): void {
    clearTimeout(this.timer);
    const wait = this.saidAt + this.milliseconds - performance.now();
    this.timer = window.setTimeout(
      () => {
        this.saidAt = performance.now();
        announce(text);
      },
      Math.max(0, wait),
    );
  }

  /** What waits is old news by now. */
  drop(): void {
    clearTimeout(this.timer);
  }
}
