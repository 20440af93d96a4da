import type { ModelSpec, ModelSummary, RunSettings, Split } from '../../../wasm/lab';
import type { EngineIdentity } from '../engine/arithmetic';
import { chooseBuild, detectPlatform, type Choice, type Limit } from '../engine/features';
import { faultOf, refusal, type Fault, type Reply } from '../base/fault';
import type { Build, EngineCalls, PerPicture } from '../engine/protocol';
import { launch, type EngineClient, type ThreadedInfo } from '../engine/launch';
import type { Examined, NetworkFile } from '../engine/open_network';
import { picturesTimed } from '../engine/pace';
import { sha256 } from '../base/sha256';
import { messages } from '../messages';
import { told } from '../messages/told.svelte';
import { catalog, rowOf, specNames } from '../model/catalog';
import { sameLayers } from '../model/edit';
import { presetOf, presets } from '../model/presets';
import { PictureSupply, type PictureCounts } from './data.svelte';
import {
  defaultSettings,
  isValid,
  numberNames,
  type NumberName,
  type Settings,
  wrongFields,
} from '../model/settings';
import type { Lock, Unread } from '../address/hash';
import type { PresetName } from '../model/presets';
import {
  beginningOf,
  isPartOf,
  isRecorded,
  RunLog,
  type Answers,
  type LogState,
  type Network,
  type Run,
  type RunKeeper,
  type RunRecord,
  type RunState,
  type RunView,
} from './run';
import { StepTime, workOfStep } from './step_time';
import { broughtBy, lockedAgainst, type Change } from './locks';
import { Watchdog } from './watchdog';

export type Engine =
  | { kind: 'starting' }
  | { kind: 'ready'; info: ThreadedInfo; limit: Limit }
  | { kind: 'unsupported'; missing: 'webassembly' | 'simd' }
  | { kind: 'failed'; fault: Fault };

export interface Renewal {
  /** A newer version is here; a part of this one is missing on the server, or out of reach. */
  kind: 'offered' | 'missing' | 'unreachable';
  /** Makes the newer version the one that a reload brings. */
  takeOver: () => Promise<void>;
}

/** The test pictures that are shown after every epoch: one of each class, as the pack is ordered. */
const watched = Uint32Array.from({ length: 10 }, (_, i) => i);
/** Seconds: a network with longer batches is not measured beforehand, or Train would wait. */
const longestTimed = 5;
/** Earlier runs that are kept, for the lesson to quote and the charts to compare. */
const keptRuns = 20;
const keptEdits = 100;
const mostSilentRestarts = 2;

/** Everything the page knows, and everything it can do. Components read it and call it. */
export class Lab {
  engine = $state.raw<Engine>({ kind: 'starting' });
  run = $state.raw<Run>({ kind: 'idle' });
  // They change by `set` alone, which knows what a link holds.
  private currentModel = $state.raw<ModelSpec>(presets['model-1']);
  private currentSettings = $state.raw<Settings>(defaultSettings);
  readonly catalog = catalog;
  /** What the link holds as it is. */
  private currentLocks = $state.raw<Lock[]>([]);
  /** As a link brought it, not as the learner made it: nothing of the learner's gives way to it. */
  linked = $state.raw<ModelSpec | null>(null);
  /** What the last change was refused for, until one is not. */
  refused = $state.raw<Lock[]>([]);
  /** What of the link could not be read, until the learner has closed it. */
  unread = $state.raw<Unread[]>([]);
  /** Of the model as it is now; null until the engine has answered. */
  summary = $state.raw<ModelSummary | null>(null);
  /** The run that the charts show. */
  view = $state.raw<RunView | null>(null);
  answers = $state.raw<Answers>({ now: null, before: null });
  records = $state.raw<RunRecord[]>([]);
  /** What a run had to be started with less of than asked. */
  notice = $state.raw<string | null>(null);
  private paces = $state.raw<ReadonlyMap<string, PerPicture>>(new Map());
  private readonly paceKey = $derived(
    JSON.stringify([this.model.layers, this.settings.batch_size]),
  );
  /** Seconds that a picture takes on this device, of the model as it is; null until measured. */
  readonly pace = $derived(this.paces.get(this.paceKey) ?? null);
  /** The batch that was trained by itself, while the run is paused. */
  stepped = $state.raw<{ loss: number; accuracy: number } | null>(null);
  /** Earlier runs, recorded ones among them, that the charts show behind the newest. */
  behind = $state.raw<RunRecord[]>([]);
  private undoModels = $state.raw<ModelSpec[]>([]);
  private redoModels = $state.raw<ModelSpec[]>([]);
  readonly pictures: PictureSupply;
  /** Set once it has been loaded. */
  keeper: RunKeeper | null = null;
  /** A reason to load the page again; it is never done unasked. */
  renewal = $state.raw<Renewal | null>(null);
  /** A script of the page did not come. */
  missesParts = $state(false);

