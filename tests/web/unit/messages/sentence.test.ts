import { expect, test } from 'vitest';
import { ended, sentence } from '../../../../web/src/messages/format';

test('what is said of a fault becomes a sentence', () => {
  expect(sentence('rate is 25, but has to be less')).toBe('Rate is 25, but has to be less.');
  expect(sentence('are you offline?')).toBe('Are you offline?');
  expect(sentence('')).toBe('');
  expect(ended('it is too large')).toBe('it is too large.');
});
