/** The files of web/src/keras stand on floors: its README lists them, and imports never go round. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const room = path.resolve(import.meta.dirname, '../../../../web/src/keras');
const nameOf = (file: string) => file.replace(/(\.svelte)?(\.ts)?$/, '');

const floors = new Map(
  [...readFileSync(path.join(room, 'README.md'), 'utf8').matchAll(/^(\d+)\. (.*)$/gm)].flatMap(
    ([, floor, files]) =>
      [...files!.matchAll(/`(\w+)`/g)].map(([, file]) => [file!, Number(floor)] as const),
  ),
);
const sources = readdirSync(room).filter((file) => /\.(ts|svelte)$/.test(file));
const imports = new Map(
  sources.map((file) => {
    const text = readFileSync(path.join(room, file), 'utf8');
    const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'\.\/([^'?]+)'/g);
    return [nameOf(file), [...found].map(([, name]) => nameOf(name!))] as const;
  }),
);

/** Paths of imports that lead back to where they began. */
function circles(graph: Map<string, string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: string[]) => {
    const at = way.indexOf(file);
    if (at >= 0) found.push([...way.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

test('every file has a floor, and every file on the list is there', () => {
  expect([...floors.keys()].sort()).toEqual(sources.map(nameOf).sort());
});

test('no import goes to a later floor, types included', () => {
  const wrong = [...imports].flatMap(
    ([file, targets]) =>
    targets.filter((target) => !(floors.get(target)! <= floors.get(file)!)).map((target) => `${file} imports ${target}`), // prettier-ignore
  );
  expect(wrong).toEqual([]);
});

test('no imports go round in a circle', () => {
  expect(circles(imports)).toEqual([]);
  expect(circles(new Map([['calls', ['layers']], ['layers', ['values', 'calls']], ['values', []]]))).toEqual(['calls → layers → calls']); // prettier-ignore
});
