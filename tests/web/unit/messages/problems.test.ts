import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Fact, Problem } from '../../../../wasm/lab';
import { en } from '../../../../web/src/messages/en';
import { fault, problems } from '../../../../web/src/messages/es/problems';

const read = (file: string) =>
  readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
const facts = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

/** The engine's own list: names and English sentences (core/base/problem.cpp). */
const rows = new Map(
  [
    ...read('core/base/problem.cpp')
      .replace(/#define ENDING "(.*)"/, '')
      .matchAll(/\{Problem::k\w+,\s*"(\w+)",\s*((?:"(?:[^"\\]|\\.)*"|ENDING|\s)+)\}/g),
  ].map(([, name, text]) => [name!, text!]),
);

describe('the closed list of problems', () => {
  test('is that of the engine, in each language and in the types', () => {
    expect(rows.size).toBeGreaterThan(60);
    const names = [...rows.keys()].sort();
    expect(Object.keys(problems).sort()).toEqual(names);
    const union = /export type Problem =\n((?: {2}\| '\w+'\n?)+);/.exec(read('wasm/lab.d.ts'))![1]!;
    expect([...union.matchAll(/'(\w+)'/g)].map(([, name]) => name!).sort()).toEqual(names);
  });

  test.each([...rows])('%s is said in Spanish with facts that there are', (name, english) => {
    const spanish = problems[name as Problem];
    expect(spanish).not.toBe('');
    const there = facts(english);
    for (const fact of facts(spanish)) expect(there).toContain(fact);
    // English words for the command line, and reasons that have no Spanish, may be left out.
    const left = there.filter((fact) => !spanish.includes(`{${fact}}`));
    expect(left.filter((fact) => !['help', 'part'].includes(fact))).toEqual([]);
  });
});

describe('a fault of the engine', () => {
  const told = (problem: Problem, given: Record<string, Fact>) =>
    fault({ problem, facts: given, message: 'English' });

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
    expect(told('too_many_parameters', { count: 12345678, most: 8000000 })).toContain('12345678');
  });

  test('keeps what it was given, braces and dollars too', () => {
    expect(told('unknown_layer', { kind: '{kinds} $&', kinds: ['flatten'] })).toBe(
      'no hay ninguna capa de tipo «{kinds} $&»; hay flatten',
    );
  });

  test('is said in English by the engine; what the page says itself stays as it is', () => {
    expect(en.engine.fault({ problem: 'no_run', facts: {}, message: 'there is no run yet' })).toBe(
      'there is no run yet',
    );
    expect(fault({ message: 'the moon is full' })).toBe('the moon is full');
  });
});
