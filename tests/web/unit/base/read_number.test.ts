import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from '../../../../web/src/base/read_number';
import { isValid, limits, numberNames } from '../../../../web/src/model/settings';

const read = (text: string, fits?: (value: number) => boolean) => {
  const result = readNumber(text, fits);
  return result.kind === 'number' ? result.value : result;
};

describe('a number is read as it is written', () => {
  test.each([
    ['7', 7],
    ['007', 7],
    ['+7', 7],
    ['  7\u00a0', 7],
    ['-2', -2],
    ['−2', -2],
    ['– 2', -2],
    ['0.001', 0.001],
    ['0,001', 0.001],
    ['0,0005', 0.0005],
    ['0.0050', 0.005],
    [',5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1,5', 1.5],
    ['1,0005', 1.0005],
    ['1234,567', 1234.567],
    ['1e-3', 0.001],
    ['1E−3', 0.001],
    ['2,5e-4', 0.00025],
    ['10^-3', 0.001],
    ['10**-3', 0.001],
    ['10⁻³', 0.001],
    ['−10⁻³', -0.001],
    ['5·10⁻⁴', 0.0005],
    ['5 × 10⁻⁴', 0.0005],
    ['5*10^-4', 0.0005],
    ['50 000', 50000],
    ['50\u202f000', 50000],
    ["50'000", 50000],
    ['50’000', 50000],
    ['50_000', 50000],
    ['50 000,5', 50000.5],
    ['1 234 567', 1234567],
    ['1.000,5', 1000.5],
    ['1,000.5', 1000.5],
    ['1.000.000', 1e6],
    ['1,000,000', 1e6],
    ['1,000,000.25', 1000000.25],
    ['１２．５', 12.5],
    ['１２，５', 12.5],
    ['－３', -3],
    ['٠٫٠٠١', 0.001],
    ['۱۲۳', 123],
    ['०.५', 0.5],
    ['\u200e12\u2060', 12],
  ])('%s is %d', (text, value) => expect(read(text)).toBe(value));
});

describe('what could be two numbers is asked for', () => {
  test.each([
    ['1,000', 1, 1000],
    ['1.000', 1, 1000],
    ['50,000', 50, 50000],
    ['-1.500', -1500, -1.5],
    ['2,500e-3', 0.0025, 2.5],
  ])('%s is %d or %d', (text, ...values) =>
    expect(read(text)).toEqual({ kind: 'ambiguous', values }),
  );

  test('unless only one of them can be meant', () => {
    const rate = (value: number) => isValid('learning_rate', value);
    const pictures = (value: number) => isValid('training_pictures', value);
    expect(read('1,000', rate)).toBe(1);
    expect(read('1,500', pictures)).toBe(1500);
    expect(read('5.000', pictures)).toBe(5000);
    expect(read('50,000', pictures)).toEqual({ kind: 'ambiguous', values: [50, 50000] });
    // Neither fits, and the form says so of one of them.
    expect(read('70.500', pictures)).toBe(70.5);
  });
});

test.each(['', ' ', '\u00a0', '\u200b'])('%j is empty', (text) =>
  expect(read(text)).toEqual({ kind: 'empty' }),
);

test.each([
  'ten', '1o', 'NaN', 'Infinity', '1e999', '0x10', '1/2', '25%', '3x3', '1,2,3', '1.2.3', '1,00,000',
  '1.000.00', '5 00', '50 0000', '1 000 00', '1,000 000', '1.000,000,5', '0.001,5', '--1', '1-2', '-',
  '.', ',', 'e5', '1e', '1e1.5', '10⁻', '(5)', '5;', '1 2', '٣a', '9'.repeat(61),
])('%s is no number', (text) => expect(read(text)).toEqual({ kind: 'unreadable' })); // prettier-ignore

test('every number that a form can hold is read as itself, with either sign', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...numberNames),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (name, part) => {
        const { min, max, integer } = limits[name];
        const exact = min + part * (max - min);
        const value = integer ? Math.round(exact) : exact;
        const fits = (other: number) => isValid(name, other);
        for (const text of [String(value), String(value).replace('.', ','), value.toExponential()])
          expect(read(text, fits)).toBe(value);
      },
    ),
    { seed: 7 },
  );
});

test('whatever is typed is read as something, at once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const result = readNumber(text);
      if (result.kind === 'number') expect(Number.isFinite(result.value)).toBe(true);
    }),
    { numRuns: 2000, seed: 7 },
  );
}, 60_000);
