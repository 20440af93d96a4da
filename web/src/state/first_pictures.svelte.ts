import type { Split } from '../../../wasm/lab';
import { pictureBytes, type DataDescription, type PictureShape } from '../model/data_description';
import type { EngineLink } from './engine_link.svelte';
import type { PictureSupply } from './picture_supply.svelte';

interface Loaded {
  of: DataDescription;
  pixels: Uint8Array;
  labels: Uint8Array;
}

/**
 * The first pictures of a split, of CIFAR-10 one of each class: loaded once they and the engine are
 * here, and anew when other data take their place.
 */
export class FirstPictures {
  private latest = $state.raw<Loaded | null>(null);
  private readonly loaded = $derived.by(() =>
    this.latest?.of === this.of().pictures.data ? this.latest : null,
  );
  /** Empty until they are here. */
  readonly labels = $derived.by(() => (this.loaded ? Array.from(this.loaded.labels) : []));

  /** Make it while a component is being set up. */
  constructor(
    private of: () => { engine: EngineLink; pictures: PictureSupply },
    split: Split,
    count = 10,
  ) {
    $effect(() => {
      const { engine, pictures } = of();
      const { data } = pictures;
      const there = Math.min(count, pictures.reach(split));
      if (engine.state.kind !== 'ready' || (this.loaded?.labels.length ?? 0) >= there) return;
      if (pictures.counts[split] < there) return;
      const indices = Uint32Array.from({ length: there }, (_, i) => i);
      void engine.ask('pictures', { split, indices }).then((answer) => {
        if (answer && data === pictures.data) this.latest = { of: data, ...answer };
      });
    });
  }

  /** Of each of them. */
  get shape(): PictureShape {
    return this.of().pictures.data.shape;
  }

  /** {H,W,C} bytes of one of them; none once other data have come, when a view that goes may still ask. */
  pixels(index: number): Uint8Array {
    if (!this.loaded) return new Uint8Array();
    const bytes = pictureBytes(this.loaded.of);
    return this.loaded.pixels.subarray(index * bytes, (index + 1) * bytes);
  }
}
