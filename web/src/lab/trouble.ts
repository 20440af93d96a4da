import { messages as m } from '../messages';
import { sentence } from '../messages/format';
import { told } from '../messages/told.svelte';
import { usualRate } from '../model/catalog';
import type { Lab } from '../state/lab.svelte';

/** What went wrong with the engine or with the run, in a sentence; empty if nothing did. */
export function troubleOf({ engine, editor, run }: Pick<Lab, 'engine' | 'editor' | 'run'>): string {
  if (engine.state.kind === 'failed') {
    const { fault } = engine.state;
    return fault.code === 'engine_lost' && run.view
      ? m.engine.lost(told(fault))
      : m.engine.failed(sentence(told(fault)));
  }
  if (run.state.kind !== 'fault') return '';
  const said = sentence(told(run.state.fault));
  return run.state.fault.code === 'not_finite'
    ? m.run.notFinite(said, editor.settings.learning_rate, usualRate(editor.settings.optimizer))
    : m.run.failed(said);
}
