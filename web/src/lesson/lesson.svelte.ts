import { mount, type Component } from 'svelte';
import type { ModelSpec } from '../../../wasm/lab';
import { messages } from '../messages';
import { followClasses } from '../model/edit';
import { presetFor, presetOf } from '../model/presets';
import { cifar10 } from '../model/data_description';
import { defaultSettings } from '../model/settings';
import {
  formatHash,
  namedStop,
  parseHash,
  parseSettings,
  stops,
  type Address,
  type Stop,
  type Unread,
} from '../address/hash';
import type { PresetName } from '../model/presets';
import type { Editor } from '../state/editor.svelte';
import type { Lab } from '../state/lab.svelte';
import type { RunRecord } from '../state/run';
import { recall, remember } from '../base/remembered';
import { follow } from '../ui/follow';
import { survivesTranslation } from '../ui/translated_text';
import { done } from '../state/done.svelte';
import { historyState, ReadingPlaces } from './reading_place';
import { unread } from './unread.svelte';

/**
 * Brings the static lesson to life: one stop at a time, buttons that load a model into the lab,
 * interactive parts, the learner's own numbers, and an address that says where one is.
 */
export function connectLesson(lab: Lab): void {
  const { editor, records } = lab;
  let stop: Stop = '0';
  const visited = new Set((recall('visited') ?? '').split(' ').filter(Boolean));

  const sections = new Map(
    [...document.querySelectorAll<HTMLElement>('.stop')].map((s) => [s.dataset.stop as Stop, s]),
  );

  const places = new ReadingPlaces(() => sections.get(stop));

  /** The bench is below the lesson: for want of room, or because the stop has a stage beside its text. */
  const narrow = matchMedia('(max-width: 63.99em)');
  function stack(): void {
    const isStaged = sections.get(stop)!.querySelector('.stage') !== null;
    const { classList } = document.documentElement;
    classList.toggle('staged', isStaged);
    classList.toggle('stacked', isStaged || narrow.matches);
  }
  narrow.addEventListener('change', stack);

  const holdsStop = () => editor.locks.includes('stop');

  /** `isNamed`: by the address that the page is opened with. */
  function show(next: Stop, moveFocus: boolean, isNamed = false): void {
    stop = next;
    for (const [name, section] of sections) {
      // Text of the other stops is still found by the browser's search.
      if (name === next) section.removeAttribute('hidden');
      else section.setAttribute('hidden', holdsStop() ? '' : 'until-found');
    }
    for (const link of document.querySelectorAll<HTMLElement>('[data-stop-link]')) {
      const here = link.dataset.stopLink === next;
      if (here) {
        link.setAttribute('aria-current', 'step');
        centre(link);
      } else link.removeAttribute('aria-current');
      if (holdsStop() && link.dataset.stopLink !== next) link.setAttribute('aria-disabled', 'true');
      else link.removeAttribute('aria-disabled');
      link.classList.toggle('visited', visited.has(link.dataset.stopLink!));
    }
    visited.add(next);
    remember('visited', [...visited].join(' '));
    remember('stop', next);
    const section = sections.get(next)!;
    stack();
    void bringWidgets(section, lab);
    void writeOwnNumbers(records.ofCifar10);
    if (moveFocus) section.querySelector('h2')!.focus({ preventScroll: true });
    if (moveFocus || isNamed) places.restore(section);
  }

  function readAddress(first: boolean): void {
    const written = writtenAddress();
    if (written === null && !first) return;
    const address = parseHash(written ?? '');
    // A page that is loaded again goes on saying what it could not read: its address is whole now.
    const said = first ? (historyState().unread as Unread[] | undefined) : undefined;
    unread.parts = address.unread ?? said ?? unread.parts;
    const classes = lab.pictures.data.classes.length;
    const model = address.preset
      ? presetFor(address.preset, classes)
      : address.layers && { name: '', layers: address.layers };
    const { settings, locks, assignment } = address;
    let isLinked = true;
    if (first || locks || assignment) {
      // A task of its own: what the link does not name is as usual.
      const kept = first ? keptModel() : null;
      const goesOn = kept && !model && !asks(address);
      const usual = goesOn ? kept : presetFor('model-1', classes);
      if (first) editor.putAway = [...(kept && !goesOn ? [kept] : []), ...keptAway()];
      const whole = { ...defaultSettings, ...settings };
      editor.assign({ model: model ?? usual, settings: whole }, locks ?? [], assignment);
    } else isLinked = editor.set({ ...(model && { model }), settings });
    if (isLinked && (model || locks || (first && asks(address)))) editor.linked = editor.model;
    if (!first && !locks && !assignment && holdsStop() && address.stop !== stop) {
      editor.refused = [...editor.refused, 'stop'];
      scrollTo({ top: 0 });
      writeAddress();
      return;
    }
    // A visit that asks for nothing goes on where the last one was left.
    const left = stops.find((name) => name === recall('stop'));
    show(first && !written && left ? left : address.stop, !first, first && namesPlace());
    if (!first) writeAddress();
  }

  function writeAddress(): void {
    const { preset, settings, model, locks, assignment } = editor;
    const hash = formatHash(stop, preset, settings, model, locks, assignment);
    const { unread: said, ...kept } = historyState();
    const state = { ...kept, ...(unread.parts.length > 0 && { unread: unread.parts }) };
    const isThere = location.hash ? location.hash === hash : hash === '#stop=0';
    if (!isThere || unread.parts.length > 0 !== (said !== undefined))
      history.replaceState(Object.keys(state).length > 0 ? state : null, '', hash);
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a.language')) {
      link.hash = hash;
      link.search = location.search;
    }
  }

  readAddress(true);
  editor.forgetEdits();
  document.getElementById('lesson')!.classList.add('paged');
  delete document.documentElement.dataset.stop;
  addEventListener('hashchange', () => {
    places.left();
    readAddress(false);
  });
  addEventListener('resize', () => centre(document.querySelector('nav [aria-current]')!));
  for (const name of stops)
    sections.get(name)?.addEventListener('beforematch', () => {
      location.hash = `stop=${name}`;
    });

  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-load]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const settings = parseSettings(button.dataset.settings ?? '');
      const load = button.dataset.load!;
      const { layers } = parseHash(`#${load}`);
      const [from, to] = [cifar10.classes.length, lab.pictures.data.classes.length];
      if (layers) editor.set({ model: followClasses({ name: '', layers }, from, to), settings });
      else editor.loadPreset(load as PresetName, settings);
      const isStacked = document.documentElement.classList.contains('stacked');
      const block = isStacked ? 'start' : 'nearest';
      document.getElementById('lab')!.scrollIntoView({ block });
    });
  }

  $effect.root(() => {
    $effect(() => {
      for (const name of done.stops) markDone(name);
    });
    $effect(() => {
      writeAddress();
      if (editor.model !== editor.linked)
        remember('model', editor.preset ? null : JSON.stringify(editor.model));
      const { putAway } = editor;
      remember('models-put-away', putAway.length > 0 ? JSON.stringify(putAway) : null);
    });
    $effect(() => void writeOwnNumbers(records.ofCifar10));
    $effect(() => {
      if (unread.parts.length > 0 || holdsStop()) void bringRemarks(editor);
    });
  });
}

