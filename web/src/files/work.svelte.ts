import type { ModelSummary } from '../../../wasm/lab';
import { Refused, type Reply } from '../base/fault';
import type { Work } from '../formats/exports';
import { keptProgram, programOf, type Shown } from '../keras/kept_program.svelte';
import { programData } from '../keras/program_data';
import { sameLayers } from '../model/edit';
import { defaultSettings, type Settings } from '../model/settings';
import { catalog } from '../model/outside';
import type { CurrentRun } from '../state/current_run.svelte';
import type { Editor } from '../state/editor.svelte';
import type { EngineLink } from '../state/engine_link.svelte';
import type { Lab } from '../state/lab.svelte';
import { differingSettings } from '../state/run_diff';

/** The network in the engine, of the last run or from a file; null if there is none. */
export function networkOf({
  network,
}: CurrentRun): Pick<Work, 'model' | 'settings' | 'epochs'> | null {
  if (!network) return null;
  const { model, settings, epochs } = network;
  return { model, settings: { ...defaultSettings, ...settings }, epochs };
}

export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new Refused(reply.fault);
}

export const summaryOf = async (engine: EngineLink, model: Work['model']): Promise<ModelSummary> =>
  valueOf(await engine.request('summary', { model }));

/** The lab as it stands. */
function shown({ model }: Editor, settings: Settings): Shown {
  const code = keptProgram.isBroken(catalog) ? keptProgram.text! : programOf(model, settings, catalog); // prettier-ignore
  return { model, settings, code };
}

/** What the learner has made of the lab since that network was trained; null for nothing. */
function editedSince(editor: Editor, trained: Pick<Work, 'model' | 'settings'>): Shown | null {
  // What nothing could be trained with stays with the form.
  const bad = [...editor.badSettings, ...editor.badSpecs.map(({ name }) => name)];
  const wrong = bad.map((name) => [name, trained.settings[name]] as const);
  const settings: Settings = { ...editor.settings, ...Object.fromEntries(wrong) };
  const isSame =
    sameLayers(editor.model, trained.model) &&
    differingSettings(settings, trained.settings).length === 0 &&
    !keptProgram.isBroken(catalog);
  return isSame ? null : shown(editor, settings);
}

/** All that can be taken out now; with `trained`, the weights too. */
export async function collectWork(
  { engine, editor, run, pictures }: Pick<Lab, 'engine' | 'editor' | 'run' | 'pictures'>,
  trained: boolean,
): Promise<Work> {
  const data = programData(pictures);
  keptProgram.data = data;
  const network = networkOf(run);
  if (!network) {
    const now = shown(editor, editor.settings);
    const summary = await summaryOf(engine, now.model);
    return {
      ...now,
      data,
      own: pictures.own,
      summary,
      catalog,
      edited: null,
      epochs: [],
      weights: [],
      snapshot: null,
    };
  }
  const { model, settings, epochs } = network;
  const code = programOf(model, settings, catalog);
  const edited = editedSince(editor, network);
  const summary = await summaryOf(engine, model);
  const common = { model, settings, data, own: pictures.own, summary, catalog, code, edited };
  if (!trained) return { ...common, epochs: [], weights: [], snapshot: null };
  const weights = valueOf(await engine.request('weights', null));
  const snapshot = valueOf(await engine.request('savedRun', null));
  return { ...common, epochs, weights, snapshot };
}
