import { badFile, faultOf, refusal, Refused, thrown } from '../base/fault';
import { readFile } from '../base/read_file';
import type { Examined, NetworkFile } from '../engine/open_network';
import { dataSetOf, wantedData } from '../formats/data_set';
import { readProject, type ProjectData } from '../formats/project';
import { classesOfSafetensors } from '../formats/safetensors';
import { messages } from '../messages';
import { codeMessages } from '../messages/code';
import { keptProgram, saidBy } from '../keras/kept_program.svelte';
import { programData } from '../keras/program_data';
import { tell } from '../messages/faults';
import { ended } from '../messages/format';
import type { ModelSpec, RunSettings } from '../../../wasm/lab';
import { cifar10, sameData } from '../model/data_description';
import { startedWith, type Settings } from '../model/settings';
import { catalog } from '../model/outside';
import type { Editor } from '../state/editor.svelte';
import type { Lab } from '../state/lab.svelte';
import type { RunControl } from '../state/run_control.svelte';
import { broughtBy, lockedAgainst } from '../state/locks';
import { isWork } from '../storage/work';
import { ownNames, readWeights, wantedTensors, weightsKind } from './read_weights';
import { summaryOf, valueOf } from './work.svelte';

const t = codeMessages.filesView;
const mostBytes = 500e6;

/** Opens a file of the learner's, whatever kind it is, and says how it went. */
export async function openFile(lab: Lab, file: File): Promise<{ opened: boolean; said: string }> {
  try {
    return { opened: true, said: await opened(lab, file) };
  } catch (error) {
    return { opened: false, said: t.notOpened(file.name, ended(tell(thrown(error, 'bad_file')))) };
  }
}

/** The same; throws Refused for what cannot be opened. */
export async function opened(lab: Lab, file: File): Promise<string> {
  const bytes = await readFile(file, mostBytes);
  // What it is, its first bytes say: a file keeps them under any name.
  if (isWork(bytes) || file.name.endsWith('.cnnlab')) return openWork(lab, file.name, bytes);
  const isProject = file.name.endsWith('.zip') && !weightsKind(file.name, bytes);
  if (isProject) return openProject(lab, file.name, bytes);
  const examined = await openWeights(lab, file.name, bytes);
  // Of the files of weights that are read, this kind alone says it.
  const classes = classesOfSafetensors(bytes);
  return [openedNetwork(file.name, examined), ...otherClasses(lab, classes)].join(' ');
}

/** What to say where a network's classes, as far as its file tells them, are not those in the lab. */
function otherClasses({ pictures: { data } }: Lab, classes: readonly string[] | null): string[] {
  const isSame = !classes || JSON.stringify(classes) === JSON.stringify(data.classes);
  return isSame ? [] : [t.otherClasses(classes, data.name)];
}

/** Throws where a teacher's link holds something else than the file brings. */
function holdToLocks(editor: Editor, model: ModelSpec, settings: Partial<RunSettings>): void {
  const [held] = lockedAgainst(editor.locks, editor, broughtBy({ model, settings }, editor));
  if (held) throw badFile('file_locked', { lock: held });
}

/** The file of "Download my work": the run goes on where it was. */
async function openWork(lab: Lab, name: string, bytes: Uint8Array): Promise<string> {
  const reply = await lab.run.keeper!.read(bytes);
  if (!reply.ok) throw new Refused(reply.fault);
  const { run } = reply.value.header;
  if (!run) throw badFile('work_without_run', {});
  holdToLocks(lab.editor, run.model, run.settings);
  const brought = await lab.run.keeper!.data.bring(run.data ?? cifar10);
  if (!brought.ok) throw new Refused(brought.fault);
  lab.run.keeper!.use(reply.value);
  const said = t.openedRun(name, run.progress?.epoch ?? 1, run.settings.epochs);
  return [said, ...otherClasses(lab, run.data?.classes ?? null)].join(' ');
}

