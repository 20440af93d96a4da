import type { ModelSummary } from '../../../wasm/lab';
import { Refused, type Reply } from '../base/fault';
import type { Work } from '../formats/exports';
import { keptProgram, programOf, type Shown } from '../keras/kept_program.svelte';
import { sameLayers } from '../model/edit';
import { defaultSettings, type Settings } from '../model/settings';
import type { Lab } from '../state/lab.svelte';

/** The network in the engine, of the last run or from a file; null if there is none. */
export function networkOf(lab: Lab): Pick<Work, 'model' | 'settings' | 'epochs'> | null {
  if (!lab.network) return null;
  const { model, settings, epochs } = lab.network;
  return { model, settings: { ...defaultSettings, ...settings }, epochs };
}

export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new Refused(reply.fault);
}

export const summaryOf = async (lab: Lab, model: Work['model']): Promise<ModelSummary> =>
  valueOf(await lab.request('summary', { model }));

/** The lab as it stands. */
function shown(lab: Lab, settings: Settings): Shown {
  const { model, catalog } = lab;
  const code = keptProgram.isBroken(catalog) ? keptProgram.text! : programOf(model, settings, catalog); // prettier-ignore
  return { model, settings, code };
}

/** What the learner has made of the lab since that network was trained; null for nothing. */
function editedSince(lab: Lab, trained: Pick<Work, 'model' | 'settings'>): Shown | null {
  // What nothing could be trained with stays with the form.
  const wrong = lab.badSettings.map((name) => [name, trained.settings[name]] as const);
  const settings: Settings = { ...lab.settings, ...Object.fromEntries(wrong) };
  const names = Object.keys(defaultSettings) as (keyof Settings)[];
  const isSame =
    sameLayers(lab.model, trained.model) &&
    names.every((name) => settings[name] === trained.settings[name]) &&
    !keptProgram.isBroken(lab.catalog);
  return isSame ? null : shown(lab, settings);
}

/** All that can be taken out now; with `trained`, the weights too. */
export async function collectWork(lab: Lab, trained: boolean): Promise<Work> {
  const { catalog } = lab;
  const network = networkOf(lab);
  if (!network) {
    const now = shown(lab, lab.settings);
    const summary = await summaryOf(lab, now.model);
    return { ...now, summary, catalog, edited: null, epochs: [], weights: [], snapshot: null };
  }
  const { model, settings, epochs } = network;
  const code = programOf(model, settings, catalog);
  const edited = editedSince(lab, network);
  const summary = await summaryOf(lab, model);
  const common = { model, settings, summary, catalog, code, edited };
  if (!trained) return { ...common, epochs: [], weights: [], snapshot: null };
  const weights = valueOf(await lab.request('weights', null));
  const snapshot = valueOf(await lab.request('savedRun', null));
  return { ...common, epochs, weights, snapshot };
}
