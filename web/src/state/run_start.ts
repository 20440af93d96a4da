import type { ModelSpec, RunSettings } from '../../../wasm/lab';
import { messages } from '../messages';
import { reexaminedPictures, startedWith } from '../model/settings';
import type { CurrentRun } from './current_run.svelte';
import type { PictureSupply } from './picture_supply.svelte';
import type { Editor } from './editor.svelte';
import type { EngineLink } from './engine_link.svelte';
import type { Records } from './records.svelte';
import type { RunState } from './run';
import { RunLog } from './run_log';

/** The test pictures that are shown after every epoch: one of each class, as the pack is ordered. */
const watched = Uint32Array.from({ length: 10 }, (_, i) => i);
const afterEpoch = (model: ModelSpec, settings: RunSettings) => ({
  watched: watched.filter((index) => index < settings.test_pictures),
  reexamined: reexaminedPictures(model, settings),
});

/** Puts a run into the engine, a new one or one that was kept, once all that it needs is here. */
export class RunStart {
  constructor(
    private engine: EngineLink,
    private pictures: PictureSupply,
    private editor: Editor,
    private records: Records,
    private run: CurrentRun,
    private pause: () => Promise<void>,
  ) {
    engine.listen({
      ready: () => this.ifReady(),
      failed: (fault) => {
        if (run.state.kind === 'loading') run.state = { kind: 'fault', fault };
      },
    });
  }

  /** A run is to begin: `from` where that was kept, `paused` until someone presses Resume. */
  ask(
    { training_pictures: training, test_pictures: test }: RunSettings,
    from: RunState | null = null,
    paused = false,
  ): void {
    this.run.state = { kind: 'loading', training, test, from, paused };
    this.ifReady();
  }

  /** Begins the run that waits, once all of its pictures are here or no more can come. */
  ifReady(): void {
    const { state } = this.run;
    if (state.kind !== 'loading' || this.engine.state.kind !== 'ready') return;
    const { counts } = this.pictures;
    const asked = { training: state.training, test: state.test };
    if (!this.pictures.hasArrived('training', asked.training)) return;
    if (!this.pictures.hasArrived('test', asked.test)) return;
    if (counts.training === 0 || counts.test === 0) return;
    if (state.from) return void this.restore(state.from, state.paused);
    const use = {
      training: Math.min(asked.training, counts.training),
      test: Math.min(asked.test, counts.test),
    };
    this.run.notice =
      (['training', 'test'] as const)
        .filter((split) => use[split] < asked[split])
        .map((split) => messages.run.fewer(use[split], asked[split], messages.data.splits[split]))
        .join(' ') || null;
    const { settings, model } = this.editor;
    const fitting = { training_pictures: use.training, test_pictures: use.test };
    void this.begin(startedWith({ ...settings, ...fitting }), model);
  }

  private async begin(
    settings: RunSettings,
    model: ModelSpec,
    number = this.records.newNumber(),
  ): Promise<void> {
    const { engine, run } = this;
    const id = this.records.newId();
    const log = new RunLog(id, number, model, settings, this.pictures.data);
    if (engine.state.kind === 'ready')
      log.trainedBy(engine.state.info, { epoch: 1, phase: 'training', batch: 0 });
    run.stepped = null;
    this.records.putBehind(log.record);
    run.begin(log, false);
    const start = { run: id, model, settings, ...afterEpoch(model, settings) };
    const reply = await engine.request('start', start);
    if (reply.ok) run.taken(id);
    else if (run.is(id)) run.state = { kind: 'fault', fault: reply.fault };
    run.changed();
  }

  private async restore({ log: kept, snapshot }: RunState, paused: boolean): Promise<void> {
    const { engine, run } = this;
    const { model, settings, progress } = kept;
    if (snapshot.length === 0) {
      await this.begin(settings, model, this.records.numberOf(kept));
      if (paused) await this.pause();
      return;
    }
    const id = this.records.newId();
    const log = RunLog.from(id, this.records.numberOf(kept), kept);
    run.begin(log, paused);
    const reply = await engine.request('restore', {
      run: id,
      snapshot,
      ...afterEpoch(model, settings),
      paused,
      trainingSeconds: progress?.trainingSeconds ?? 0,
      evaluatingSeconds: progress?.evaluatingSeconds ?? 0,
    });
    if (reply.ok) run.taken(id);
    if (!run.is(id)) return;
    if (!reply.ok) run.state = { kind: 'fault', fault: reply.fault };
    else if (reply.value.phase === 'finished') run.finish('completed');
    else if (engine.state.kind === 'ready') {
      const { epoch, phase, batch } = reply.value;
      log.trainedBy(engine.state.info, { epoch, phase, batch });
    }
    run.changed();
  }
}