/** Says how the project's network does, if there is one in it. */
async function openProject(lab: Lab, file: string, bytes: Uint8Array): Promise<string> {
  keptProgram.data = programData(lab.pictures);
  const project = readProject(bytes);
  const { model, settings, code, epochs, snapshot } = project;
  // Before it had a place of its own, what was edited since was only in the program.
  const edited = project.edited ?? saidBy(code, project, catalog);
  const shown = edited ?? project;
  for (const each of [project, shown]) holdToLocks(lab.editor, each.model, each.settings);
  await bringData(lab, project.data ?? null);
  // The engine looks at the model before anything of the learner's is replaced.
  const { problems } = await summaryOf(lab.engine, model);
  if (snapshot && problems.length > 0) throw new Refused(problems[0]!);
  const examined = snapshot && (await put(lab, { snapshot }, { file, model, settings, epochs }));
  if (shown.code) keptProgram.bring(shown.code);
  lab.editor.set({ model: shown.model, settings: shown.settings });
  const remarks = project.adjusted.map(({ name, given, used }) =>
    t.adjusted(messages.run.settings[name], given, used),
  );
  if (!examined) return [t.openedModel(file), ...remarks].join(' ');
  const others = otherClasses(lab, project.data?.description.classes ?? null);
  const since = edited ? [t.editedSince] : [];
  return [openedNetwork(file, examined), ...others, ...since, ...remarks].join(' ');
}

/** The pictures that a project is about, out of the file or from among those that are kept. */
async function bringData(lab: Lab, data: ProjectData | null): Promise<void> {
  const description = data?.description ?? cifar10;
  if (sameData(description, lab.pictures.data)) return;
  const { keeper } = lab.run;
  if (!data?.arrays) {
    const missing = faultOf('bad_file', 'data_not_here', wantedData(description));
    const brought = keeper ? await keeper.data.bring(description) : refusal(missing);
    if (!brought.ok) throw new Refused(brought.fault);
    return;
  }
  const set = await dataSetOf(description, data, data.arrays as Uint8Array<ArrayBuffer>);
  const used = await lab.control.useData(set);
  if (!used.ok) throw new Refused(used.fault);
  await keeper?.setAside();
  await keeper?.data.keep(set);
}

const openedNetwork = (file: string, { right, pictures }: Examined) =>
  t.opened(file, messages.percent(right / pictures), pictures);

async function openWeights(lab: Lab, name: string, bytes: Uint8Array): Promise<Examined> {
  const { model, settings } = lab.editor;
  const summary = await summaryOf(lab.engine, model);
  const data = programData(lab.pictures);
  const own = ownNames(keptProgram.text, model, summary, catalog, keptProgram.choice, data);
  const wanted = wantedTensors(model, summary, data.description.shape);
  const weights = await readWeights(name, bytes, wanted, own);
  const counts = await broughtFor(lab, settings);
  const fitting = {
    ...settings,
    training_pictures: Math.min(settings.training_pictures, counts.training),
    test_pictures: Math.min(settings.test_pictures, counts.test),
  };
  const of = { file: name, model, settings: fitting, epochs: [] };
  return put(lab, { model, settings: startedWith(fitting), weights }, of);
}

/** The pictures that a network of these settings is held to; resolves to what could be had. */
const broughtFor = (lab: Lab, settings: Settings) =>
  lab.pictures.bring({ training: settings.training_pictures, test: settings.test_pictures });

async function put(
  lab: Lab,
  network: NetworkFile,
  of: Parameters<RunControl['openNetwork']>[2] & { settings: Settings },
): Promise<Examined> {
  const counts = await broughtFor(lab, of.settings);
  const pictures = Math.min(of.settings.test_pictures, counts.test);
  // One of each class; small data may have fewer.
  if (pictures < Math.min(10, lab.pictures.reach('test')) || pictures === 0)
    throw badFile('pictures_missing', {});
  return valueOf(await lab.control.openNetwork(network, pictures, of));
}
