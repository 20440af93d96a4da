/** The rooms of web/src stand on floors: web/src/README.md lists them, and imports only go down. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const source = path.resolve(import.meta.dirname, '../../../web/src');

/** Rooms and their floors, as the documentation has them. */
function floorsOf(documentation: string): Map<string, number> {
  const floors = documentation.matchAll(/^(\d+)\. (.*)$/gm);
  return new Map(
    [...floors].flatMap(([, floor, rooms]) =>
      [...rooms!.matchAll(/(?:^|· )`(\w+)`/g)].map(([, room]) => [room!, Number(floor)] as const),
    ),
  );
}

/** Static and dynamic imports, types, re-exports, workers and style sheets by their address. */
const imports = /(?:\bfrom|\bimport|\bnew URL)\s*\(?\s*['"`](\.[^'"`]+)['"`]/g;

/** What a file of a room imports, as paths below web/src; null where that is outside of it. */
function importsOf(file: string, text: string): (string | null)[] {
  return [...text.matchAll(imports)].map(([, specifier]) => {
    const target = path.join(path.dirname(file), specifier!.replace(/\?.*/, ''));
    return target.startsWith('..') ? null : target;
  });
}

/** `lab/views.svelte (floor 16) imports files/files_view.svelte (floor 15)`, for each that goes up. */
function broken(files: Map<string, string>, floors: Map<string, number>): string[] {
  const room = (file: string) => file.split('/')[0]!;
  return [...files].flatMap(([file, text]) =>
    importsOf(file, text)
      .filter((target) => target !== null)
      .filter((target) => room(target) !== room(file))
      .filter((target) => !(floors.get(room(target))! < floors.get(room(file))!))
      .map((target) => {
        const at = (name: string) => `${name} (floor ${floors.get(room(name))})`;
        return `${at(file)} imports ${at(target)}`;
      }),
  );
}

/** The files of web/src that stand in rooms; main.ts and trusted.ts stand above all of them. */
function read(): Map<string, string> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.includes('/') && statSync(path.join(source, file)).isFile());
  return new Map(files.map((file) => [file, readFileSync(path.join(source, file), 'utf8')]));
}

const documentation = readFileSync(path.join(source, 'README.md'), 'utf8');
const floors = floorsOf(documentation);

test('every room has a floor, and every room on the list is there', () => {
  const rooms = new Set([...read().keys()].map((file) => file.split('/')[0]!));
  expect([...floors.keys()].sort()).toEqual([...rooms].sort());
});

test('every import goes down', () => {
  expect(broken(read(), floors)).toEqual([]);
});

test('what is imported is found: an import that nothing stands behind would be overlooked', () => {
  const lost = [...read()]
    .filter(([file]) => /\.(ts|svelte)$/.test(file))
    .flatMap(([file, text]) => importsOf(file, text).map((target) => ({ file, target })))
    .filter(({ target }) => target !== null && target !== '.')
    .filter(
      ({ target }) =>
        !['', '.ts', '.svelte.ts', '/index.ts'].some((end) =>
          existsSync(path.join(source, `${target}${end}`)),
        ),
    );
  expect(lost).toEqual([]);
});

test('an arrow up is named, of whatever kind', () => {
  const low = new Map([
    ['base/bytes.ts', "import type { Lab } from '../state/lab.svelte';"],
    ['model/edit.ts', "const later = () => import('../keras/editor');"],
    ['engine/worker.ts', "new Worker(new URL('../storage/storage_worker.ts', import.meta.url));"],
    ['keras/write.ts', "export { curve } from '../charts/line_chart.svelte';"],
    ['lab/views.svelte', "import Files from '../files/files_view.svelte';"],
  ]);
  expect(broken(low, floors)).toEqual([
    'base/bytes.ts (floor 2) imports state/lab.svelte (floor 7)',
    'model/edit.ts (floor 4) imports keras/editor (floor 9)',
    'engine/worker.ts (floor 5) imports storage/storage_worker.ts (floor 11)',
    'keras/write.ts (floor 9) imports charts/line_chart.svelte (floor 9)',
  ]);
});
