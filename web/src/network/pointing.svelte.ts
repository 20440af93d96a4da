import { regionOf, type Place } from './cell';
import type { DrawnNetwork } from './drawn_network.svelte';
import { receptiveField, type Region } from './receptive_field';

/** A number of a layer's output. */
export interface Cell {
  layer: number;
  place: Place;
}

/** The middle of the first map, or the first unit: the cell that is shown before one is picked. */
const middle = (shape: number[]): Place =>
  shape.length === 3 ? [Math.floor(shape[0]! / 2), Math.floor(shape[1]! / 2), 0] : [0];

/** The cell that is pointed at, or whose sum is open, and what it sees of every layer before it. */
export class Pointing {
  /** Under the pointer. */
  pointed = $state.raw<Cell | null>(null);
  picked = $state.raw<Cell | null>(null);
  /** Of the layer that is open. */
  readonly opened = $derived.by(() =>
    this.openLayer() !== null && this.picked?.layer === this.openLayer() ? this.picked : null,
  );
  readonly marked = $derived.by(() => this.pointed ?? this.opened);
  /** What it sees: of the picture, then of each layer up to its own. */
  readonly fields = $derived.by<Region[]>(() => {
    const { marked, network } = this;
    if (!marked || network.shapeOf(marked.layer).length !== 3) return [];
    return receptiveField(network.layers, network.shapes, marked.layer, regionOf(marked.place));
  });

  constructor(
    private network: DrawnNetwork,
    private openLayer: () => number | null,
  ) {}

  /** What it sees of a layer's output; null for none or all of it. */
  fieldOf(at: number): Region | null {
    return this.marked && at < this.marked.layer ? (this.fields[at + 1] ?? null) : null;
  }

  /** Where it is in that layer's output; null where it is in another's. */
  cellOf(at: number): Place | null {
    return this.marked?.layer === at ? this.marked.place : null;
  }

  /** The cell of an open layer whose sum is shown. */
  placeIn(at: number): Place {
    const shape = this.network.shapeOf(at);
    const place = this.opened?.place ?? [];
    const isInside = place.length === shape.length && place.every((one, i) => one < shape[i]!);
    return isInside ? place : middle(shape);
  }
}