  /** A network that was opened from a file; null once a run begins. */
  private opened = $state.raw<Network | null>(null);
  /** The run whose network the engine was given last; null where it took none. */
  private holds = $state.raw<number | null>(null);
  /** The network in the engine; null if there is none. */
  readonly network = $derived.by<Network | null>(() => {
    const { opened, view } = this;
    if (opened) return opened;
    if (!view || view.record.id !== this.holds) return null;
    const { record, epochs } = view;
    const accuracy = epochs.at(-1)?.test_accuracy ?? null;
    return { ...record, file: null, epochs, accuracy };
  });

  readonly preset = $derived<PresetName | null>(presetOf(this.model));
  readonly running = $derived(this.run.kind === 'training' || this.run.kind === 'paused');
  readonly badSettings = $derived(
    numberNames.filter((name) => !isValid(name, this.settings[name])),
  );
  /** Fields of the optimizer and the schedule that cannot be as they are. */
  readonly badSpecs = $derived(
    specNames.flatMap((name) => {
      const spec = this.settings[name];
      const wrong = wrongFields(name, spec);
      const fields = rowOf(name, spec)?.fields ?? [];
      return fields.filter((one) => wrong.includes(one.name)).map((field) => ({ name, field }));
    }),
  );
  readonly problems = $derived<Fault[]>(this.summary?.problems ?? []);
  readonly canTrain = $derived(
    (this.engine.kind === 'starting' || this.engine.kind === 'ready') &&
      this.problems.length === 0 &&
      this.badSettings.length === 0 &&
      this.badSpecs.length === 0,
  );

  /** Pictures that the next run needs, and the measuring of its pace. */
  private readonly askedBySettings = $derived.by<PictureCounts>(() => {
    const valid = (name: NumberName) =>
      isValid(name, this.settings[name]) ? this.settings[name] : 0;
    const timed = picturesTimed(valid('batch_size'));
    return {
      training: Math.max(valid('training_pictures'), timed.training),
      test: Math.max(valid('test_pictures'), timed.test),
    };
  });

  private client: EngineClient | null = null;
  private log: RunLog | null = null;
  private nextRun = 1;
  private frame = 0;
  private silentRestarts = 0;
  /** The epoch in which an engine was last lost. */
  private lostIn = 0;
  private steps = new StepTime();
  private watchdog = new Watchdog(
    () => this.remarkSilence(),
    (fault) => this.client?.die(fault),
  );
  private summaryAsked = 0;

  constructor(private base: string) {
    this.pictures = new PictureSupply(
      base,
      () => this.beginIfReady(),
      () => this.run.kind === 'training',
    );
    // For as long as there is a page.
    $effect.root(() => {
      $effect(() => this.pictures.want(this.askedBySettings));
      $effect(() => (this.run.kind === 'loading' ? this.pictures.want(this.run) : undefined));
    });
  }

  // --- The engine ---------------------------------------------------------------------------

  /** Starts the engine, or starts it again; the pictures come in meanwhile. */
  async boot(): Promise<void> {
    this.engine = { kind: 'starting' };
    const choice = chooseBuild(detectPlatform());
    if (choice.kind === 'unsupported') {
      this.engine = choice;
      return;
    }
    const started = this.startEngine(choice);
    void this.pictures.fill(async ({ split, first, count }, payload) => {
      const client = await started;
      if (client) return client.call('addShard', { split, first, count, payload });
      return refusal(faultOf('engine_lost', 'engine_not_here', {}));
    });
    await started;
  }

