import { messages as m } from '../messages';
import { sentence } from '../model/text';
import type { Lab } from '../state/lab.svelte';

/** What went wrong with the engine or with the run, in a sentence; empty if nothing did. */
export function troubleOf(lab: Lab): string {
  if (lab.engine.kind === 'failed') {
    const { code, message } = lab.engine.fault;
    return code === 'engine_lost' && lab.view ? m.engine.lost(message) : m.engine.failed(message);
  }
  if (lab.run.kind !== 'fault') return '';
  const said = sentence(m.engine.fault(lab.run.fault));
  return lab.run.fault.code === 'not_finite'
    ? m.run.notFinite(said, lab.settings.learning_rate)
    : m.run.failed(said);
}
