import { picturesTimed } from '../engine/pace';
import type { PerPicture } from '../engine/protocol';
import type { Analysis } from './analysis.svelte';
import type { CurrentRun } from './current_run.svelte';
import type { PictureSupply } from './picture_supply.svelte';
import type { Editor } from './editor.svelte';
import type { EngineLink } from './engine_link.svelte';
import type { RunControl } from './run_control.svelte';
import { workOfStep, type StepTime } from './step_time';

/** Seconds: a network with longer batches is not measured beforehand, or Train would wait. */
const longestTimed = 5;

/** What a picture takes on this device, of each model that was looked at. */
export class PaceMeter {
  private measured = $state.raw<ReadonlyMap<string, PerPicture>>(new Map());
  private readonly key = $derived.by(() => {
    const { model, settings } = this.editor;
    return JSON.stringify([this.pictures.data.shape, model.layers, settings.batch_size]);
  });
  /** Seconds, of the model as it is; null until measured. */
  readonly perPicture = $derived(this.measured.get(this.key) ?? null);

  constructor(
    private engine: EngineLink,
    private pictures: PictureSupply,
    private editor: Editor,
    private analysis: Analysis,
    private run: CurrentRun,
    private control: RunControl,
    private steps: StepTime,
  ) {}

  /** Unless that is known, or a run is going on. */
  async measure(): Promise<void> {
    const { key, engine, run } = this;
    const { model, settings } = this.editor;
    const { summary } = this.analysis;
    const { counts } = this.pictures;
    const batchSize = settings.batch_size;
    const [training, test] = [this.pictures.reach('training'), this.pictures.reach('test')];
    const enough = picturesTimed(batchSize, { training, test });
    if (this.perPicture || !this.control.canTrain || engine.state.kind !== 'ready') return;
    if (run.running || run.state.kind === 'loading' || !summary) return;
    if (counts.training === 0 || counts.test === 0) return;
    if (counts.training < enough.training || counts.test < enough.test) return;
    const work = summary.multiply_adds;
    if (this.steps.expected(workOfStep(work, batchSize)) > longestTimed) return;
    const pace = await engine.ask('pace', { model, batchSize });
    if (!pace) return;
    this.steps.measured(work, batchSize, pace.training);
    this.measured = new Map([...this.measured, [key, pace]]);
  }
}