  private async startEngine(
    choice: Extract<Choice, { kind: 'build' }>,
  ): Promise<EngineClient | null> {
    const reply = await launch(this.base, choice, (lost, fault) => this.engineLost(lost, fault));
    if (!reply.ok) {
      this.engine = { kind: 'failed', fault: reply.fault };
      if (this.run.kind === 'loading') this.run = { kind: 'fault', fault: reply.fault };
      return null;
    }
    const { client, info, limit } = reply.value;
    this.client = client;
    this.listen(client);
    await this.summarise();
    if (this.client !== client) return null; // Died meanwhile: another has its place.
    this.engine = { kind: 'ready', info, limit };
    this.beginIfReady();
    return client;
  }

  private listen(client: EngineClient): void {
    client.on('progress', (event) => {
      if (!this.isCurrent(event.run)) return;
      this.log!.progress(event);
      this.steps.progress(event);
      this.changed();
      this.keeper?.moved('progress');
    });
    client.on('epoch', (event) => {
      if (!this.isCurrent(event.run)) return;
      this.log!.epoch(event);
      // Past the place where it broke down: the next time is another story.
      if (event.record.epoch >= this.lostIn) this.silentRestarts = 0;
      this.changed();
      this.keeper?.moved('epoch');
    });
    client.on('finished', ({ run }) => {
      if (this.isCurrent(run)) this.finish('completed');
    });
    client.on('alive', ({ run }) => {
      if (this.isCurrent(run)) this.minded();
    });
    client.on('slept', ({ run, seconds }) => {
      if (this.isCurrent(run)) this.notice = messages.events.slept(seconds);
    });
    client.on('fault', ({ run, fault }) => {
      if (!this.isCurrent(run)) return;
      this.finish('stopped');
      this.run = { kind: 'fault', fault };
    });
  }

  private engineLost(client: EngineClient, fault: Fault): void {
    if (client !== this.client) return;
    this.client = null;
    if (fault.problem === 'out_of_memory') this.pictures.outOfMemory();
    if (this.silentRestarts < mostSilentRestarts) {
      this.silentRestarts += 1;
      if (this.running) return void this.rescue(fault);
      // A new engine takes its place; all that is lost is the network of the last run, if any.
      if (this.run.kind === 'finished') this.notice = messages.engine.forgot;
      return void this.boot();
    }
    if (this.running) this.finish('stopped');
    this.notice = null; // It may say that the run goes on.
    this.run = { kind: 'fault', fault };
    this.engine = { kind: 'failed', fault };
  }

  /** Goes on with the run in a new engine: from where it was last kept, or from its beginning. */
  private async rescue(fault: Fault): Promise<void> {
    const { model, settings, epochs } = this.log!.record;
    this.lostIn = Math.max(this.lostIn, epochs.length + 1);
    const paused = this.run.kind === 'paused';
    this.engine = { kind: 'starting' };
    this.run = {
      kind: 'loading',
      training: settings.training_pictures,
      test: settings.test_pictures,
      from: null,
      paused,
    };
    const from = (await this.keeper?.lastState(this.log!.state(null))) ?? null;
    if (this.run.kind !== 'loading') return; // Stopped meanwhile.
    this.run = { ...this.run, from: from ?? beginningOf(model, settings) };
    this.notice = messages.events.rescued(told(fault), from?.log.progress?.epoch ?? 1);
    await this.boot();
  }

  private isCurrent(run: number): boolean {
    return this.running && 'id' in this.run && this.run.id === run;
  }

  pixels(split: Split, indices: Uint32Array) {
    return this.ask('pictures', { split, indices });
  }

  augmented(index: number, count: number, seed: number) {
    return this.ask('augmented', { model: this.model, split: 'training', index, count, seed });
  }

  firstKernel() {
    return this.ask('firstKernel', null);
  }

  /** What the engine answers, or its fault: for parts of the page that load when they are opened. */
  async request<Name extends keyof EngineCalls>(
    name: Name,
    ask: EngineCalls[Name]['ask'],
  ): Promise<Reply<EngineCalls[Name]['answer']>> {
    const reply = await this.client?.call(name, ask);
    return reply ?? refusal(faultOf('engine_lost', 'engine_not_here', {}));
  }

