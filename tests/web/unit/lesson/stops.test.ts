import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readStops } from '../../../../web/build/lesson';
import { stops } from '../../../../web/src/address/hash';
import { answers, exercises } from '../../../../web/src/exercises/exercise';
import { exercises as en } from '../../../../web/src/messages/en/exercises';
import { page } from '../../../../web/src/messages/en/page';

/** Lists that name the stops of the lesson, each for a reason of its own. */
const lesson = readStops('assets/lesson/en', page);

test('links know the stops that there are, in their order', () => {
  expect(stops).toEqual(lesson.map(({ stop }) => stop));
});

test('so do the styles that hide all but one', () => {
  const styles = readFileSync('web/src/styles/lesson.css', 'utf8');
  const rules = [...styles.matchAll(/html\[data-stop='([\w-]+)'\] \.stop:not\(\[data-stop='([\w-]+)'\]\)/g)]; // prettier-ignore
  expect(rules.map(([, stop]) => stop)).toEqual(stops);
  expect(rules.map(([, , not]) => not)).toEqual(stops);
});

test('a stop with an exercise has its checks, its answer and its hints', () => {
  const withExercise = lesson.filter(({ html }) => html.includes('data-widget="exercise"'));
  const names = withExercise.map(({ stop }) => stop);
  expect(names.length).toBeGreaterThan(0);
  for (const table of [exercises, answers, en.hintTexts]) expect(Object.keys(table)).toEqual(names);
});
