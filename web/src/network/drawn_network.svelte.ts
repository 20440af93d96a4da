import type { LayerSpec, LayerSummary } from '../../../wasm/lab';
import type { Activation } from '../engine/protocol';
import { strongest } from '../inside/layers';
import { networkOf } from '../inside/network';
import { seenShape } from '../model/text';
import type { Front } from '../state/front.svelte';
import type { Lab } from '../state/lab.svelte';
import { columnsOf, type Column } from './columns';
import type { LiveLook } from './live_look.svelte';

/** What the picture of the network is drawn from: its layers, and what each makes of the photograph. */
export class DrawnNetwork {
  /** Of the strip, and of the drawings in it, in pixels. */
  width = $state(800);
  height = $state(200);

  readonly layers = $derived.by<LayerSpec[]>(() => this.lab.editor.model.layers);
  readonly rows = $derived.by(() => this.lab.analysis.summary?.layers ?? []);
  /** {H,W,C} or {units} of the picture, then of each layer's output; nothing where it is not known. */
  readonly shapes = $derived.by<number[][]>(() => [
    [...this.lab.pictures.data.shape],
    ...this.layers.map((_, at) => seenShape(this.rowOf(at)) ?? []),
  ]);
  private readonly laidOut = $derived.by(() =>
    columnsOf(
      this.layers,
      this.layers.map((_, at) => seenShape(this.rowOf(at))),
      { width: this.width, height: this.height },
      this.lab.pictures.data,
    ),
  );
  readonly columns = $derived(this.laidOut.columns);
  readonly spacing = $derived(this.laidOut.spacing);
  /**
   * What each place of the strip is drawn from: held together, because one that is about to go may
   * be asked for once more when the model has fewer layers already.
   */
  readonly drawn = $derived.by(() =>
    this.layers.map((layer, at) => ({ layer, column: this.columns[at]! })),
  );
  /** The photograph as the first layer gets it. */
  readonly input = $derived.by<Activation | null>(() => {
    const { pixels } = this.front;
    const shape = [...this.lab.pictures.data.shape];
    return pixels && { shape, data: Float32Array.from(pixels, (byte) => byte / 255) };
  });

  /**
   * The strongest channels of each layer, in their own order: dead ones teach little. They are chosen
   * anew with another picture and after an epoch, so that what is looked at stays meanwhile.
   */
  private channels = $state.raw<number[][]>([]);
  private chosenFor = '';

  /** Make it while a component is being set up. */
  constructor(
    private lab: Lab,
    private front: Front,
    private look: LiveLook,
  ) {
    $effect(() => this.chooseChannels());
  }

  rowOf(at: number): LayerSummary | undefined {
    return this.rows[at]?.kind === this.layers[at]?.kind ? this.rows[at] : undefined;
  }

  /** Of a layer's output; nothing of one that is gone. */
  shapeOf(at: number): number[] {
    return this.shapes[at + 1] ?? [];
  }

  /** Null where the network that was looked at has other layers. */
  answerOf(at: number): Activation | null {
    const { outputs } = this.look;
    const output = outputs?.length === this.layers.length ? outputs[at] : null;
    return output && output.shape.join() === this.shapeOf(at).join() ? output : null;
  }

  /** What the layer before it makes of the photograph, or the photograph itself. */
  inputOf(at: number): Activation | null {
    return at === 0 ? this.input : (this.look.outputs?.[at - 1] ?? null);
  }

  channelsOf(at: number, { shown }: Column): number[] {
    const chosen = this.channels[at] ?? [];
    return chosen.length === shown ? chosen : Array.from({ length: shown }, (_, i) => i);
  }

  private chooseChannels(): void {
    const { columns, front, look } = this;
    const { outputs } = look;
    if (!outputs || outputs.length !== columns.length) return;
    const network = networkOf(this.lab.run);
    const counts = columns.map(({ look, shown }) => (look === 'maps' ? shown : 0));
    const now = [front.testIndex, look.isTrained, network?.run, network?.epochs, counts].join();
    if (now === this.chosenFor) return;
    this.chosenFor = now;
    this.channels = outputs.map((output, i) =>
      output.shape.length === 3 ? strongest(output, counts[i]!).toSorted((a, b) => a - b) : [],
    );
  }
}
