import type { DataDescription } from '../model/data_description';
import type { PictureSupply } from './picture_supply.svelte';

/** A picture that was put in front of the network, other than one of the ten that stand beside it. */
export interface OtherPicture {
  /** {H,W,C} bytes. */
  pixels: Uint8Array;
  /** Null where nobody has said what it is. */
  label: number | null;
  /** Of the test pictures; null for one of the learner's own. */
  index: number | null;
}

export class InFront {
  private put = $state.raw<{ picture: OtherPicture; of: DataDescription } | null>(null);

  constructor(private pictures: PictureSupply) {}

  /** Null for one of the ten. Where other data come it goes. */
  get other(): OtherPicture | null {
    return this.put?.of === this.pictures.data ? this.put.picture : null;
  }

  set other(picture: OtherPicture | null) {
    this.put = picture && { picture, of: this.pictures.data };
  }
}