/**
 * What the address asks for: '' where it asks for nothing, null where it only points to a place on
 * the page. Some programs put a question mark in place of the #.
 */
function writtenAddress(): string | null {
  const { hash, search } = location;
  if (hash.length > 1)
    return !hash.includes('=') && document.getElementById(hash.slice(1)) ? null : hash;
  return /[?&](?:stop|model|layers)=/.test(search) ? search : '';
}

/** Whether the link sets more than the stop: then what it does not name is as usual. */
const asks = ({ settings, locks, unread }: Address) =>
  Object.keys(settings).length > 0 || locks !== undefined || unread !== undefined;

/** Whether the page is opened at a stop, or where someone was reading, and not at one of its headings. */
const namesPlace = () => namedStop(location.hash) !== null || historyState().place !== undefined;

let remarks: Promise<void> | null = null;
/** Puts what could not be read of the link, or what it holds of the lesson, above the lesson. */
const bringRemarks = (editor: Editor) =>
  (remarks ??= import('./link_remarks.svelte').then(({ default: LinkRemarks }) => {
    const lesson = document.getElementById('lesson')!;
    mount(LinkRemarks, { target: lesson, anchor: lesson.firstChild!, props: { editor } });
  }));

/** Brings a link into the middle of the strip of stops; only the strip scrolls, not the page. */
function centre(link: HTMLElement): void {
  const strip = link.closest('nav')!;
  strip.scrollLeft = link.offsetLeft - (strip.clientWidth - link.clientWidth) / 2;
}

