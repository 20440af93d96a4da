import type { Reply } from '../base/fault';
import type { EngineIdentity } from '../engine/arithmetic';
import type { Examined, NetworkFile } from '../engine/open_network';
import type { Build } from '../engine/protocol';
import { messages } from '../messages';
import { cifar10, sameData, type DataSet } from '../model/data_description';
import type { Analysis } from './analysis.svelte';
import type { CurrentRun } from './current_run.svelte';
import type { PictureCounts, PictureSupply } from './picture_supply.svelte';
import type { Editor } from './editor.svelte';
import type { EngineLink } from './engine_link.svelte';
import { broughtBy } from './locks';
import type { Records } from './records.svelte';
import { Rescue } from './rescue';
import type { Network, RunState } from './run';
import { listenTo } from './run_events';
import { RunStart } from './run_start';
import type { StepTime } from './step_time';

/** What can be done with a run, by whoever presses the buttons. */
export class RunControl {
  private readonly start: RunStart;
  private readonly rescue: Rescue;
  /** The settings before they were fitted to the learner's own data. */
  private unfitted: PictureCounts | null = null;

  readonly canTrain = $derived.by(() => {
    const { kind } = this.engine.state;
    const mayAnswer = kind === 'starting' || kind === 'ready';
    const { badSettings, badSpecs } = this.editor;
    const isSound = this.analysis.problems.length + badSettings.length + badSpecs.length === 0;
    return mayAnswer && isSound;
  });

  constructor(
    private engine: EngineLink,
    private pictures: PictureSupply,
    private editor: Editor,
    private analysis: Analysis,
    private records: Records,
    private run: CurrentRun,
    steps: StepTime,
  ) {
    const rescue = new Rescue(engine, run);
    engine.listen({ connected: (client) => listenTo(client, { run, steps, rescue }) });
    this.rescue = rescue;
    this.start = new RunStart(engine, pictures, editor, records, run, () => this.pause());
  }

  /** Pictures have come, or cannot come. */
  picturesMoved(): void {
    this.start.ifReady();
  }

  train(): void {
    const { run, editor } = this;
    if (!this.canTrain || run.running || run.state.kind === 'loading') return;
    // Whatever ran before the name is given would have another seed than the learner's.
    if (editor.assignment && editor.ownSeed === null) return void editor.heldTrain++;
    run.notice = null;
    this.rescue.forget();
    this.start.ask(editor.settings);
  }

  /** Goes on with a run that was kept, of this engine's build or of another one; its model and
   * settings come back with it, and where a link holds others the run does not. */
  continueFrom(from: RunState, build: Build | null): boolean {
    const { run, engine, editor } = this;
    if (run.running || run.state.kind === 'loading') return false;
    const { settings, engines, ended, data = cifar10 } = from.log;
    if (!sameData(data, this.pictures.data)) {
      run.notice = messages.events.otherData(data.name, this.pictures.data.name);
      return false;
    }
    if (!editor.set(broughtBy(from.log, editor))) return false;
    const last = engines.at(-1);
    // Runs that were kept before engines were noted: all that is known is the build.
    const isSame = ({ arithmetic, version, build: now }: EngineIdentity) =>
      last
        ? last.arithmetic === arithmetic && last.version === version
        : build === null || build === now;
    const isOther = engine.state.kind === 'ready' && !isSame(engine.state.info);
    run.notice = isOther ? messages.events.otherEngine : null;
    // What was stopped stays stopped until someone presses Resume.
    this.start.ask(settings, from, ended === 'stopped');
    return true;
  }

  /**
   * Other data take the place of these: `cifar10`, or the learner's own. A run that goes on is stopped;
   * it stays among the earlier ones, without its network, which knows only what it was trained on. Ask
   * the learner before. Where the engine refuses the data, those that were there come in again.
   */
  async useData(data: DataSet | 'cifar10'): Promise<Reply<PictureCounts>> {
    const { run, records, pictures } = this;
    await this.stop();
    await run.keeper?.settled();
    await records.hashed();
    const before = pictures.data.classes.length;
    const reply = await pictures.use(data);
    if (!reply.ok && reply.fault.problem === 'run_goes_on') return reply;
    run.forget();
    records.hideBehind();
    this.editor.followClasses(before, pictures.data.classes.length);
    if (reply.ok) this.fitSettings(reply.value);
    run.keeper?.moved('state');
    return reply;
  }

