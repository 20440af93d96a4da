import { elementCount } from '../base/bytes';
import { described } from '../formats/data_set';
import type { DataSet, PictureShape } from '../model/data_description';
import { contradictions, type OwnClass } from './found';
import { limits } from './limits';
import type { ArraySet } from './read_arrays';
import { byClass, gathered, inRounds, split } from './split';

const ofPhotographs: PictureShape = [limits.side, limits.side, 3];
const bytesOfShape = (shape: PictureShape) => elementCount([...shape]);

/** By the characters' numbers, as Keras sorts folders: no language's order, so the same everywhere. */
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The data set of these classes. The same pictures and the same seed make the same data set to the
 * byte, in whatever order they came.
 */
export function fromClasses(
  name: string,
  classes: readonly OwnClass[],
  seed: number,
): Promise<DataSet> {
  const out = new Set(contradictions(classes).map(({ hash }) => hash));
  const sorted = classes
    .map(({ name, pictures }) => ({
      name: name.trim(),
      pictures: pictures
        .filter(({ hash }) => !out.has(hash))
        .sort((a, b) => byText(a.hash, b.hash)),
    }))
    .sort((a, b) => byText(a.name, b.name));
  const bytes = bytesOfShape(ofPhotographs);
  const all = {
    pixels: new Uint8Array(bytes * sorted.reduce((sum, { pictures }) => sum + pictures.length, 0)),
    labels: Uint8Array.from(sorted.flatMap(({ pictures }, label) => pictures.map(() => label))),
  };
  sorted
    .flatMap(({ pictures }) => pictures)
    .forEach(({ pixels }, place) => all.pixels.set(pixels, place * bytes));
  const parts = split(all, byClass(all.labels, sorted.length), bytes, seed);
  const description = { name, shape: ofPhotographs, classes: sorted.map(({ name }) => name) };
  return described(description, parts.training, parts.test);
}

/** The data set of arrays: with a test part as it is, without one split by the seed. */
export function fromArrays(
  name: string,
  { shape, training, test }: ArraySet,
  classes: readonly string[],
  seed: number,
): Promise<DataSet> {
  const bytes = bytesOfShape(shape);
  const description = { name, shape, classes: classes.map((own) => own.trim()) };
  const places = byClass(training.labels, classes.length);
  if (!test) {
    const parts = split(training, places, bytes, seed);
    return described(description, parts.training, parts.test);
  }
  return described(
    description,
    gathered(training, inRounds(places), bytes),
    gathered(test, inRounds(byClass(test.labels, classes.length)), bytes),
  );
}
