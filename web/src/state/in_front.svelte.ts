/** A picture that was put in front of the network, other than one of the ten that stand beside it. */
export interface OtherPicture {
  /** {32,32,3} RGB bytes. */
  pixels: Uint8Array;
  /** Null where nobody has said what it is. */
  label: number | null;
  /** Of the test pictures; null for one of the learner's own. */
  index: number | null;
}

export class InFront {
  other = $state.raw<OtherPicture | null>(null);
}
