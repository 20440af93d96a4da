import { isFramed } from '../base/place';
import { parseHash } from '../address/hash';
import { completionRecord } from '../files/completion_record';
import { done } from '../state/done.svelte';
import type { Lab } from '../state/lab.svelte';
import { readResumed, tellHost } from './host';
import { progressOf, type Progress } from './progress';
import { endpointOf, Statements } from './xapi';

/** Tells those around the page what is done: a course's page that has it in a frame, an endpoint. */
export function connectGradebook({ editor, records }: Lab): void {
  const endpoint = endpointOf(location.search, location.href);
  const statements = endpoint && new Statements(endpoint);
  if (!isFramed() && !statements) return;
  // Only a page of this site is told by whom: its own course system knows.
  let learner = '';
  let isResumed = false;
  const tell = async (progress: Progress) => {
    void statements?.tell(progress);
    if (!isFramed()) return;
    const record = JSON.stringify(await completionRecord(records, learner, editor.assignment));
    tellHost({ source: 'cnn-lab', event: 'progress', isResumed, ...progress, record });
  };
  const progress = () =>
    progressOf(parseHash(location.hash).stop, editor.locks, done.stops, records.all.length);
  addEventListener('message', (event) => {
    const resumed = readResumed(event);
    if (!resumed) return;
    learner = resumed.learner;
    isResumed = true;
    done.bring(resumed.done);
    void tell(progress());
  });
  if (isFramed()) tellHost({ source: 'cnn-lab', event: 'opened' });
  $effect.root(() => {
    $effect(() => void tell(progress()));
  });
}
