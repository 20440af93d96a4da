import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Fact, Problem } from '../../../../wasm/lab';
import { faultOf, type Fault } from '../../../../web/src/base/fault';
import { problems as en } from '../../../../web/src/messages/en/problems';
import { problems as es } from '../../../../web/src/messages/es/problems';
import { tellIn } from '../../../../web/src/messages/faults';

const read = (file: string) =>
  readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
const facts = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

/** The engine's own names (core/base/problem.cpp), which its tests hold to what it finds. */
const names = [...read('core/base/problem.cpp').matchAll(/\{Problem::k\w+,\s*"(\w+)",/g)]
  .map(([, name]) => name!)
  .sort();

describe('the engine’s closed list of problems', () => {
  test('is the same in each language and in the types', () => {
    expect(names.length).toBeGreaterThan(60);
    expect(Object.keys(en.engine).sort()).toEqual(names);
    expect(Object.keys(es.engine).sort()).toEqual(names);
    const union = /export type Problem =\n((?: {2}\| '\w+'\n?)+);/.exec(read('wasm/lab.d.ts'))![1]!;
    expect([...union.matchAll(/'(\w+)'/g)].map(([, name]) => name!).sort()).toEqual(names);
  });

  test('shares no name with the page’s own', () => {
    expect(Object.keys(en.page).filter((name) => names.includes(name))).toEqual([]);
  });

  test.each(Object.entries(en.engine))('%s is said in Spanish with facts that there are', (name, english) => {
    const spanish = es.engine[name as Problem];
    expect(spanish).not.toBe('');
    const there = facts(english);
    for (const fact of facts(spanish)) expect(there).toContain(fact);
    // English words for the command line, and reasons that have no Spanish, may be left out.
    const left = there.filter((fact) => !spanish.includes(`{${fact}}`));
    expect(left.filter((fact) => !['help', 'part', 'what'].includes(fact))).toEqual([]);
  }); // prettier-ignore
});

describe('a fault of the engine', () => {
  const fault = (problem: Problem, given: Record<string, Fact>): Fault => ({
    code: 'bad_model',
    problem,
    where: '',
    facts: given,
  });
  const told = (problem: Problem, given: Record<string, Fact>) => tellIn(es, fault(problem, given));

  test('has its numbers, shapes and names as Spanish writes them', () => {
    expect(told('written_as_percent', { field: 'rate', given: 25, least: 0, most: 0.95, nearest: 0.25 })) // prettier-ignore
      .toBe('«Tasa» es 25, pero tiene que estar entre 0 y 0,95; el 25\u00a0% se escribe 0,25');
    expect(told('needs_flat', { layer: 'Dense', input: [32, 32, 3] })).toMatch(
      /^Dense necesita una lista de números, .* imágenes de 32×32×3; pon una capa Flatten/,
    );
    expect(told('not_a_choice', { field: 'padding', given: '"full"', choices: ['valid', 'same'] }))
      .toMatch(/es "full", pero tiene que ser uno de estos: valid, same$/); // prettier-ignore
    expect(told('pair_out_of_range', { field: 'strides', given: '[0,1]', least: 1, most: 8, nearest: '[1,1]' })) // prettier-ignore
      .toMatch(/^«Pasos \(strides\)» es \[0,1\], .* ponlo en \[1,1\]$/);
    expect(told('model_too_large', { count: 12345678, megabytes: 188, most: 32 })).toContain(
      '12345678',
    );
  });

  test('has them in English as the command line has them', () => {
    const given = { field: 'rate', given: 25, least: 0, most: 0.95, nearest: 0.25 };
    expect(tellIn(en, fault('written_as_percent', given))).toBe(
      'rate is 25, but has to be from 0 to 0.95; 25% is written 0.25',
    );
    expect(tellIn(en, fault('layers_missing', {}))).toBe(
      'layers are missing; they are a list of {"kind": …} objects',
    );
  });

  test('has what is not finite as a name only, in each language', () => {
    const facts = { layer: 'dense_1', name: 'dense/kernel' };
    const problems = ['output', 'gradient', 'parameter', 'loss'].map(
      (what) => `${what}_not_finite`,
    );
    const said = (words: typeof en) => problems.map((problem) => tellIn(words, fault(problem as Problem, facts)).split(/ (?:holds|contiene) /)[0]); // prettier-ignore
    expect(said(en)).toEqual(['the output of dense_1', 'the gradient of dense/kernel', 'dense/kernel', 'the loss']); // prettier-ignore
    expect(said(es)).toEqual(['la salida de dense_1', 'el gradiente de dense/kernel', 'dense/kernel', 'la pérdida']); // prettier-ignore
  });

  // A fact that is a sentence stays English in every language: only of what no one foresaw.
  test('has no sentences among its facts', () => {
    const told = Object.entries(en.engine).filter(([, sentence]) => sentence.includes('{what}'));
    expect(told.map(([name]) => name)).toEqual(['internal']);
  });

  test('keeps what it was given, braces and dollars too', () => {
    expect(told('unknown_layer', { kind: '{kinds} $&', kinds: ['flatten'] })).toBe(
      'no hay ninguna capa de tipo «{kinds} $&»; hay flatten',
    );
  });
});

describe('a fault of the page', () => {
  test('is told with its facts, in each language', () => {
    const short = faultOf('bad_shard', 'wrong_length', { given: 1234, wanted: 56789 }, 'a.bin');
    expect(tellIn(en, short)).toBe('it has 1,234 bytes where 56,789 are expected');
    expect(tellIn(es, short)).toBe('tiene 1234 bytes y debería tener 56.789');
  });

  test('says which file of the page it is about', () => {
    const part = faultOf('bad_part', 'content_damaged', {}, 'cnnlab.js');
    expect(tellIn(en, part)).toBe('its file cnnlab.js could not be used: its content is damaged');
    expect(tellIn(es, part)).toBe('no se pudo usar su archivo cnnlab.js: su contenido está dañado');
  });

  test('keeps what a file calls itself short and on its line', () => {
    const name = `a\x1b[2J\n${'x'.repeat(5000)}`;
    for (const words of [en, es]) {
      const said = tellIn(words, faultOf('bad_file', 'tensor_bytes', { name }));
      expect(said.length).toBeLessThan(500);
      expect(said).not.toMatch(/\p{Cc}/u);
    }
  });
});
