/** A fault carries its problem and its facts: its sentence is made in messages/ and never read again. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const source = path.resolve(import.meta.dirname, '../../../../web/src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => /\.(ts|svelte)$/.test(file))
  .map((file) => [file, readFileSync(path.join(source, file), 'utf8')] as const);

/** Where a text that is for people is asked what it says. */
const questions = [
  /\b(?:message|said|told\([^)]*\)|tell\([^)]*\))\)?\s*\??\.(?:match|matchAll|search|includes|startsWith|endsWith|indexOf|split)\(/,
  /\.(?:test|exec)\(\s*(?:\w+\.)*(?:message|said|told\(|tell\()/,
  /\b(?:message)\s*[!=]==?\s*['"`]/,
  /['"`]\s*[!=]==?\s*(?:\w+\.)*message\b/,
];
const asks = (text: string) =>
  text.split('\n').filter((line) => questions.some((question) => question.test(line)));

test('nothing asks a sentence what it says', () => {
  const found = files.flatMap(([file, text]) =>
    asks(text).map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test('such a question is found', () => {
  const planted = [
    'if (/OOM|memory/i.test(error.message)) outOfMemory();',
    "const [trouble, facts] = fault.message.split('|');",
    "if (message.startsWith('it has')) return;",
    "if (reply.fault.message === 'gone') return;",
    "return tell(fault).includes('memory');",
  ];
  for (const line of planted) expect(asks(line)).toEqual([line]);
  expect(asks("fault.problem === 'out_of_memory'")).toEqual([]);
});

/**
 * What finds faults: the modules below the page's components. Of the reader of programs one says
 * what the others find, and one writes programs with comments.
 */
const finders =
  /^(base|engine|formats|keras(?!\/(source|export_program)\.)|own_picture|record|storage)\/[^/]+(?<!\.svelte)\.ts$/;
const words = /from '(\.\.\/messages[^']*)'|import\('(\.\.\/messages[^']*)'\)/g;
test('what finds faults knows no sentence', () => {
  const found = files
    .filter(([file]) => finders.test(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(words)]
        .map(([, from, lazily]) => from ?? lazily!)
        .map((from) => `${file} imports ${from}`),
    );
  expect(found).toEqual([]);
});

test('the engine’s English is for the command line', () => {
  const found = files.filter(([, text]) => /\bfault(?:\(\))?\??\.message\b/.test(text));
  expect(found.map(([file]) => file)).toEqual([]);
});
