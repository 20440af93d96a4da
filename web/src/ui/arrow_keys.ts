const steps: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Pressed by itself: with Alt or Ctrl a key is the browser's (back, zoom), or a sign (AltGr). */
export const isPlain = (event: KeyboardEvent) =>
  !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;

/** Row and column by which an arrow key moves, or null for another key. */
export function arrowStep(event: KeyboardEvent): [number, number] | null {
  return isPlain(event) ? (steps[event.key] ?? null) : null;
}

export const clamp = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(most, value));
