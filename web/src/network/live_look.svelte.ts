import { newestNext } from '../base/newest_next';
import { sameLayers } from '../model/edit';
import type { Analysis } from '../state/analysis.svelte';
import type { CurrentRun } from '../state/current_run.svelte';
import type { Editor } from '../state/editor.svelte';
import type { EngineLink } from '../state/engine_link.svelte';
import type { Front } from '../state/front.svelte';
import type { PictureSupply } from '../state/picture_supply.svelte';
import type { Rewind } from '../state/rewind.svelte';
import type { PastNetwork } from '../engine/past';
import type { Look } from '../engine/protocol';
import { momentOf, networkOf } from '../inside/network';

/** Least milliseconds from one look to the next while it trains: less than between two words of the engine. */
const between = 120;
/** Milliseconds without an edit after which a model is looked at before its training. */
const settled = 300;

export interface Rooms {
  engine: EngineLink;
  pictures: PictureSupply;
  rewind: Rewind;
  editor: Editor;
  analysis: Analysis;
  run: CurrentRun;
}

/**
 * What every layer makes of the picture in front, while the network trains, afterwards, and before:
 * then by the random weights that a run would begin with. Looks only where somebody can see it.
 */
export class LiveLook {
  /** Of the network as it is now; null where it is not in the engine and cannot be made. */
  private present = $state.raw<Look | null>(null);
  /** Of the network of the epoch that is looked back at. */
  private past = $state.raw<Look | null>(null);
  /** Of the model in the editor. */
  readonly seen = $derived.by(() => {
    const { at } = this.rooms.rewind;
    if (!at) return this.present;
    return sameLayers(at.model, this.rooms.editor.model) ? this.past : null;
  });
  /** {n,classes}: what the network of that epoch says of the ten pictures. */
  readonly pastAnswers = $derived.by(() =>
    this.rooms.rewind.at ? (this.past?.watched ?? null) : null,
  );
  readonly outputs = $derived(this.seen?.outputs ?? null);
  /** The name of the layer whose weights are wanted. */
  weightsOf = $state<string | null>(null);
  /** {n,classes}: what an untrained network of the model says of the ten pictures. */
  guesses = $state.raw<Float32Array | null>(null);
  /** The network in the engine is one of the model in the editor. */
  readonly isTrained = $derived.by(() => {
    const network = networkOf(this.rooms.run);
    return network !== null && sameLayers(network.model, this.rooms.editor.model);
  });

  private asked = 0;
  private last = 0;

  /** Make it while a component is being set up; `isSeen`: whether the maps are on the screen. */
  constructor(
    private rooms: Rooms,
    private front: Front,
    private isSeen: () => boolean,
  ) {
    const { run, editor, analysis, engine, rewind } = rooms;
    // What was said of other pictures.
    $effect(() => {
      void rooms.pictures.data;
      this.present = this.guesses = null;
    });
    $effect(() => {
      const { at } = rewind;
      void [front.pixels, this.weightsOf];
      if (at) void this.lookBack(at);
      else this.past = null;
    });
    $effect(() => {
      if (!this.isTrained || !front.pixels || rewind.at) return;
      void [momentOf(run), run.view, this.weightsOf];
      if (isSeen() && !document.hidden) void this.renew();
    });
    $effect(() => {
      const { model, settings } = editor;
      const { pixels } = front;
      void [model, settings.seed, pixels, this.weightsOf];
      if (this.isTrained) {
        this.guesses = null;
        return;
      }
      // A network begins with a run, and a run with a training picture: those come after the first of the test.
      const mayLook =
        pixels && rooms.pictures.counts.training > 0 && engine.state.kind === 'ready' && analysis.problems.length === 0 && analysis.summary; // prettier-ignore
      if (!mayLook || run.running || run.state.kind === 'loading') {
        this.present = null;
        return;
      }
      const timer = setTimeout(() => void this.lookUntrained(), settled);
      return () => clearTimeout(timer);
    });
  }

  private renew = newestNext(async (): Promise<void> => {
    if (!this.isSeen() || document.hidden) return;
    const wait = this.last + between - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    this.last = performance.now();
    const mine = ++this.asked;
    const pixels = this.isTrained ? this.front.pixels?.slice() : null;
    const { weightsOf } = this;
    const seen = pixels ? await this.rooms.engine.ask('look', { pixels, weightsOf }) : null;
    if (mine === this.asked && seen && this.isTrained) this.present = seen;
  });

  private lookBack = newestNext(async (at: PastNetwork): Promise<void> => {
    const pixels = this.front.pixels?.slice();
    if (!pixels) return;
    const { weightsOf } = this;
    const seen = await this.rooms.engine.ask('look', { at, pixels, weightsOf });
    if (this.rooms.rewind.at) this.past = seen;
  });

  private async lookUntrained(): Promise<void> {
    const { engine, editor } = this.rooms;
    const mine = ++this.asked;
    const { model, settings } = editor;
    const pixels = this.front.pixels!.slice();
    const { weightsOf } = this;
    const { seed } = settings;
    const seen = await engine.ask('untrained', { model, seed, pixels, weightsOf });
    if (mine !== this.asked || this.isTrained) return;
    this.present = seen;
    this.guesses = seen?.watched ?? null;
  }
}