  /** One call of the engine; null when it refuses or is not there. */
  async ask<Name extends keyof EngineCalls>(
    name: Name,
    ask: EngineCalls[Name]['ask'],
  ): Promise<EngineCalls[Name]['answer'] | null> {
    const reply = await this.request(name, ask);
    return reply.ok ? reply.value : null;
  }

  // --- The model and the settings -----------------------------------------------------------

  get model(): ModelSpec {
    return this.currentModel;
  }

  get settings(): Settings {
    return this.currentSettings;
  }

  get locks(): readonly Lock[] {
    return this.currentLocks;
  }

  get canUndo(): boolean {
    return this.undoModels.length > 0;
  }

  get canRedo(): boolean {
    return this.redoModels.length > 0;
  }

  /**
   * The one door through which the model and the settings change, whoever asks: a field, a button,
   * a file, the code, a kept run. What a link holds is refused, with a word (`refused`), and then
   * nothing of the change is taken. Returns whether it was.
   */
  set(change: Change): boolean {
    if (!this.allows(change)) return false;
    const { model, settings } = change;
    if (settings) this.currentSettings = { ...this.settings, ...settings };
    // The same layers again are no edit: what stands there may be a link's, or the learner's own.
    if (model && !sameLayers(model, this.model)) {
      this.undoModels = [...this.undoModels.slice(1 - keptEdits), this.model];
      this.redoModels = [];
      this.setModel(model);
    }
    return true;
  }

  /** Whether the link lets that run go on; where it does not, that is said. */
  mayContinue(log: LogState): boolean {
    return this.allows(broughtBy(log, this));
  }

  /** The same, unsaid. */
  letsIn(log: LogState): boolean {
    return lockedAgainst(this.locks, this, broughtBy(log, this)).length === 0;
  }

  private allows(change: Change): boolean {
    this.refused = lockedAgainst(this.locks, this, change);
    return this.refused.length === 0;
  }

  edit(model: ModelSpec): void {
    this.set({ model });
  }

  /** A link brings a task: what it sets, and what it holds from then on. Nothing of it is undone. */
  assign(change: Change, locks: readonly Lock[]): void {
    this.currentLocks = [];
    this.set(change);
    this.currentLocks = [...locks];
    if (locks.includes('model')) this.undoModels = this.redoModels = [];
  }

  /** As at the beginning of a visit. */
  forgetEdits(): void {
    this.undoModels = this.redoModels = [];
  }

  undo(): void {
    const model = this.undoModels.at(-1);
    if (!model || !this.allows({ model })) return;
    this.undoModels = this.undoModels.slice(0, -1);
    this.redoModels = [...this.redoModels, this.model];
    this.setModel(model);
  }

  redo(): void {
    const model = this.redoModels.at(-1);
    if (!model || !this.allows({ model })) return;
    this.redoModels = this.redoModels.slice(0, -1);
    this.undoModels = [...this.undoModels, this.model];
    this.setModel(model);
  }

  loadPreset(name: PresetName, settings: Partial<Settings> = {}): void {
    this.set({ model: presets[name], settings });
  }

  private setModel(model: ModelSpec): void {
    const preset = presetOf(model);
    this.currentModel = { ...model, name: preset ? presets[preset].name : messages.model.own };
    void this.summarise();
  }

  private async summarise(): Promise<void> {
    const asked = ++this.summaryAsked;
    const reply = await this.client?.call('summary', { model: this.model });
    // Only the answer about the newest model counts.
    if (asked !== this.summaryAsked || !reply) return;
    if (reply.ok) this.summary = reply.value;
    else
      this.summary = {
        layers: [],
        total_parameters: 0,
        multiply_adds: 0,
        problems: [reply.fault as ModelSummary['problems'][number]],
      };
  }

  // --- The run ------------------------------------------------------------------------------

  train(): void {
    if (!this.canTrain || this.running || this.run.kind === 'loading') return;
    const { training_pictures: training, test_pictures: test } = this.settings;
    this.notice = null;
    this.lostIn = 0;
    this.run = { kind: 'loading', training, test, from: null, paused: false };
    this.beginIfReady();
  }

