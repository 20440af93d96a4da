import type { EngineLink } from './engine_link.svelte';
import { FirstPictures } from './first_pictures.svelte';
import type { PictureSupply } from './picture_supply.svelte';

const shown = 10;
/** A ship, with much to be seen in it. */
const usual = 8;

/** The ten pictures beside the curves, and the one of them that stands in front of the network. */
export class Front {
  readonly pictures: FirstPictures;
  index = $state(usual);
  /** {32,32,3} RGB bytes; null before they are here. */
  readonly pixels = $derived.by(() =>
    this.pictures.labels.length > 0 ? this.pictures.pixels(this.index) : null,
  );
  readonly label = $derived.by(() => this.pictures.labels[this.index] ?? null);

  /** Make it while a component is being set up. */
  constructor(of: () => { engine: EngineLink; pictures: PictureSupply }) {
    this.pictures = new FirstPictures(of, 'test', shown);
  }
}
