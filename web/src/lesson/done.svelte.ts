import { recall, remember } from '../state/progress';

/** The stops whose question has been answered, or whose exercise has been passed. */
export class Done {
  stops = $state.raw<ReadonlySet<string>>(new Set((recall('done') ?? '').split(' ')));

  add(stop: string): void {
    if (this.stops.has(stop)) return;
    this.stops = new Set([...this.stops, stop]);
    remember('done', [...this.stops].join(' ').trim());
  }
}

export const done = new Done();
