import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Gathering } from '../../../../web/src/own_data/gathering.svelte';
import { limits } from '../../../../web/src/own_data/limits';
import { fileOf, greyBytes, greyFile, standInBrowser } from './made_up';

beforeEach(standInBrowser);
afterEach(() => vi.unstubAllGlobals());

let unnamed = 0;
const name = () => `Class ${++unnamed}`;
const refusals = ({ refused }: Gathering) =>
  refused.map(({ file, fault }) => [file, fault.problem]);
const told = ({ classes }: Gathering) => Object.fromEntries(classes.map((one) => [one.name, one.pictures.map(({ pixels }) => pixels[0])])); // prettier-ignore
const folder = (path: string, from: number, count: number) =>
  Array.from({ length: count }, (_, i) => greyFile(`${path}/${i}.jpg`, from + i));

async function gather(...adds: Parameters<Gathering['add']>[0][]) {
  const gathering = new Gathering();
  for (const files of adds) await gathering.add(files, name);
  return gathering;
}

test('a folder of folders is classes, and a data set by the seed', async () => {
  const gathering = await gather([...folder('desk/cup', 0, 30), ...folder('desk/pen', 100, 10)]);
  expect(Object.keys(told(gathering)).sort()).toEqual(['cup', 'pen']);
  expect(gathering.sizes.map(({ count }) => count).sort()).toEqual([10, 30]);
  expect(gathering).toMatchObject({ problems: [], refused: [], progress: null, suggested: 'desk' });
  const { description, training, test } = await gathering.make('Desk', 1);
  expect(description).toMatchObject({ name: 'Desk', shape: [32, 32, 3], classes: ['cup', 'pen'] });
  expect([training.labels.length, test.labels.length]).toEqual([29, 11]);
});

test('folders that come one after the other are classes beside each other', async () => {
  const gathering = await gather(folder('cup', 0, 5), folder('pen', 100, 5), folder('cup', 10, 2));
  expect(gathering.sizes.map(({ name, count }) => [name, count])).toEqual([
    ['cup', 7],
    ['pen', 5],
  ]);
});

test('a zip is read like a folder, what a Mac puts into it is passed over', async () => {
  const zip = zipSync({
    'desk/': new Uint8Array(),
    'desk/.DS_Store': Uint8Array.of(1, 2, 3),
    '__MACOSX/desk/cup/._0.jpg': Uint8Array.of(1),
    ...Object.fromEntries([0, 1, 2, 3, 4].map((i) => [`desk/cup/${i}.jpg`, greyBytes(i)])),
    ...Object.fromEntries([0, 1, 2, 3, 4].map((i) => [`desk/taza ñ:1/${i}.jpg`, greyBytes(50 + i)])), // prettier-ignore
    'desk/cup/more.zip': zipSync({ 'x.jpg': greyBytes(9) }),
    'desk/cup/notes.txt': Uint8Array.of(104, 105),
  });
  const gathering = await gather([fileOf('desk.zip', zip)]);
  expect(told(gathering)).toEqual({ cup: [0, 1, 2, 3, 4], 'taza ñ:1': [50, 51, 52, 53, 54] });
  expect(refusals(gathering)).toEqual([
    ['desk.zip: desk/cup/more.zip', 'data_zip_in_zip'],
    ['desk.zip: desk/cup/notes.txt', 'picture_unreadable'],
  ]);
});

test('pictures without a folder make a class that waits for its name', async () => {
  const gathering = await gather([greyFile('a.jpg', 1), greyFile('b.jpg', 2)]);
  expect(gathering.classes[0]!.name).toMatch(/^Class \d$/);
  expect(gathering.classes[0]!.pictures.length).toBe(2);
});

test('pictures are put into a class, removed from it, and classes renamed and removed', async () => {
  const gathering = new Gathering();
  const cup = gathering.addClass('cup');
  await gathering.add(folder('whatever', 0, 5), name, cup.id);
  const [first] = gathering.classes[0]!.pictures;
  gathering.removePicture(cup.id, first!.hash);
  gathering.rename(cup.id, 'mug');
  expect(gathering.sizes).toEqual([{ name: 'mug', count: 4 }]);
  expect(gathering.problems.map(({ problem }) => problem)).toEqual(['data_too_few_classes', 'data_class_too_small']); // prettier-ignore
  gathering.removeClass(cup.id);
  expect(gathering.isEmpty).toBe(true);
});

test('the same picture twice is taken once, and in two classes never: each is named', async () => {
  const gathering = await gather([...folder('cup', 0, 6), greyFile('cup/copy.jpg', 3)], folder('pen', 5, 6)); // prettier-ignore
  expect(gathering.refused).toMatchObject([
    { file: 'cup/copy.jpg', fault: { problem: 'data_same_picture', facts: { like: 'cup/3.jpg', name: 'cup' } } }, // prettier-ignore
  ]);
  expect(gathering.contradictions).toMatchObject([{ classes: ['cup', 'pen'] }]);
  expect(gathering.sizes.map(({ count }) => count)).toEqual([5, 5]);
});

