import type { ModelSpec, RunSettings } from '../../../wasm/lab';
import { messages as m } from '../messages';
import { isCifar10 } from '../model/data_description';
import type { PictureSupply } from '../state/picture_supply.svelte';
import type { CurrentRun } from '../state/current_run.svelte';

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
export function networkOf(run: CurrentRun): Network | null {
  if (!run.network || run.state.kind === 'loading') return null;
  const { id, file, model, settings, epochs } = run.network;
  return { run: id, file, model, settings, epochs: epochs.length };
}

/**
 * Changes whenever the weights may have changed for good: with an epoch, a pause, a single step, an end,
 * another run. A $derived of it tells an effect when to look again.
 */
export function momentOf(run: CurrentRun): string | null {
  const network = networkOf(run);
  if (!network) return null;
  // Single steps are taken while the run is paused.
  const trained = run.state.kind === 'paused' ? (run.view?.progress?.picturesTrained ?? 0) : 0;
  return `${network.run} ${network.epochs} ${run.state.kind} ${trained}`;
}

/** The name of a class: CIFAR-10's in the language of the page, the learner's own as they are. */
export function className(pictures: PictureSupply, label: number): string {
  const name = pictures.data.classes[label] ?? '';
  return isCifar10(pictures.data) ? (m.classes[name] ?? name) : name;
}
