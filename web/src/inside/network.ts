import type { ModelSpec, RunSettings } from '../../../wasm/lab';
import { messages as m } from '../messages';
import type { Lab } from '../state/lab.svelte';

/** The network in the engine: that of the newest run, training or trained, or one from a file. */
export interface Network {
  /** Tells one network from another. */
  run: number;
  file: string | null;
  model: ModelSpec;
  settings: RunSettings;
  epochs: number;
}

/** Null before there is one. Read it in a $derived: it follows the lab. */
export function networkOf(lab: Lab): Network | null {
  if (!lab.network || lab.run.kind === 'loading') return null;
  const { id, file, model, settings, epochs } = lab.network;
  return { run: id, file, model, settings, epochs: epochs.length };
}

/**
 * Changes whenever the weights may have changed for good: with an epoch, a pause, a single step, an end,
 * another run. A $derived of it tells an effect when to look again.
 */
export function momentOf(lab: Lab): string | null {
  const network = networkOf(lab);
  if (!network) return null;
  // Single steps are taken while the run is paused.
  const trained = lab.run.kind === 'paused' ? (lab.view?.progress?.picturesTrained ?? 0) : 0;
  return `${network.run} ${network.epochs} ${lab.run.kind} ${trained}`;
}

/** The name of a class, in the language of the page. */
export function className(lab: Lab, label: number): string {
  const name = lab.pictures.manifest?.classes[label] ?? '';
  return m.classes[name] ?? name;
}
