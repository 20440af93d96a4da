import { stops } from '../address/hash';
import type { Progress } from './progress';

/**
 * What the lab and the page around it say to each other, by `postMessage` (assets/GRADEBOOK.md has
 * it for those who write such a page; tools/scorm/course.js is one).
 */

/** To the page around, once at each start: it may answer with what was done before. */
export interface Opened {
  source: 'cnn-lab';
  event: 'opened';
}

/** To the page around, whenever it changes. */
export interface Told extends Progress {
  source: 'cnn-lab';
  event: 'progress';
  /** Whether the page around has said what was done before. */
  isResumed: boolean;
  /** The completion record, as `./lab verify` reads it. */
  record: string;
}

/** From the page around, if it is of this site: what this learner has done elsewhere, and a name. */
export interface Resumed {
  target: 'cnn-lab';
  event: 'resume';
  done: string[];
  learner: string;
}

const isText = (value: unknown) => typeof value === 'string' && value.length <= 200;

/** Another site's page could say anything: it is not heard. */
export function readResumed({ source, origin, data }: MessageEvent): Resumed | null {
  const said = data as Partial<Resumed> | null;
  const isHost = source === window.parent && origin === location.origin;
  const isGood =
    said?.target === 'cnn-lab' &&
    said.event === 'resume' &&
    Array.isArray(said.done) &&
    isText(said.learner);
  if (!isHost || !isGood) return null;
  // What is no stop (of another version, or damaged) is left out: the rest counts, and so does the record.
  const done = said.done!.filter((name) => (stops as readonly unknown[]).includes(name));
  return { ...(said as Resumed), done };
}

/** Whoever the page around is: it is told what is done, and the record without a name. */
export function tellHost(told: Opened | Told): void {
  window.parent.postMessage(told, '*');
}
