/** A layer that is dragged to another's place; keys and buttons do the same. */
export class Dragging {
  private from = $state<number | null>(null);
  private to = $state<number | null>(null);

  constructor(private move: (from: number, to: number) => void) {}

  /** A dragged layer would come to stand here. */
  isOver(at: number): boolean {
    return this.from !== null && this.to === at;
  }

  /** What the element of the layer at this place listens to. */
  of(at: number) {
    const end = () => (this.from = this.to = null);
    return {
      ondragstart: () => (this.from = at),
      ondragend: end,
      ondragover: (event: DragEvent) => {
        if (this.from === null) return;
        event.preventDefault();
        this.to = at;
      },
      ondrop: (event: DragEvent) => {
        event.preventDefault();
        const { from } = this;
        end();
        if (from !== null && from !== at) this.move(from, at);
      },
    };
  }
}
