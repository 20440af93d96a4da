import { namedStop } from '../address/hash';

/**
 * Where in a stop someone was reading, kept with the entry of the browser's history: a reload and
 * Back lead there again. The element at the top of the view is named, since what stands above it may
 * still be on its way, or have another height by then.
 */
export interface ReadingPlace {
  /** Among the section's own elements. */
  child: number;
  /** Of its upper edge, in pixels from the view's. */
  top: number;
}

export interface HistoryState {
  unread?: unknown[];
  place?: ReadingPlace;
}

export const historyState = () => (history.state ?? {}) as HistoryState;

/** A stage beside the text goes along with the reader, and tells no place. */
const goesAlong = (child: Element) => getComputedStyle(child).position === 'sticky';

/** Null at the very top, and where nothing of the section is in view. */
function placeIn(section: HTMLElement): ReadingPlace | null {
  if (scrollY === 0) return null;
  const children = [...section.children];
  const boxes = children.map((child) =>
    goesAlong(child) ? new DOMRect() : child.getBoundingClientRect(),
  );
  const child = boxes.findIndex(({ bottom, height }) => height > 0 && bottom > 0);
  return child < 0 ? null : { child, top: Math.round(boxes[child]!.top) };
}

const stillMilliseconds = 150;
/** How long what comes in above may move the place. */
const settleMilliseconds = 4000;
const byHand = ['wheel', 'touchstart', 'keydown', 'pointerdown'];

/** Keeps the place with the history's entry whenever the view comes to rest. */
export class ReadingPlaces {
  private timer = 0;
  private release = () => {};

  constructor(private section: () => HTMLElement | undefined) {
    // The browser would go by pixels, before the stop is there.
    history.scrollRestoration = 'manual';
    addEventListener('scroll', () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.keep(), stillMilliseconds);
    });
    addEventListener('pagehide', () => this.keep());
  }

  private keep(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    const section = this.section();
    // The address may be another entry's already, a moment before the page is told of it.
    const named = namedStop(location.hash);
    if (!section || (named !== null && named !== section.dataset.stop)) return;
    const { unread } = historyState();
    const place = placeIn(section);
    const state = { ...(unread && { unread }), ...(place && { place }) };
    history.replaceState(Object.keys(state).length > 0 ? state : null, '');
  }

  /** Another entry of the history is shown: what waits belonged to the one before. */
  left(): void {
    clearTimeout(this.timer);
    this.release();
  }

  /** Goes to where the reader was, and stays there while the stop fills; to the top without a place. */
  restore(section: HTMLElement): void {
    this.release();
    const { place } = historyState();
    const child = place && section.children[place.child];
    if (!child) return scrollTo({ top: 0 });
    const go = () => scrollBy({ top: child.getBoundingClientRect().top - place.top });
    const watch = new ResizeObserver(go);
    watch.observe(section);
    const release = () => {
      watch.disconnect();
      clearTimeout(timer);
      for (const type of byHand) removeEventListener(type, release, true);
    };
    const timer = setTimeout(release, settleMilliseconds);
    for (const type of byHand) addEventListener(type, release, true);
    this.release = release;
    go();
  }
}