/** The learner's own numbers, in the places that the lesson keeps for them. */
async function writeOwnNumbers(records: readonly RunRecord[]): Promise<void> {
  // Before a run this is all that has something to say.
  const asksForOne = document.querySelector('.stop:not([hidden]) [data-yours="overfitting"]');
  if (records.length === 0 && !asksForOne) return;
  const { ownNumbers, openResults } = await import('./own_numbers');
  openResults(records);
  for (const place of document.querySelectorAll<HTMLElement>('[data-yours]')) {
    const text = ownNumbers(place.dataset.yours!, records);
    place.textContent = text;
    place.hidden = text === '';
  }
}

/** Ticks a stop off in the navigation, for the eye and for the ear. */
function markDone(stop: string): void {
  const link = document.querySelector<HTMLElement>(`[data-stop-link="${CSS.escape(stop)}"]`);
  if (!link || link.classList.contains('done')) return;
  link.classList.add('done');
  const word = document.createElement('span');
  word.className = 'visually-hidden';
  word.textContent = `, ${messages.stopDone}`;
  link.append(word);
}

/** A model of the learner's own that was in the lab when the page was left. */
const keptModel = (): ModelSpec | null => soundModel(rememberedJson('model'));

/** Those of the learner's own that others took the place of. */
function keptAway(): ModelSpec[] {
  const models = rememberedJson('models-put-away');
  return Array.isArray(models) ? models.map(soundModel).filter((model) => model !== null) : [];
}

function rememberedJson(key: string): unknown {
  try {
    return JSON.parse(recall(key) ?? 'null');
  } catch {
    return null; // Written by hand or by another version: the lab begins with Model 1.
  }
}

function soundModel(given: unknown): ModelSpec | null {
  const model = given as ModelSpec | null;
  const sound =
    Array.isArray(model?.layers) && model.layers.every((l) => typeof l?.kind === 'string');
  return model && sound && !presetOf(model) ? model : null;
}

type Widget = { default: Component<Lab & { stop: string }> };
const widgets: Record<string, () => Promise<Widget>> = {
  'data-browser': () => import('./data_browser.svelte'),
  'name-ten': () => import('./name_ten.svelte'),
  'shuffled-pixels': () => import('./shuffled_pixels.svelte'),
  'kernel-stepper': () => import('./kernel_stepper.svelte'),
  'dropout-drawn': () => import('./dropout_drawn.svelte'),
  'augmentation-strip': () => import('./augmentation_strip.svelte'),
  gaps: () => import('./gaps.svelte'),
  budget: () => import('./budget.svelte'),
  closing: () => import('./closing.svelte'),
  'own-data': () => import('../own_data/open_button.svelte'),
  'keras-code': () => import('./keras_code.svelte'),
  exercise: () => import('../exercises/exercise.svelte'),
};

/** Those that have nothing to say of other data. */
const ofCifar10 = ['name-ten', 'shuffled-pixels', 'kernel-stepper', 'exercise'];

async function bringWidgets(section: HTMLElement, lab: Lab): Promise<void> {
  for (const place of section.querySelectorAll<HTMLElement>('[data-widget]')) {
    const load = widgets[place.dataset.widget!];
    if (!load || place.dataset.ready) continue;
    place.dataset.ready = 'yes';
    survivesTranslation(place);
    const props = { ...lab, stop: section.dataset.stop! };
    const { default: part } = await load();
    if (!ofCifar10.includes(place.dataset.widget!)) mount(part, { target: place, props });
    else {
      const { default: OfCifar10 } = await import('./of_cifar10.svelte');
      mount(OfCifar10, { target: place, props: { part, props } });
    }
    const stage = place.closest<HTMLElement>('.stage');
    if (stage && !stage.style.length) follow(stage);
  }
}
