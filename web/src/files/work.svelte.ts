import type { ModelSummary } from '../../../wasm/lab';
import type { Examined, NetworkFile } from '../engine/open_network';
import type { Reply } from '../engine/protocol';
import type { Work } from '../formats/exports';
import { readProject } from '../formats/project';
import { FormatError } from '../formats/tensors';
import { programText } from '../keras/write';
import { codeMessages } from '../messages/code';
import { sentence } from '../model/text';
import { defaultSettings, type Settings } from '../state/hash';
import type { Lab } from '../state/lab.svelte';
import { recall, remember } from '../state/progress';
import { readWeights, wantedTensors } from './read_weights';

/** A network that was opened from a file and is in the engine, until the next run. */
let opened = $state.raw<Pick<Work, 'model' | 'settings' | 'epochs'> & { run: number | null } | null>(null); // prettier-ignore

const runOf = (lab: Lab) => lab.view?.record.id ?? null;

/** The network in the engine: opened from a file, or of the last run; null if there is none. */
export function networkOf(lab: Lab): Pick<Work, 'model' | 'settings' | 'epochs'> | null {
  if (opened && opened.run === runOf(lab)) return opened;
  const view = lab.view;
  if (!view) return null;
  const settings: Settings = { ...defaultSettings, ...view.record.settings };
  return { model: view.record.model, settings, epochs: view.epochs };
}

function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new FormatError(sentence(reply.fault.message));
}

const summaryOf = async (lab: Lab, model: Work['model']): Promise<ModelSummary> =>
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

/** Opens a project or weights; resolves to how the network does, or null if there is none in it. */
export async function openFile(lab: Lab, file: File): Promise<Examined | null> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (file.name.endsWith('.zip')) {
    const { model, settings, code, epochs, snapshot } = readProject(bytes);
    // The engine looks at the model before anything of the learner's is replaced.
    const { problems } = await summaryOf(lab, model);
    if (snapshot && problems.length > 0) throw new FormatError(problems[0]!.message);
    const examined = snapshot && (await put(lab, { snapshot }, settings));
    lab.edit(model);
    lab.settings = settings;
    if (code) remember('code', code);
    if (examined) opened = { model, settings, epochs, run: runOf(lab) };
    return examined;
  }
  const { model, settings } = lab;
  const wanted = wantedTensors(model, await summaryOf(lab, model));
  const weights = await readWeights(file.name, bytes, wanted);
  const { counts } = lab.pictures;
  const fitting = {
    ...settings,
    training_pictures: Math.min(settings.training_pictures, counts.training),
    test_pictures: Math.min(settings.test_pictures, counts.test),
  };
  const examined = await put(lab, { model, settings: fitting, weights }, fitting);
  opened = { model, settings, epochs: [], run: runOf(lab) };
  return examined;
}

async function put(lab: Lab, network: NetworkFile, settings: Settings): Promise<Examined> {
  const pictures = Math.min(settings.test_pictures, lab.pictures.counts.test);
  if (pictures < 10) throw new FormatError(codeMessages.filesView.noPictures);
  const examined = valueOf(await lab.request('openNetwork', { network, pictures }));
  lab.answers = { now: examined.probabilities, before: null };
  return examined;
}
