import type { ModelSummary } from '../../../wasm/lab';
import type { Reply } from '../engine/protocol';
import type { Work } from '../formats/exports';
import { FormatError } from '../formats/tensors';
import { programText } from '../keras/write';
import { sentence } from '../model/text';
import { defaultSettings } from '../model/settings';
import type { Lab } from '../state/lab.svelte';
import { recall } from '../base/remembered';

/** The network in the engine, of the last run or from a file; null if there is none. */
export function networkOf(lab: Lab): Pick<Work, 'model' | 'settings' | 'epochs'> | null {
  if (!lab.network) return null;
  const { model, settings, epochs } = lab.network;
  return { model, settings: { ...defaultSettings, ...settings }, epochs };
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