  /** No more pictures than the data have; of CIFAR-10 as many as usual again. */
  private fitSettings(there: PictureCounts): void {
    const { editor, pictures } = this;
    const most = pictures.own ? there : { training: Infinity, test: Infinity };
    const { training_pictures: training, test_pictures: test } = editor.settings;
    const asked = this.unfitted ?? { training, test };
    this.unfitted = pictures.own ? asked : null;
    const settings = {
      training_pictures: Math.min(asked.training, most.training),
      test_pictures: Math.min(asked.test, most.test),
    };
    editor.set({ settings });
  }

  /** The run as it stands now, finished or not; null when there is none, or no engine. */
  async runState(): Promise<RunState | null> {
    const { run } = this;
    const { log } = run;
    if (!log || !('id' in run.state)) return null;
    const snapshot = await this.engine.ask('snapshot', { run: log.record.id });
    // A run that has come to its end is kept with its hash, or as one that has not.
    await this.records.hashed();
    if (!snapshot || log !== run.log) return null;
    // The engine told its progress just before it answered: both parts are of the same moment.
    return { log: log.state(run.state.kind === 'finished' ? run.state.how : null), snapshot };
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
    const { run, records } = this;
    await run.keeper?.settled();
    const { log } = run;
    const reply = await this.engine.request('openNetwork', { network, pictures });
    if (!reply.ok || log !== run.log) return reply;
    records.putBehind();
    const { right, probabilities } = reply.value;
    const accuracy = right / reply.value.pictures;
    run.open({ ...of, id: records.newId(), accuracy }, probabilities);
    run.notice = messages.events.openedNetwork(of.file, records.behind.length > 0);
    return reply;
  }

  async pause(): Promise<void> {
    const { run } = this;
    if (run.state.kind !== 'training') return;
    const { id } = run.state;
    const reply = await this.engine.request('pause', { run: id });
    if (reply.ok && run.is(id)) run.state = { kind: 'paused', id };
    run.changed();
    run.keeper?.moved('state');
  }

  async resume(): Promise<void> {
    const { run } = this;
    if (run.state.kind !== 'paused') return;
    const { id } = run.state;
    const reply = await this.engine.request('resume', { run: id });
    if (reply.ok && run.is(id)) run.state = { kind: 'training', id };
    run.stepped = null;
    run.changed();
  }

  /** Trains a paused run by one batch. */
  async step(): Promise<void> {
    const { run } = this;
    if (run.state.kind !== 'paused') return;
    const { id } = run.state;
    const reply = await this.engine.request('step', { run: id });
    if (!reply.ok || run.log?.record.id !== id) return;
    const { progress, probabilities } = reply.value;
    // The end of an epoch has brought the same probabilities already.
    if (!progress.epoch_record) run.log.stepped(probabilities);
    const [loss, accuracy] = [progress.batch_losses[0], progress.batch_accuracies[0]];
    run.stepped = loss === undefined || accuracy === undefined ? null : { loss, accuracy };
    run.changed();
  }

  /** Gives the run that is going on the learning rate of the form. */
  async useLearningRate(): Promise<void> {
    const { run } = this;
    if (!run.running || !('id' in run.state) || !run.log) return;
    const { id } = run.state;
    const rate = this.editor.settings.learning_rate;
    const reply = await this.engine.request('learningRate', { run: id, rate });
    if (reply.ok && run.log.record.id === id) run.log.learningRate(rate);
    run.changed();
    run.keeper?.moved('state');
  }

  async stop(): Promise<void> {
    const { run } = this;
    if (run.state.kind === 'loading') {
      run.state = { kind: 'idle' };
      return;
    }
    if (run.state.kind !== 'training' && run.state.kind !== 'paused') return;
    const { id } = run.state;
    await this.engine.request('stop', { run: id });
    if (run.is(id)) run.finish('stopped');
  }
}
