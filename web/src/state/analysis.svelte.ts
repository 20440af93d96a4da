import type { LayerSpec, ModelSummary } from '../../../wasm/lab';
import { startedWith } from '../model/settings';
import type { Editor } from './editor.svelte';
import type { EngineLink } from './engine_link.svelte';
import type { PictureSupply } from './picture_supply.svelte';

/** What the engine says of the model as it is now, and of training it with the settings as they are. */
export class Analysis {
  /** Null until the engine has answered. */
  summary = $state.raw<ModelSummary | null>(null);
  readonly problems = $derived<ModelSummary['problems']>(this.summary?.problems ?? []);
  /** Problems that belong to no layer, such as a missing last one. */
  readonly general = $derived(
    this.problems.filter(({ where }) => {
      const at = /^layers\[(\d+)\]/.exec(where);
      return !at || !this.summary?.layers[Number(at[1])]?.problem;
    }),
  );
  private asked = 0;

  constructor(
    private engine: EngineLink,
    private editor: Editor,
    private pictures: PictureSupply,
  ) {
    engine.listen({ connected: () => this.ask() });
    // For as long as there is a page.
    $effect.root(() => {
      $effect(() => void this.ask());
    });
  }

  /** How many parameters other layers would have; null where the engine cannot say. */
  async parametersOf(layers: LayerSpec[]): Promise<number | null> {
    const reply = await this.engine.request('summary', { model: { name: '', layers } });
    return reply.ok ? reply.value.total_parameters : null;
  }

  private async ask(): Promise<void> {
    const asked = ++this.asked;
    void this.pictures.data; // the engine has other data, by which it judges a model anew
    const { model, badSettings, badSpecs } = this.editor;
    // What no run could begin with says nothing of its memory.
    const isRunnable = badSettings.length === 0 && badSpecs.length === 0;
    const settings = isRunnable ? { settings: startedWith(this.editor.settings) } : {};
    const reply = await this.engine.request('summary', { model, ...settings });
    // Only the answer about the newest model counts; the next engine will be asked again.
    if (asked !== this.asked || (!reply.ok && reply.fault.code === 'engine_lost')) return;
    this.summary = reply.ok
      ? reply.value
      : {
          layers: [],
          total_parameters: 0,
          multiply_adds: 0,
          problems: [reply.fault as ModelSummary['problems'][number]],
        };
  }
}
