/** An output that is painted number by number as the window moves, by hand or in a sweep. */

/** Outputs a second: the first can be followed one by one. */
const slowest = 6;
const fastest = 240;
/** Seconds until a sweep is at its fastest. */
const gathers = 5;

export interface Place {
  row: number;
  column: number;
}

export class Painting {
  /** Of the output. */
  at = $state.raw<Place>({ row: 15, column: 15 });
  /** 1 where an output has been painted. */
  mask = $state.raw<Uint8Array>(new Uint8Array(0));
  playing = $state(false);
  readonly painted = $derived(this.mask.reduce((sum, bit) => sum + bit, 0));
  readonly isFull = $derived(this.painted === this.mask.length);
  private frame = 0;

  constructor(private size: number) {
    this.mask = new Uint8Array(size * size);
  }

  /** Goes to a place, and paints all that a fast pointer has passed over. */
  moveTo({ row, column }: Place, paints = true): void {
    const from = this.at;
    const to = { row: this.within(row), column: this.within(column) };
    this.at = to;
    if (!paints) return;
    const count = Math.max(Math.abs(to.row - from.row), Math.abs(to.column - from.column), 1);
    const mask = this.mask.slice();
    for (let i = 0; i <= count; ++i) {
      const along = (a: number, b: number) => Math.round(a + ((b - a) * i) / count);
      mask[along(from.row, to.row) * this.size + along(from.column, to.column)] = 1;
    }
    this.mask = mask;
  }

  /** Another number of outputs: what was complete stays so, all else begins anew. */
  resize(size: number): void {
    if (size === this.size) return;
    const wasFull = this.isFull;
    const { row, column } = this.at;
    const ratio = size / this.size;
    this.pause();
    this.size = size;
    this.mask = new Uint8Array(size * size).fill(wasFull ? 1 : 0);
    this.at = {
      row: this.within(Math.floor(row * ratio)),
      column: this.within(Math.floor(column * ratio)),
    };
  }

  fill(): void {
    this.pause();
    this.mask = new Uint8Array(this.mask.length).fill(1);
  }

  clear(): void {
    this.pause();
    this.mask = new Uint8Array(this.mask.length);
  }

  /** Row by row, from the first output that is not painted. */
  play(): void {
    if (this.playing) return;
    if (this.isFull) this.clear();
    this.playing = true;
    let began = NaN;
    let before = 0;
    let due = 1;
    const step = (now: number) => {
      if (Number.isNaN(began)) began = before = now;
      const part = Math.min(1, (now - began) / 1000 / gathers);
      // A page that was hidden goes on where it was.
      due += (Math.min(100, now - before) / 1000) * (slowest + (fastest - slowest) * part ** 2);
      before = now;
      this.paintNext(Math.floor(due));
      due %= 1;
      if (this.isFull) this.playing = false;
      else this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  pause(): void {
    cancelAnimationFrame(this.frame);
    this.playing = false;
  }

  private paintNext(count: number): void {
    if (count < 1) return;
    const mask = this.mask.slice();
    let last = -1;
    for (let i = 0; i < count; ++i) {
      const next = mask.indexOf(0);
      if (next < 0) break;
      mask[(last = next)] = 1;
    }
    this.mask = mask;
    if (last >= 0) this.at = { row: Math.floor(last / this.size), column: last % this.size };
  }

  private within(index: number): number {
    return Math.max(0, Math.min(this.size - 1, index));
  }
}
