import { describe, expect, test } from 'vitest';
import { readStops } from '../../../../web/build/lesson';
import { markdown } from '../../../../web/build/markdown';
import { holds, measured, readCondition } from '../../../../web/src/lesson/condition';
import { page } from '../../../../web/src/messages/en/page';
import { run } from '../records';

const dense = run('Model 0', [[0.39, 0.35, 1.9]]);
const vgg = run('Model 1', [[0.3, 0.32, 1.9], [0.75, 0.5, 1.7]]); // prettier-ignore

describe('a condition', () => {
  test('is about the last epoch, in points', () => {
    expect(holds(readCondition('test >= 50'), vgg, null)).toBe(true);
    expect(holds(readCondition('test < 50'), vgg, null)).toBe(false);
    expect(holds(readCondition('gap >= 25, gap < 26'), vgg, null)).toBe(true);
    expect(holds(readCondition('gap >= 15, gap < 25'), vgg, null)).toBe(false);
  });

  test('compares with another run', () => {
    expect(measured(readCondition('gain < 2'), vgg, dense)).toBeCloseTo(15);
    expect(measured(readCondition('narrower < 2'), vgg, dense)).toBeCloseTo(-21);
    expect(measured(readCondition('gain < 2'), vgg, null)).toBeNull();
    expect(measured(readCondition('test < 2'), null, null)).toBeNull();
  });

  test('that cannot be read is refused with its text', () => {
    for (const bad of ['tset >= 3', 'test > 3', 'test >= many', 'test', ''])
      expect(() => readCondition(bad)).toThrow(`condition "${bad}"`);
  });
});

describe('a question in the lesson', () => {
  const html = markdown(page);

  test('becomes a form whose options know when they are right', () => {
    const form = html(`:::predict model-1 against model-0
How *much*?

- less {gain < 2}
- more {gain >= 2}
:::
`);
    expect(form).toContain('data-quiz="predict" data-about="model-1 against model-0"');
    expect(form).toContain('How <em>much</em>?');
    expect(form.match(/data-when="[^"]+"/g)).toEqual([
      'data-when="gain &lt; 2"',
      'data-when="gain >= 2"',
    ]);
  });

  test('a check carries what it says to each answer', () => {
    const form = html(':::check\nWhy?\n\n- [ ] a :: No, $x$\n- [x] b\n  and c :: Yes\n:::\n');
    expect(form.match(/class="feedback" hidden/g)).toHaveLength(2);
    expect(form).toContain('<span>b and c</span>');
    expect(form).toContain('<math translate="no">');
  });

  test('without a right answer, with two, or without a word to each, is refused', () => {
    const check = (options: string) => () => html(`:::check\nWhy?\n\n${options}\n:::\n`);
    expect(check('- [ ] a :: no\n- [ ] b :: no')).toThrow('one is right');
    expect(check('- [x] a :: no\n- [x] b :: no')).toThrow('one is right');
    expect(check('- [x] a\n- [ ] b :: no')).toThrow('what to say to it');
  });

  test('every stop of the lesson has a prediction and a check', () => {
    for (const { stop, html } of readStops('assets/lesson/en', page))
      if (/^\d$/.test(stop)) {
        expect(html.match(/data-quiz="predict"/g), stop).toHaveLength(1);
        expect(html.match(/data-quiz="check"/g), stop).toHaveLength(1);
      }
  });
});