  /** Goes on with a run that was kept, of this engine's build or of another one; its model and
   * settings come back with it, and where a link holds others the run does not. */
  continueFrom(from: RunState, build: Build | null): boolean {
    if (this.running || this.run.kind === 'loading') return false;
    const { settings, ended } = from.log;
    if (!this.set(broughtBy(from.log, this))) return false;
    const { engine } = this;
    const last = from.log.engines.at(-1);
    // Runs that were kept before engines were noted: all that is known is the build.
    const isSame = ({ arithmetic, version, build: now }: EngineIdentity) =>
      last
        ? last.arithmetic === arithmetic && last.version === version
        : build === null || build === now;
    const isOther = engine.kind === 'ready' && !isSame(engine.info);
    this.notice = isOther ? messages.events.otherEngine : null;
    this.run = {
      kind: 'loading',
      training: settings.training_pictures,
      test: settings.test_pictures,
      from,
      // What was stopped stays stopped until someone presses Resume.
      paused: ended === 'stopped',
    };
    this.beginIfReady();
    return true;
  }

  /** Runs of an earlier visit come before all that are still to be made. */
  bringRecords(records: Omit<RunRecord, 'id' | 'probabilities'>[]): void {
    if (this.records.length > 0) return;
    this.records = records.map((record) => ({ ...record, id: this.nextRun++, probabilities: [] }));
  }

  /** The run as it stands now, finished or not; null when there is none, or no engine. */
  async runState(): Promise<RunState | null> {
    const log = this.log;
    if (!log || !('id' in this.run)) return null;
    const snapshot = await this.ask('snapshot', { run: log.record.id });
    // A run that has come to its end is kept with its hash, or as one that has not.
    await this.hashing;
    if (!snapshot || log !== this.log) return null;
    // The engine told its progress just before it answered: both parts are of the same moment.
    return { log: log.state(this.run.kind === 'finished' ? this.run.how : null), snapshot };
  }

  /** Begins the run that waits, once all of its pictures are here or no more can come. */
  private beginIfReady(): void {
    if (this.run.kind !== 'loading' || this.engine.kind !== 'ready') return;
    const { counts } = this.pictures;
    const asked = { training: this.run.training, test: this.run.test };
    if (!this.pictures.hasArrived('training', asked.training)) return;
    if (!this.pictures.hasArrived('test', asked.test)) return;
    if (counts.training === 0 || counts.test === 0) return;
    if (this.run.from) return void this.restore(this.run.from, this.run.paused);
    const use = {
      training: Math.min(asked.training, counts.training),
      test: Math.min(asked.test, counts.test),
    };
    this.notice =
      (['training', 'test'] as const)
        .filter((split) => use[split] < asked[split])
        .map((split) => messages.run.fewer(use[split], asked[split], messages.data.splits[split]))
        .join(' ') || null;
    void this.begin({
      ...this.settings,
      training_pictures: use.training,
      test_pictures: use.test,
    });
  }

  private async begin(settings: RunSettings, model = this.model): Promise<void> {
    const client = this.client;
    if (!client) return;
    const id = this.nextRun++;
    this.log = new RunLog(id, model, settings);
    if (this.engine.kind === 'ready')
      this.log.trainedBy(this.engine.info, { epoch: 1, phase: 'training', batch: 0 });
    this.stepped = null;
    this.putBehind();
    this.opened = this.holds = null;
    this.run = { kind: 'training', id };
    this.weigh(client, id, model, settings.batch_size);
    this.changed();
    const reply = await client.call('start', {
      run: id,
      model,
      settings,
      watched: watched.filter((index) => index < settings.test_pictures),
    });
    if (reply.ok) this.holds = id;
    else if (this.isCurrent(id)) this.run = { kind: 'fault', fault: reply.fault };
    this.changed();
  }

  /** The run before stays in sight, to compare with. */
  private putBehind(): void {
    const before = this.records.at(-1);
    if (before && !this.behind.includes(before))
      this.behind = [...this.behind.filter(isRecorded), before];
  }

