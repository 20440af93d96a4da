const steps: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Row and column by which an arrow key moves, or null for another key. */
export function arrowStep(event: KeyboardEvent): [number, number] | null {
  return steps[event.key] ?? null;
}

export const clamp = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(most, value));
