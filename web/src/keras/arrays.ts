import { cifar10Data, type ProgramData } from './program_data';
import type { Span } from './source';
import type { Pictures } from './values';

export const loaded = (
  of: Pictures['of'],
  split: Pictures['split'],
  data: ProgramData = cifar10Data,
): Pictures => ({
  of,
  data,
  split,
  from: 0,
  to: data.counts[split],
  scale: [1],
  offset: [0],
  labels: 'column',
  front: [],
  whole: true,
});

export const numberOf = ({ from, to }: Pictures): number => to - from;

/** The axes, as `.shape` gives them. */
export function shapeOf(pictures: Pictures): number[] {
  const count = numberOf(pictures);
  const { shape, classes } = pictures.data.description;
  const rest =
    pictures.of === 'images'
      ? shape.slice(0, pictures.isFlat ? 2 : 3)
      : { column: [1], row: [], 'one-hot': [classes.length] }[pictures.labels];
  return pictures.single ? rest : [count, ...rest];
}

/** factor * x + term, for one number or one for each channel. */
export function scaled(pictures: Pictures, factor: number[], term: number[], at: Span): Pictures {
  const channels = Math.max(pictures.scale.length, pictures.offset.length, factor.length, term.length); // prettier-ignore
  const of = (values: number[], i: number) => values[i % values.length]!;
  const each = (make: (i: number) => number) => {
    const all = Array.from({ length: channels }, (_, i) => make(i));
    return all.every((value) => value === all[0]) ? [all[0]!] : all;
  };
  return {
    ...pictures,
    scale: each((i) => of(pictures.scale, i) * of(factor, i)),
    offset: each((i) => of(pictures.offset, i) * of(factor, i) + of(term, i)),
    scaledAt: { from: at.from, to: at.to },
  };
}

/** Python's slice of the axis of pictures. */
export function sliced(pictures: Pictures, start: number, stop: number): Pictures {
  const count = numberOf(pictures);
  const place = (at: number) => Math.min(count, Math.max(0, at < 0 ? at + count : at));
  const from = pictures.from + place(start);
  const to = Math.max(from, pictures.from + place(stop));
  return { ...pictures, from, to, whole: pictures.whole && from === 0 && to === pictures.data.counts[pictures.split] }; // prettier-ignore
}

/** Whether the numbers reach a model from 0 to 1, as the lab's own do. */
export function isUnit({ scale, offset }: Pictures): boolean {
  return (
    scale.every((value) => Math.abs(value * 255 - 1) < 1e-6) &&
    offset.every((value) => Math.abs(value) < 1e-9)
  );
}
