import { tick } from 'svelte';
import { move, remove } from '../model/edit';
import type { Editor } from '../state/editor.svelte';
import { isPlain } from '../ui/arrow_keys';
import { Dragging } from './dragging.svelte';

/** What is open below the strip: a layer's form, what can be added at a place, or the photograph. */
export interface Opened {
  what: 'layer' | 'insert' | 'picture';
  at: number;
}

/** The strip as an editor: what is open, where the keys are, and what they and the buttons change. */
export class StripEditing {
  open = $state<Opened | null>(null);
  readonly openLayer = $derived.by(() => this.openAt('layer', this.layers.length - 1));
  readonly openPlace = $derived.by(() => this.openAt('insert', this.layers.length));
  readonly isLocked = $derived.by(() => this.editor.locks.includes('model'));
  strip = $state<HTMLElement>();
  /** The layer that has, or had last, the focus. */
  private current = $state(0);
  /** Which layer the Tab key comes to. */
  readonly entrance = $derived.by(() => Math.min(this.current, this.layers.length - 1));
  readonly dragging = new Dragging((from, to) => void this.move(from, to));

  constructor(private editor: Editor) {}

  private get layers() {
    return this.editor.model.layers;
  }

  private openAt(what: Opened['what'], last: number): number | null {
    return this.open?.what === what && this.open.at <= last ? this.open.at : null;
  }

  toggle(what: Opened['what'], at: number): void {
    this.open = this.open?.what === what && this.open.at === at ? null : { what, at };
  }

  /** A press on one of its cells opens the layer and never closes it: the column's own press follows. */
  beforePress(at: number): void {
    if (this.openLayer === at) this.open = null;
  }

  /** A layer has got the focus. */
  focused(at: number): void {
    this.current = at;
  }

  private async focusOn(at: number): Promise<void> {
    this.current = Math.max(0, Math.min(at, this.layers.length - 1));
    await tick();
    this.strip?.querySelector<HTMLElement>(`#layer-${this.current} .column`)?.focus();
  }

  async move(from: number, to: number, button?: 'back' | 'forward'): Promise<void> {
    const { editor } = this;
    if (!editor.set({ model: move(editor.model, from, to) }, true)) return;
    if (this.open?.what === 'layer') this.open = { what: 'layer', at: to };
    this.current = to;
    await tick();
    const next =
      button && document.querySelector<HTMLButtonElement>(`.sheet [data-do="${button}"]`);
    if (next && !next.disabled) next.focus();
    else void this.focusOn(to);
  }

  /** The button that was pressed may be gone with its sheet: the focus goes to the layer's. */
  async added(at: number): Promise<void> {
    this.open = { what: 'layer', at };
    this.current = at;
    await tick();
    document.querySelector<HTMLElement>('.network .sheet')?.focus({ preventScroll: true });
  }

  remove(at: number): void {
    const { editor } = this;
    if (!editor.set({ model: remove(editor.model, at) }, true)) return;
    this.open = null;
    void this.focusOn(at);
  }

  /** Closes what is open; the focus goes back to what opened it. */
  close(): void {
    if (!this.open) return;
    const { what, at } = this.open;
    this.open = null;
    if (what === 'layer') void this.focusOn(at);
    else if (what === 'picture') this.strip?.querySelector<HTMLElement>('.framed')?.focus();
    else this.strip?.querySelector<HTMLElement>(`[data-place="${at}"]`)?.focus();
  }

  keys(event: KeyboardEvent, at: number): void {
    const isMirrored = getComputedStyle(this.strip!).direction === 'rtl';
    const step = { ArrowRight: isMirrored ? -1 : 1, ArrowLeft: isMirrored ? 1 : -1 }[event.key];
    // With Alt the arrows are the browser's: back and forward.
    const isShifted = event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (isShifted && step && !this.isLocked) {
      event.preventDefault();
      void this.move(at, at + step);
    } else if (!isPlain(event)) {
      return;
    } else if (step || event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      void this.focusOn(step ? at + step : event.key === 'Home' ? 0 : this.layers.length - 1);
    } else if (event.key === 'Delete' && !this.isLocked) {
      event.preventDefault();
      this.remove(at);
    }
  }
}
