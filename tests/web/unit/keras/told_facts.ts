import { expect } from 'vitest';
import { classes } from '../../../../web/src/keras/classes';
import * as inReader from '../../../../web/src/keras/signatures';
import type { Found } from '../../../../web/src/keras/source';
import { findingIn } from '../../../../web/src/messages/code';
import { code as en } from '../../../../web/src/messages/en/code';
import { code as es } from '../../../../web/src/messages/es/code';
import { help } from '../../../../web/src/messages/es/catalog';
import * as outside from '../../../../web/src/model/outside';
import signatures from './signatures.json';

/** Names that are the same in every language: of Keras's classes, arguments and their choices, of Python's types. */
const names = JSON.stringify([
  outside,
  signatures,
  Object.values(classes).flatMap((of) => Object.values(of).flatMap(Object.keys)),
  inReader,
  'add',
  'ndarray',
  'sequential',
  'decay',
  'min',
  'max',
  // Of data.
  'CIFAR-10',
  'My desk',
]);

/** `'relu'`, `(3, 3)`, `2.5`, `he_normal`, `keras.Sequential`: what only a program has. */
const isCode = (text: string) => /^['"([\])\d-]|^[\w.]*[A-Z_.\d][\w.()]*$/.test(text);

const textsOf = (fact: unknown): string[] =>
  typeof fact === 'string' ? [fact] : Array.isArray(fact) ? fact.flatMap(textsOf) : [];

/**
 * What is told of a program is its own, or a name, or a number: the words around it are each
 * language's. The one fact that is English says so, and has its Spanish beside it.
 */
export function holdToFacts(program: string, { finding }: Found): void {
  const [english, spanish] = [en, es].map((words) => findingIn(words, finding));
  expect(spanish).not.toBe(english);
  expect(spanish).not.toMatch(/undefined|NaN|\[object/);
  let facts: readonly unknown[] = finding.facts;
  if (finding.problem === 'missing') {
    const [, kind, field, inEnglish] = finding.facts;
    expect(help(kind, field, inEnglish)).not.toBe(inEnglish);
    facts = finding.facts.slice(0, 3);
  }
  const isKnown = (text: string) =>
    program.includes(text) || isCode(text) || names.includes(`"${text}"`);
  const words = facts
    .flatMap(textsOf)
    .filter((text) => !isKnown(text))
    .flatMap((text) => text.split(' '));
  const foreign = words.filter((word) => !isKnown(word));
  expect(foreign, finding.problem).toEqual([]);
}
