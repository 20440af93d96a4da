import { messages as m } from '../messages';
import { sentence } from '../messages/format';
import { told } from '../messages/told.svelte';
import { usualRate } from '../model/catalog';
import type { Lab } from '../state/lab.svelte';

/** What went wrong with the engine or with the run, in a sentence; empty if nothing did. */
export function troubleOf(lab: Lab): string {
  if (lab.engine.kind === 'failed') {
    const { fault } = lab.engine;
    return fault.code === 'engine_lost' && lab.view
      ? m.engine.lost(told(fault))
      : m.engine.failed(sentence(told(fault)));
  }
  if (lab.run.kind !== 'fault') return '';
  const said = sentence(told(lab.run.fault));
  return lab.run.fault.code === 'not_finite'
    ? m.run.notFinite(said, lab.settings.learning_rate, usualRate(lab.settings.optimizer))
    : m.run.failed(said);
}