  /**
   * Puts a network from a file into the engine. The run before is kept with its own network, and is
   * one of the earlier runs from now on.
   */
  async openNetwork(
    network: NetworkFile,
    pictures: number,
    of: { file: string } & Pick<Network, 'model' | 'settings' | 'epochs'>,
  ): Promise<Reply<Examined>> {
    await this.keeper?.settled();
    const { log } = this;
    const reply = await this.request('openNetwork', { network, pictures });
    if (!reply.ok || log !== this.log) return reply;
    this.putBehind();
    this.log = this.view = this.stepped = this.holds = null;
    this.run = { kind: 'idle' };
    const { right, probabilities } = reply.value;
    this.opened = { ...of, id: this.nextRun++, accuracy: right / reply.value.pictures };
    this.answers = { now: probabilities, before: null };
    this.notice = messages.events.openedNetwork(of.file, this.behind.length > 0);
    return reply;
  }

  private async restore(from: RunState, paused: boolean): Promise<void> {
    const client = this.client;
    if (!client) return;
    if (from.snapshot.length === 0) {
      await this.begin(from.log.settings, from.log.model);
      if (paused) await this.pause();
      return;
    }
    const id = this.nextRun++;
    const { settings, progress } = from.log;
    this.log = RunLog.from(id, from.log);
    this.opened = this.holds = null;
    this.run = paused ? { kind: 'paused', id } : { kind: 'training', id };
    this.weigh(client, id, from.log.model, settings.batch_size);
    this.changed();
    const reply = await client.call('restore', {
      run: id,
      snapshot: from.snapshot,
      watched: watched.filter((index) => index < settings.test_pictures),
      paused,
      trainingSeconds: progress?.trainingSeconds ?? 0,
      evaluatingSeconds: progress?.evaluatingSeconds ?? 0,
    });
    if (reply.ok) this.holds = id;
    if (!this.isCurrent(id)) return;
    if (!reply.ok) this.run = { kind: 'fault', fault: reply.fault };
    else if (reply.value.phase === 'finished') this.finish('completed');
    else if (this.engine.kind === 'ready') {
      const { epoch, phase, batch } = reply.value;
      this.log.trainedBy(this.engine.info, { epoch, phase, batch });
    }
    this.changed();
  }

  /** Finds out how long a batch of this run may take, before the engine is busy with the first. */
  private weigh(client: EngineClient, id: number, model: ModelSpec, batchSize: number): void {
    this.steps.begin();
    this.remarked = false;
    void client.call('summary', { model }).then((reply) => {
      if (!reply.ok || !this.isCurrent(id)) return;
      this.steps.isOf(reply.value.multiply_adds, batchSize);
      this.changed();
    });
  }

  private remarked = false;
  /** Once in a run: a batch takes so long that the page seems to stand still. */
  private remarkSilence(): void {
    if (this.remarked || !this.log) return;
    this.remarked = true;
    const { batch_size } = this.log.record.settings;
    this.notice = [this.notice, messages.run.longStep(batch_size)].filter(Boolean).join(' ');
  }

  async pause(): Promise<void> {
    if (this.run.kind !== 'training') return;
    const { id } = this.run;
    const reply = await this.client?.call('pause', { run: id });
    if (reply?.ok && this.isCurrent(id)) this.run = { kind: 'paused', id };
    this.changed();
    this.keeper?.moved('state');
  }

  async resume(): Promise<void> {
    if (this.run.kind !== 'paused') return;
    const { id } = this.run;
    const reply = await this.client?.call('resume', { run: id });
    if (reply?.ok && this.isCurrent(id)) this.run = { kind: 'training', id };
    this.stepped = null;
    this.changed();
  }

  /** Trains a paused run by one batch. */
  async step(): Promise<void> {
    if (this.run.kind !== 'paused') return;
    const { id } = this.run;
    const reply = await this.client?.call('step', { run: id });
    if (!reply?.ok || !this.log || this.log.record.id !== id) return;
    const { progress, probabilities } = reply.value;
    // The end of an epoch has brought the same probabilities already.
    if (!progress.epoch_record) this.log.stepped(probabilities);
    const [loss, accuracy] = [progress.batch_losses[0], progress.batch_accuracies[0]];
    this.stepped = loss === undefined || accuracy === undefined ? null : { loss, accuracy };
    this.changed();
  }

