import { seeded } from '../base/seeded';
import type { Pictures } from '../model/data_description';
import { keptOf } from './limits';

/**
 * Cuts pictures into a part to learn from and a part to be examined on: of each class the same
 * share. What comes in which part depends on the seed and on the pictures, not on their order.
 */

/** Places in a list, of each class, in two parts. */
export interface Parts {
  training: number[][];
  test: number[][];
}

/** `classes`: of each class the places of its pictures, in an order that depends on them alone. */
export function divided(classes: readonly (readonly number[])[], seed: number): Parts {
  const next = seeded(seed);
  const shuffled = classes.map((places) => {
    const all = [...places];
    for (let i = all.length - 1; i > 0; --i) {
      const j = Math.floor(next() * (i + 1));
      [all[i], all[j]] = [all[j]!, all[i]!];
    }
    return all;
  });
  const kept = (all: number[]) => keptOf(all.length, classes.length);
  return {
    training: shuffled.map((all) => all.slice(kept(all))),
    test: shuffled.map((all) => all.slice(0, kept(all))),
  };
}

/**
 * One of each class in turn, as long as it has one left: the first pictures of a part are balanced,
 * however many of them a run asks for.
 */
export function inRounds(classes: readonly (readonly number[])[]): number[] {
  const longest = Math.max(0, ...classes.map(({ length }) => length));
  const order: number[] = [];
  for (let round = 0; round < longest; ++round)
    for (const places of classes) if (round < places.length) order.push(places[round]!);
  return order;
}

/** The places of each label. */
export function byClass(labels: ArrayLike<number>, classes: number): number[][] {
  const places = Array.from({ length: classes }, (): number[] => []);
  for (let i = 0; i < labels.length; ++i) places[labels[i]!]!.push(i);
  return places;
}

/** The pictures at these places, in this order. */
export function gathered(from: Pictures, order: readonly number[], bytes: number): Pictures {
  const pixels = new Uint8Array(order.length * bytes);
  const labels = new Uint8Array(order.length);
  order.forEach((place, i) => {
    pixels.set(from.pixels.subarray(place * bytes, (place + 1) * bytes), i * bytes);
    labels[i] = from.labels[place]!;
  });
  return { pixels, labels };
}

/** Both parts, in rounds. */
export function split(all: Pictures, classes: readonly number[][], bytes: number, seed: number) {
  const { training, test } = divided(classes, seed);
  return {
    training: gathered(all, inRounds(training), bytes),
    test: gathered(all, inRounds(test), bytes),
  };
}
