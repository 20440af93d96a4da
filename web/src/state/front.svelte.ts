import type { EngineLink } from './engine_link.svelte';
import { FirstPictures } from './first_pictures.svelte';
import type { InFront } from './in_front.svelte';
import type { PictureSupply } from './picture_supply.svelte';

const shown = 10;
/** A ship, with much to be seen in it. */
const usual = 8;

/** The ten pictures beside the curves, and the picture that stands in front of the network. */
export class Front {
  readonly pictures: FirstPictures;
  private chosen = $state(usual);
  /** Small data may have fewer than are shown. */
  private readonly at = $derived.by(() =>
    Math.min(this.chosen, (this.pictures.labels.length || shown) - 1),
  );
  /** The one of the ten that stands there; null where it is another. */
  readonly index = $derived.by(() => (this.inFront.other ? null : this.at));
  /** {H,W,C} bytes; null before they are here. */
  readonly pixels = $derived.by(() => {
    if (this.inFront.other) return this.inFront.other.pixels;
    return this.pictures.labels.length > 0 ? this.pictures.pixels(this.at) : null;
  });
  readonly label = $derived.by(() => {
    const { other } = this.inFront;
    return other ? other.label : (this.pictures.labels[this.at] ?? null);
  });
  /** Its number among the test pictures; null for one of the learner's own. */
  readonly testIndex = $derived.by(() => {
    const { other } = this.inFront;
    return other ? other.index : this.at;
  });

  private readonly inFront: InFront;

  /** Make it while a component is being set up. */
  constructor(of: () => { engine: EngineLink; pictures: PictureSupply; inFront: InFront }) {
    this.inFront = of().inFront;
    this.pictures = new FirstPictures(of, 'test', shown);
  }

  /** One of the ten. */
  choose(index: number): void {
    this.inFront.other = null;
    this.chosen = index;
  }
}
