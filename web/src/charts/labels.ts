/** A text on a chart; x is its left edge, y the middle of its first line, in pixels. */
export interface Label {
  lines: string[];
  x: number;
  y: number;
  width: number;
  /** Where there is no room for all, the least important are left out: 0 never is. */
  rank: number;
}

/** Of a line of text with the air around it, in pixels. */
export const labelHeight = 16;
const air = 4;

/** From the middle of the first line to that of the last. */
const rest = ({ lines }: Label) => labelHeight * (lines.length - 1);

const beside = (a: Label, b: Label) => a.x + a.width + air <= b.x || b.x + b.width + air <= a.x;

/**
 * Labels moved up or down, as little as one pass each way finds, so that none covers another and
 * all are between `top` and `bottom`. They keep their order, so each stays nearest to its line.
 */
export function keptApart<One extends Label>(labels: One[], top: number, bottom: number): One[] {
  let kept = labels.map((label) => ({ ...label })).sort((a, b) => a.y - b.y);
  for (;;) {
    const places = placed(kept, top, bottom);
    if (places) return kept.map((label, i) => ({ ...label, y: places[i]! }));
    const last = kept.reduce((worst, label) => (label.rank > worst.rank ? label : worst));
    if (last.rank === 0) return kept;
    kept = kept.filter((label) => label !== last);
  }
}

/** Null where there is no room for all of them. */
function placed(labels: Label[], top: number, bottom: number): number[] | null {
  const places = labels.map(({ y }) => Math.max(top, y));
  for (let i = 0; i < labels.length; ++i)
    for (let j = 0; j < i; ++j)
      if (!beside(labels[i]!, labels[j]!))
        places[i] = Math.max(places[i]!, places[j]! + rest(labels[j]!) + labelHeight);
  for (let i = labels.length - 1; i >= 0; --i) {
    places[i] = Math.min(places[i]!, bottom - rest(labels[i]!));
    for (let j = labels.length - 1; j > i; --j)
      if (!beside(labels[i]!, labels[j]!))
        places[i] = Math.min(places[i]!, places[j]! - rest(labels[i]!) - labelHeight);
    if (places[i]! < top) return null;
  }
  return places;
}

let pen: { context: CanvasRenderingContext2D; family: string } | null = null;

function openPen() {
  const family = getComputedStyle(document.documentElement).getPropertyValue('--sans');
  return { context: document.createElement('canvas').getContext('2d')!, family };
}

/** How wide a text is on a chart, in pixels. */
export function textWidth(text: string, size: number, weight: number): number {
  // Charts are drawn many times a second: the page's type is asked for once.
  const { context, family } = (pen ??= openPen());
  context.font = `${weight} ${size}px ${family}`;
  return context.measureText(text).width;
}

/** A text in as few lines as a room of so many pixels asks for: broken between words only. */
export function wrapped(text: string, room: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && widthOf(longer) <= room) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}
