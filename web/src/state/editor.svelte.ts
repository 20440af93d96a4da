import type { ModelSpec } from '../../../wasm/lab';
import type { Lock } from '../address/hash';
import { recall } from '../base/remembered';
import { followClasses, sameLayers } from '../model/edit';
import { presetFor, presetOf, type PresetName } from '../model/presets';
import { rowOf, specNames } from '../model/catalog';
import {
  defaultSettings,
  isValid,
  numberNames,
  wrongFields,
  type Settings,
} from '../model/settings';
import { broughtBy, lockedAgainst, type Brought, type Change } from './locks';
import { ModelHistory } from './model_history.svelte';

/** Models that are put away, so that remembering them stays cheap. */
const mostPutAway = 10;

/** The model and the settings as the learner has them: what the next run will be. */
export class Editor {
  private history: ModelHistory;
  // Frozen: whoever is given them cannot change them behind the door's back.
  private currentSettings = $state.raw<Readonly<Settings>>(Object.freeze({ ...defaultSettings }));
  /** What the link holds as it is. */
  private currentLocks = $state.raw<readonly Lock[]>([]);
  /** Key of the assignment that the link is about: the learner's name and it give the seed. */
  assignment = $state.raw<string | null>(null);
  /** The learner's name, as far as it has been asked for. */
  learner = $state(recall('learner') ?? '');
  /** The seed that the name gives in the assignment; null until there is one. */
  ownSeed = $state.raw<number | null>(null);
  /** Presses of Train that wait for that seed. */
  heldTrain = $state.raw(0);
  /** As a link brought it, not as the learner made it: nothing of the learner's gives way to it. */
  linked = $state.raw<ModelSpec | null>(null);
  /** Models of the learner's own that others took the place of; the first is the next to come back. */
  putAway = $state.raw<ModelSpec[]>([]);
  /** What the last change was refused for, until one is not. */
  refused = $state.raw<readonly Lock[]>([]);

  readonly preset = $derived.by<PresetName | null>(() => presetOf(this.model, this.classes?.()));
  readonly badSettings = $derived(
    numberNames.filter((name) => !isValid(name, this.settings[name])),
  );

  /** Fields of the optimizer and the schedule that cannot be as they are. */
  readonly badSpecs = $derived(
    specNames.flatMap((name) => {
      const spec = this.settings[name];
      const wrong = wrongFields(name, spec);
      const fields = rowOf(name, spec)?.fields ?? [];
      return fields.filter((one) => wrong.includes(one.name)).map((field) => ({ name, field }));
    }),
  );

  /** How many classes the data have. */
  constructor(private classes?: () => number) {
    this.history = new ModelHistory(classes);
  }

  get model(): ModelSpec {
    return this.history.model;
  }

  get settings(): Readonly<Settings> {
    return this.currentSettings;
  }

  get locks(): readonly Lock[] {
    return this.currentLocks;
  }

  get canUndo(): boolean {
    return this.history.undone !== null;
  }

  get canRedo(): boolean {
    return this.history.redone !== null;
  }

  /**
   * The one door through which the model and the settings change, whoever asks: a field, a button,
   * a file, the code, a kept run. What a link holds is refused, with a word (`refused`), and then
   * nothing of the change is taken. Returns whether it was. A model that is no edit of the one before
   * puts that away.
   */
  set(change: Change, isEdit = false): boolean {
    if (!this.allows(change)) return false;
    const { model, settings } = change;
    if (settings) this.currentSettings = Object.freeze({ ...this.settings, ...settings });
    if (model && !isEdit) this.putModelAway(model);
    if (model) this.history.edit(model);
    this.notAway();
    return true;
  }

  /** Whether the link lets that run go on; where it does not, that is said. */
  mayContinue(run: Brought): boolean {
    return this.allows(broughtBy(run, this));
  }

  /** The same, unsaid. */
  letsIn(run: Brought): boolean {
    return lockedAgainst(this.locks, this, broughtBy(run, this)).length === 0;
  }

  private allows(change: Change): boolean {
    this.refused = lockedAgainst(this.locks, this, change);
    return this.refused.length === 0;
  }

  edit(model: ModelSpec): void {
    this.set({ model }, true);
  }

  private get isOwn(): boolean {
    return !this.preset && this.model !== this.linked;
  }

  /** A model of the learner's own gives way to another, and can be had back at any visit. */
  private putModelAway(next: ModelSpec): void {
    if (this.isOwn && !sameLayers(next, this.model))
      this.putAway = [this.model, ...this.putAway].slice(0, mostPutAway);
  }

  /** What is in the lab is not put away. */
  private notAway(): void {
    this.putAway = this.putAway.filter((away) => !sameLayers(away, this.model));
  }

  /** The model that was put away last comes back; that of now goes behind all the others. */
  bringBackModel(): void {
    const [model, ...others] = this.putAway;
    const left = this.isOwn ? [...others, this.model] : others;
    if (model && this.set({ model })) this.putAway = left;
  }

  loadPreset(name: PresetName, settings: Partial<Settings> = {}): void {
    this.set({ model: presetFor(name, this.classes?.()), settings });
  }

  /** Other data have come: the model's last layer has a unit for each of their classes. */
  followClasses(from: number, to: number): void {
    const { model } = this;
    const next = followClasses(model, from, to);
    if (next !== model) this.edit(next);
  }

  /** A link brings a task: what it sets, and what it holds from then on. Nothing of it is undone. */
  assign(change: Change, locks: readonly Lock[], assignment: string | null = null): void {
    this.currentLocks = [];
    this.set(change);
    this.currentLocks = [...locks];
    this.assignment = assignment;
    this.ownSeed = null;
    this.heldTrain = 0;
    if (locks.includes('model')) this.history.forget();
  }

  /** The learner's own seed, whatever the link holds. */
  giveSeed(seed: number): void {
    this.ownSeed = seed;
    this.currentSettings = Object.freeze({ ...this.settings, seed });
  }

  /** As at the beginning of a visit. */
  forgetEdits(): void {
    this.history.forget();
  }

  undo(): void {
    const model = this.history.undone;
    if (model && this.allows({ model })) this.history.undo();
    this.notAway();
  }

  redo(): void {
    const model = this.history.redone;
    if (!model || !this.allows({ model })) return;
    if (presetOf(model, this.classes?.())) this.putModelAway(model);
    this.history.redo();
    this.notAway();
  }
}
