/** A layer that is dragged to another's place; keys and buttons do the same. */
export class Dragging {
  private from = $state<number | null>(null);
  private to = $state<number | null>(null);

  constructor(private move: (from: number, to: number) => void) {}

  /** A dragged layer would come to stand here. */
  isOver(at: number): boolean {
    return this.from !== null && this.to === at;
  }

  start(at: number): void {
    this.from = at;
  }

  over(event: DragEvent, at: number): void {
    if (this.from === null) return;
    event.preventDefault();
    this.to = at;
  }

  drop(event: DragEvent, at: number): void {
    event.preventDefault();
    const { from } = this;
    this.end();
    if (from !== null && from !== at) this.move(from, at);
  }

  end(): void {
    this.from = this.to = null;
  }
}