  /** Gives the run that is going on the learning rate of the form. */
  async useLearningRate(): Promise<void> {
    if (!this.running || !('id' in this.run) || !this.log) return;
    const { id } = this.run;
    const rate = this.settings.learning_rate;
    const reply = await this.client?.call('learningRate', { run: id, rate });
    if (reply?.ok && this.log.record.id === id) this.log.learningRate(rate);
    this.changed();
    this.keeper?.moved('state');
  }

  /** Measures what a picture takes on this device, unless that is known or a run is going on. */
  async measurePace(): Promise<void> {
    const key = this.paceKey;
    const enough = picturesTimed(this.settings.batch_size);
    const { counts } = this.pictures;
    if (this.pace || !this.canTrain || this.engine.kind !== 'ready' || this.running) return;
    if (this.run.kind === 'loading' || counts.training < enough.training) return;
    if (counts.test < enough.test || !this.summary) return;
    const batchSize = this.settings.batch_size;
    const perPicture = this.summary.multiply_adds;
    if (this.steps.expected(workOfStep(perPicture, batchSize)) > longestTimed) return;
    const pace = await this.ask('pace', {
      model: this.model,
      batchSize,
    });
    if (!pace) return;
    this.steps.measured(perPicture, batchSize, pace.training);
    this.paces = new Map([...this.paces, [key, pace]]);
  }

  async stop(): Promise<void> {
    if (this.run.kind === 'loading') {
      this.run = { kind: 'idle' };
      return;
    }
    if (this.run.kind !== 'training' && this.run.kind !== 'paused') return;
    const { id } = this.run;
    await this.client?.call('stop', { run: id });
    if (this.isCurrent(id)) this.finish('stopped');
  }

  private finish(how: 'completed' | 'stopped'): void {
    if (!this.log) return;
    const { record } = this.log;
    this.run = { kind: 'finished', id: record.id, how };
    if (how === 'completed') this.hashing = this.hashWeights(record);
    if (record.epochs.length > 0) {
      // What was brought back, or was stopped and went on, is one run and not two.
      const { isResumed } = this.log;
      const others = this.records.filter((other) => !isResumed || !isPartOf(other, record));
      this.records = [...others.slice(1 - keptRuns), record];
      this.behind = this.behind.filter((one) => isRecorded(one) || this.records.includes(one));
    }
    this.changed();
    this.keeper?.moved('state');
  }

  private hashing = Promise.resolve();
  /** The runs with the hashes of their weights: it comes a moment after a run's end. */
  async hashedRecords(): Promise<RunRecord[]> {
    await this.hashing;
    return this.records;
  }

  /** For the completion record. The engine is asked before any other run can begin in it. */
  private async hashWeights(record: RunRecord): Promise<void> {
    const weights = await this.ask('weights', null);
    const blob = new Blob(weights?.map(({ data }) => data as Float32Array<ArrayBuffer>));
    if (weights) record.weights_sha256 = await sha256(new Uint8Array(await blob.arrayBuffer()));
  }

  private titleSet = 0;
  private setTitle(): void {
    const last = this.log?.record.epochs.at(-1);
    if (this.log && this.running) {
      // A tab's title is dear to change, and nobody reads it five times a second.
      if (performance.now() < this.titleSet + 1000) return;
      this.titleSet = performance.now();
      document.title = this.log.title();
    } else if (last) document.title = messages.run.tabDone(last.test_accuracy);
  }

  /** The engine has said something, or has nothing to say. */
  private minded(): void {
    if (this.run.kind === 'training') this.watchdog.watch(this.steps.patience());
    else this.watchdog.rest();
  }

  /** Something about the run is new: draw it with the next frame, and mind the silence after it. */
  private changed(): void {
    this.minded();
    this.setTitle();
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const { log } = this;
      this.view = log?.view() ?? null;
      // The pictures' answers come one frame after the curves: two short tasks instead of a long one.
      const answers = log?.answers();
      if (answers && answers.now !== this.answers.now)
        requestAnimationFrame(() => {
          if (log === this.log) this.answers = answers;
        });
    });
  }
}
