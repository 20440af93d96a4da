import type { Split } from '../../../wasm/lab';
import type { EngineLink } from './engine_link.svelte';
import type { PictureSupply } from './picture_supply.svelte';

const pictureBytes = 3072;

/** The first pictures of a split, one of each class: loaded once they and the engine are here. */
export class FirstPictures {
  private loaded = $state.raw<{ pixels: Uint8Array; labels: Uint8Array } | null>(null);
  /** Empty until they are here. */
  readonly labels = $derived(this.loaded ? Array.from(this.loaded.labels) : []);

  /** Make it while a component is being set up. */
  constructor(of: () => { engine: EngineLink; pictures: PictureSupply }, split: Split, count = 10) {
    $effect(() => {
      const { engine, pictures } = of();
      if (this.loaded || engine.state.kind !== 'ready' || pictures.counts[split] < count) return;
      const indices = Uint32Array.from({ length: count }, (_, i) => i);
      void engine.ask('pictures', { split, indices }).then((answer) => (this.loaded = answer));
    });
  }

  /** {32,32,3} RGB bytes of one of them. */
  pixels(index: number): Uint8Array {
    return this.loaded!.pixels.subarray(index * pictureBytes, (index + 1) * pictureBytes);
  }
}