test('what is no picture is refused by name, and the others are read', async () => {
  const gathering = await gather([
    ...folder('cup', 0, 5),
    fileOf('cup/notes.txt', Uint8Array.of(1)),
    fileOf('cup/empty.jpg', new Uint8Array()),
    greyFile('cup/tiny.png', 1, 7),
    fileOf('cup/IMG_1.heic', new TextEncoder().encode('\0\0\0\x18ftypheic\0\0\0\0mif1heic')),
    fileOf('cup/.DS_Store', Uint8Array.of(1)),
  ]);
  expect(gathering.sizes).toEqual([{ name: 'cup', count: 5 }]);
  expect(refusals(gathering)).toEqual([
    ['cup/notes.txt', 'picture_unreadable'],
    ['cup/empty.jpg', 'picture_empty'],
    ['cup/tiny.png', 'picture_too_small'],
    ['cup/IMG_1.heic', 'picture_heic'],
  ]);
});

test.each([
  ['nothing', [], 'data_no_pictures'],
  ['system files', [fileOf('x/.DS_Store', Uint8Array.of(1))], 'data_no_pictures'],
  ['a zip that is none', [fileOf('x.zip', Uint8Array.of(1, 2))], 'not_a_zip'],
  ['an empty zip', [fileOf('x.zip', zipSync({}))], 'data_no_pictures'],
  ['a zip of a Mac’s files', [fileOf('x.zip', zipSync({ '__MACOSX/a': Uint8Array.of(1) }))], 'data_no_pictures'], // prettier-ignore
  ['arrays beside pictures', [fileOf('x.npz', zipSync({})), greyFile('a.jpg', 1)], 'data_arrays_apart'], // prettier-ignore
  ['arrays beside classes', [fileOf('x.npz', Uint8Array.of(1, 2))], 'data_arrays_apart'],
  ['200 folders', Array.from({ length: 200 }, (_, i) => greyFile(`${i}/a.jpg`, i)), 'data_too_many_classes'], // prettier-ignore
] as [string, Parameters<Gathering['add']>[0], string][])(
  '%s: refused by name, and what was there stays',
  async (_, files, problem) => {
    const gathering = await gather(folder('cup', 0, 5), files);
    expect(gathering.sizes).toEqual([{ name: 'cup', count: 5 }]);
    expect(gathering.refused.map(({ fault }) => fault.problem)).toEqual([problem]);
  },
);

test('arrays come with their classes, which can be renamed', async () => {
  const file = (name: string) =>
    fileOf(name, new Uint8Array(readFileSync(path.join(import.meta.dirname, 'arrays', name))));
  const gathering = await gather([file('whole.npz')]);
  expect(gathering.sizes).toEqual([{ name: '0', count: 15 }, { name: '1', count: 15 }]); // prettier-ignore
  gathering.rename(1, 'one');
  const { description } = await gathering.make('x', 1);
  expect(description).toMatchObject({ shape: [8, 8, 1], classes: ['0', 'one'] });
  await gathering.add(folder('cup', 0, 5), name);
  await gathering.add([file('colour.npz')], name);
  expect(refusals(gathering)).toEqual([['cup/0.jpg', 'data_arrays_apart'], ['colour.npz', 'data_arrays_apart']]); // prettier-ignore
  gathering.startOver();
  await gathering.add([file('hostile-objects.npz')], name);
  expect(refusals(gathering)).toEqual([['hostile-objects.npz', 'data_array_pickled']]);
  await gathering.add([file('y_train.npy'), file('x_train.npy')], name);
  expect(gathering.sizes.map(({ count }) => count)).toEqual([10, 10]);
});

test('more files than fit are refused before one of them is read', async () => {
  const decode = vi.fn();
  vi.stubGlobal('createImageBitmap', decode);
  const file = new File([greyBytes(1)], 'a.jpg');
  const many = Array.from({ length: limits.pictures + 1 }, (_, i) => ({ path: `cup/${i}.jpg`, file })); // prettier-ignore
  const gathering = await gather(many);
  expect(gathering.refused).toMatchObject([{ file: 'cup', fault: { problem: 'data_too_many_pictures' } }]); // prettier-ignore
  expect(decode).not.toHaveBeenCalled();
});

test('reading is stopped: what was read stays, what comes late is dropped', async () => {
  const decode = createImageBitmap;
  vi.stubGlobal('createImageBitmap', async (file: Blob) => {
    await new Promise((done) => setTimeout(done, 4));
    return decode(file);
  });
  const gathering = new Gathering();
  const reading = gathering.add(folder('cup', 0, 200), name);
  while ((gathering.progress?.done ?? 0) < 10) await new Promise((done) => setTimeout(done));
  gathering.stop();
  const { length } = gathering.classes[0]!.pictures;
  await reading;
  expect(gathering.stopped).toEqual({ done: length, of: 200 });
  expect(gathering.sizes).toEqual([{ name: 'cup', count: length }]);
  expect(length).toBeLessThan(200);
  await gathering.add(folder('cup', 0, 200), name);
  expect(gathering.sizes).toEqual([{ name: 'cup', count: 200 }]);
});
