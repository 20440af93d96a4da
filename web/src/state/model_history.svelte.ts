import type { ModelSpec } from '../../../wasm/lab';
import { sameLayers } from '../model/edit';
import { presetOf, presets } from '../model/presets';
import { messages } from '../messages';

const keptEdits = 100;

/** The model as it is, as it was before its edits, and as it was before they were undone. */
export class ModelHistory {
  private current = $state.raw<ModelSpec>(presets['model-1']);
  private before = $state.raw<ModelSpec[]>([]);
  private after = $state.raw<ModelSpec[]>([]);

  /** How many classes the data have: by that a preset is known. */
  constructor(private classes?: () => number) {}

  get model(): ModelSpec {
    return this.current;
  }

  /** What Undo and Redo would bring; null where there is nothing. */
  get undone(): ModelSpec | null {
    return this.before.at(-1) ?? null;
  }

  get redone(): ModelSpec | null {
    return this.after.at(-1) ?? null;
  }

  edit(model: ModelSpec): void {
    // The same layers again are no edit: what stands there may be a link's, or the learner's own.
    if (sameLayers(model, this.current)) return;
    this.before = [...this.before.slice(1 - keptEdits), this.current];
    this.after = [];
    this.show(model);
  }

  undo(): void {
    if (!this.undone) return;
    const model = this.undone;
    this.before = this.before.slice(0, -1);
    this.after = [...this.after, this.current];
    this.show(model);
  }

  redo(): void {
    if (!this.redone) return;
    const model = this.redone;
    this.after = this.after.slice(0, -1);
    this.before = [...this.before, this.current];
    this.show(model);
  }

  forget(): void {
    this.before = this.after = [];
  }

  private show(model: ModelSpec): void {
    const preset = presetOf(model, this.classes?.());
    this.current = { ...model, name: preset ? presets[preset].name : messages.model.own };
  }
}
