import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../../../web/src/messages/format';

/** Held to Intl.NumberFormat, which is right and slow; only its hyphen for a minus is not ours. */
const digits = [0, 1, 2, 3] as const;
const values = [
  0,
  1,
  0.5,
  0.125,
  0.5565,
  1.005,
  2.675,
  9.95,
  99.95,
  999.5,
  999,
  1000,
  1289.5,
  9999.4,
  9999.6,
  10_000,
  12_345.678,
  550_570,
  1_234_567.89,
  1e-7,
  0.0499,
  2 / 3,
  1e12,
].flatMap((value) => [value, -value]);

describe.each(['en', 'es'] as const)('numbers of %s', (language) => {
  const ours = numbersOf(language);
  const intl = (value: number, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(language, { signDisplay: 'negative', ...options })
      .format(value)
      .replace('-', '−');

  it.each(digits)('are rounded to %i digits and set apart as Intl does', (behind) => {
    const options = { minimumFractionDigits: behind, maximumFractionDigits: behind };
    for (const value of values) {
      expect(ours.decimal(value, behind)).toBe(intl(value, options));
      const share = intl(value, { style: 'percent', ...options });
      expect(ours.percent(value, behind)).toBe(share);
    }
  });

  it('are whole without a decimal sign', () => {
    for (const value of values)
      expect(ours.whole(value)).toBe(intl(value, { maximumFractionDigits: 0 }));
  });

  it('that somebody chose keep their digits', () => {
    for (const value of [0.001, 0.0005, 1290, 12_345, 0.1 + 0.2, -0.25, 1e-5])
      expect(ours.given(value)).toBe(
        intl(value, { maximumSignificantDigits: 15, useGrouping: false }),
      );
  });

  it('that are none are said', () => {
    expect(ours.decimal(NaN, 2)).toBe('NaN');
    expect(ours.decimal(-Infinity, 2)).toBe('−∞');
  });
});
