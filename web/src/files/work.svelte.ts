import type { ModelSummary } from '../../../wasm/lab';
import type { Reply } from '../engine/protocol';
import type { Work } from '../formats/exports';
import { FormatError } from '../formats/tensors';
import { programText } from '../keras/write';
import { sentence } from '../model/text';
import { defaultSettings, type Settings } from '../state/hash';
import type { Lab } from '../state/lab.svelte';
import { recall } from '../state/progress';

type Network = Pick<Work, 'model' | 'settings' | 'epochs'>;
/** A network that was opened from a file and is in the engine, until the next run. */
let opened = $state.raw<(Network & { run: number | null }) | null>(null);

const runOf = (lab: Lab) => lab.view?.record.id ?? null;

export function setOpened(lab: Lab, network: Network): void {
  opened = { ...network, run: runOf(lab) };
}

/** The network in the engine: opened from a file, or of the last run; null if there is none. */
export function networkOf(lab: Lab): Network | null {
  if (opened && opened.run === runOf(lab)) return opened;
  const view = lab.view;
  if (!view) return null;
  const settings: Settings = { ...defaultSettings, ...view.record.settings };
  return { model: view.record.model, settings, epochs: view.epochs };
}

export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new FormatError(sentence(reply.fault.message));
}

export const summaryOf = async (lab: Lab, model: Work['model']): Promise<ModelSummary> =>
  valueOf(await lab.request('summary', { model }));

/** All that can be taken out now; with `trained`, the weights too. */
export async function collectWork(lab: Lab, trained: boolean): Promise<Work> {
  const network = networkOf(lab);
  const { model, settings, epochs } = network ?? {
    model: lab.model,
    settings: lab.settings,
    epochs: [],
  };
  const code = recall('code') ?? programText(model, settings, lab.catalog);
  const summary = await summaryOf(lab, model);
  const common = { model, settings, summary, catalog: lab.catalog, code };
  if (!trained || !network) return { ...common, epochs: [], weights: [], snapshot: null };
  const weights = valueOf(await lab.request('weights', null));
  const snapshot = valueOf(await lab.request('savedRun', null));
  return { ...common, epochs, weights, snapshot };
}
