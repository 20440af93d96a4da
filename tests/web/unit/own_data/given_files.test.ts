import { expect, test } from 'vitest';
import { chosen, dropped } from '../../../../web/src/own_data/given_files';

type Tree = { [name: string]: Tree | string };

/** What a browser makes of a folder that is dropped: it gives two entries at a time. */
function entryOf(name: string, content: Tree | string, path = `/${name}`): unknown {
  if (typeof content === 'string')
    return {
      isFile: true,
      fullPath: path,
      file: (done: (file: File) => void, fail: () => void) =>
        content === 'unreadable' ? fail() : done(new File([content], name)),
    };
  return {
    isFile: false,
    fullPath: path,
    createReader() {
      const left = Object.entries(content).map(([own, below]) => entryOf(own, below, `${path}/${own}`)); // prettier-ignore
      return { readEntries: (done: (some: unknown[]) => void) => done(left.splice(0, 2)) };
    },
  };
}
const transfer = (tree: Tree) =>
  ({
    items: Object.entries(tree).map(([name, content]) => ({ webkitGetAsEntry: () => entryOf(name, content) })), // prettier-ignore
    files: [],
  }) as unknown as DataTransfer;
const paths = (given: { path: string }[]) => given.map(({ path }) => path);

const tree = { cup: { 'a.jpg': '1', 'b.jpg': '2', old: { 'c.jpg': '3' }, 'd.jpg': '4' }, 'e.jpg': '5' }; // prettier-ignore

test('folders that are dropped are read with all that is in them', async () => {
  expect(paths(await dropped(transfer(tree), 100))).toEqual(['cup/a.jpg', 'cup/b.jpg', 'cup/old/c.jpg', 'cup/d.jpg', 'e.jpg']); // prettier-ignore
});

test('a file that cannot be had does not hold up the others', async () => {
  expect(paths(await dropped(transfer({ cup: { 'a.jpg': 'unreadable', 'b.jpg': '2' } }), 100))).toEqual(['cup/b.jpg']); // prettier-ignore
});

test('of very many, no more are looked for than tell that there are too many', async () => {
  expect((await dropped(transfer(tree), 2)).length).toBe(3);
  expect(await dropped(transfer(tree), 100, () => true)).toEqual([]);
});

test('without folders, and where a browser knows none, files are as they are', async () => {
  const files = [new File(['1'], 'a.jpg')];
  const plain = { items: [{ webkitGetAsEntry: () => null }], files } as unknown as DataTransfer;
  expect(paths(await dropped(plain, 100))).toEqual(['a.jpg']);
  const inFolder = Object.defineProperty(new File(['1'], 'a.jpg'), 'webkitRelativePath', { value: 'desk/cup/a.jpg' }); // prettier-ignore
  expect(paths(chosen([inFolder]))).toEqual(['desk/cup/a.jpg']);
});
