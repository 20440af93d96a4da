import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OwnClass } from '../../../../web/src/own_data/found';
import { contradictions, problemsOf } from '../../../../web/src/own_data/found';
import { fromClasses } from '../../../../web/src/own_data/made';
import { leastOfClass } from '../../../../web/src/own_data/limits';
import { byClass, divided, inRounds } from '../../../../web/src/own_data/split';
import { classesOfPaths, isPassedOver } from '../../../../web/src/own_data/class_of_path';

/** A picture that is grey, of this level: its hash is told by it. */
const grey = (level: number) => ({
  file: `${level}.jpg`,
  pixels: new Uint8Array(3072).fill(level),
  hash: String(1000 + level),
});
const classOf = (id: number, name: string, levels: number[]): OwnClass => ({
  id,
  name,
  pictures: levels.map(grey),
});
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

test('a part of each class is kept for the test: a fifth, and so many that the test has ten', () => {
  const { training, test } = divided([range(0, 50), range(50, 12)], 7);
  expect(test.map(({ length }) => length)).toEqual([10, 5]);
  expect(training.map(({ length }) => length)).toEqual([40, 7]);
  const all = [...training, ...test].flat().sort((a, b) => a - b);
  expect(all).toEqual(range(0, 62));
  // Any number of classes with as few pictures as are let in has ten in each part.
  for (let classes = 2; classes <= 20; ++classes) {
    const parts = divided(
      range(0, classes).map(() => range(0, leastOfClass(classes))),
      1,
    );
    for (const part of [parts.training, parts.test]) expect(part.flat().length).toBeGreaterThan(9);
  }
});

test('the first pictures are of each class in turn, as long as there are some', () => {
  expect(inRounds([[1, 2, 3], [10], [20, 21]])).toEqual([1, 10, 20, 2, 21, 3]);
  expect(inRounds([])).toEqual([]);
});

test('the same pictures and seed make the same bytes, in whatever order they came', async () => {
  const cups = range(0, 23);
  const pens = range(100, 11);
  const set = await fromClasses('desk', [classOf(1, 'cup', cups), classOf(2, 'pen', pens)], 5);
  expect(set.description.classes).toEqual(['cup', 'pen']);
  expect(set.test.labels.length).toBe(5 + 5);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(cups, { minLength: 23 }),
      fc.shuffledSubarray(pens, { minLength: 11 }),
      async (some, others) => {
        const other = await fromClasses('desk', [classOf(8, ' pen', others), classOf(9, 'cup', some)], 5); // prettier-ignore
        expect(other.description).toEqual(set.description);
      },
    ),
    { seed: 1, numRuns: 20 },
  );
  const otherSeed = await fromClasses('desk', [classOf(1, 'cup', cups), classOf(2, 'pen', pens)], 6); // prettier-ignore
  expect(otherSeed.description.sha256).not.toBe(set.description.sha256);
});

test('every picture is in one part, with its own label', async () => {
  const set = await fromClasses('x', [classOf(1, 'b', range(0, 30)), classOf(2, 'a', range(100, 6))], 1); // prettier-ignore
  const levels = [set.training, set.test].flatMap(({ pixels, labels }) =>
    [...labels].map((label, i) => {
      const level = pixels[3072 * i]!;
      expect(label).toBe(level < 100 ? 1 : 0);
      return level;
    }),
  );
  expect(levels.sort((a, b) => a - b)).toEqual([...range(0, 30), ...range(100, 6)]);
  // Test pictures begin with one of each class: those are the ones that are watched.
  expect([...set.test.labels.slice(0, 2)]).toEqual([0, 1]);
  expect(byClass(set.training.labels, 2).map(({ length }) => length)).toEqual([1, 24]);
});

test('a picture that two classes have is in neither, and is named', async () => {
  const classes = [classOf(1, 'cup', range(0, 9)), classOf(2, 'pen', range(8, 9))];
  expect(contradictions(classes)).toEqual([{ file: '8.jpg', hash: '1008', classes: ['cup', 'pen'] }]); // prettier-ignore
  const set = await fromClasses('x', classes, 1);
  expect(set.training.labels.length + set.test.labels.length).toBe(16);
  expect([...set.training.pixels, ...set.test.pixels]).not.toContain(8);
});

test('what keeps classes from being a data set is said, all of it', () => {
  const problems = (...sizes: [string, number][]) =>
    problemsOf(sizes.map(([name, count]) => ({ name, count }))).map(({ problem }) => problem);
  expect(problems(['cup', 10], ['pen', 10])).toEqual([]);
  expect(problems(['cup', 10])).toEqual(['data_too_few_classes']);
  expect(problems(['cup', 9], ['pen', 40])).toEqual(['data_class_too_small']);
  expect(problems(['cup', 10], [' cup ', 10])).toEqual(['data_class_twice']);
  expect(problems(['cup', 10], ['  ', 10])).toEqual(['data_class_unnamed']);
  expect(problems(...range(0, 21).map((n): [string, number] => [`c${n}`, 5]))).toEqual(['data_too_many_classes']); // prettier-ignore
  expect(problems(...range(0, 20).map((n): [string, number] => [`c${n}`, 5]))).toEqual([]);
});

test.each([
  ['a folder of folders', ['desk/cup/1.jpg', 'desk/pen/1.jpg'], ['cup', 'pen']],
  ['folders that were dropped together', ['cup/1.jpg', 'pen/1.jpg'], ['cup', 'pen']],
  ['a folder alone', ['cup/1.jpg', 'cup/2.jpg'], ['cup', 'cup']],
  ['pictures in no folder', ['1.jpg', '2.jpg'], [null, null]],
  ['folders below a class', ['d/cup/old/1.jpg', 'd/cup/new/1.jpg', 'd/pen/1.jpg'], ['cup', 'cup', 'pen']], // prettier-ignore
  ['a set that is cut in parts', ['d/train/cup/1.jpg', 'd/Test/cup/2.jpg', 'd/train/pen/1.jpg'], ['cup', 'cup', 'pen']], // prettier-ignore
  ['a single picture', ['a/b/1.jpg'], ['b']],
  ['none', [], []],
] as [string, string[], (string | null)[]][])('the class is that of %s', (_, paths, classes) => {
  expect(classesOfPaths(paths)).toEqual(classes);
});

test('what systems put beside pictures is passed over, and nothing else', () => {
  for (const path of [
    '.DS_Store',
    'cup/.DS_Store',
    '__MACOSX/cup/._1.jpg',
    'cup/._1.jpg',
    'cup/',
    'Thumbs.db',
    'cup/desktop.ini',
    'a/.git/x.png',
  ])
    // prettier-ignore
    expect(isPassedOver(path), path).toBe(true);
  for (const path of ['cup/1.jpg', '1.jpg', 'cup.v2/1.jpg', 'desktop.ini.jpg', 'a b/ü.png'])
    expect(isPassedOver(path), path).toBe(false);
});
