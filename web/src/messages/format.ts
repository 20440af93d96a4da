/** What every language of the page writes by the same rule: numbers, durations, layers' names. */

/** Digits behind the decimal sign. */
type Digits = 0 | 1 | 2 | 3;

/** How a language writes numbers: its decimal sign, its thousands, its percent sign. */
export function numbersOf(language: string) {
  const formats = new Map<string, Intl.NumberFormat>();
  // A browser takes milliseconds to make one, so none is made before it is wanted.
  const format = (value: number, name: string, options: Intl.NumberFormatOptions) => {
    if (!formats.has(name)) formats.set(name, new Intl.NumberFormat(language, options));
    return formats.get(name)!.format(value);
  };
  const behindSign = (digits: Digits) => ({
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const decimal = (value: number, behind: Digits) =>
    format(value, `decimal ${behind}`, behindSign(behind));
  return {
    whole: (value: number) => format(value, 'whole', {}),
    /** A number with so many digits behind the decimal sign. */
    decimal,
    /** A number that somebody chose, with the digits it was given: 0.001, 1290. */
    given: (value: number) =>
      format(value, 'given', { maximumSignificantDigits: 15, useGrouping: false }),
    /** A part of 1 as a percentage. */
    percent: (share: number, behind: Digits = 1) =>
      format(share, `percent ${behind}`, { style: 'percent', ...behindSign(behind) }),
    /** With tenths below ten seconds: ten epochs of 0.3 s are 3 s. */
    closeDuration: (seconds: number) =>
      seconds < 10 ? `${decimal(seconds, 1)} s` : duration(seconds),
  };
}

/** The signs of hours, minutes and seconds are the same in every language. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 60) return `${5 * Math.round(seconds / 5)} s`;
  const minutes = seconds / 60;
  if (minutes < 10) return `${Math.floor(minutes)} min ${Math.floor(seconds % 60)} s`;
  if (minutes < 60) return `${Math.round(minutes)} min`;
  return `${Math.floor(minutes / 60)} h ${Math.round(minutes % 60)} min`;
}

/** What every language calls a network of the learner's own. */
export const ownModel = { en: 'Your own model', es: 'Tu propio modelo' };

/** Whether a network has that name: work that was kept on one page is found by the other. */
export const isOwnModel = (name: string) => Object.values(ownModel).includes(name);

/** So are Keras's names: max_pooling2d is MaxPooling2D. */
export const layerName = (kind: string) =>
  kind
    .split('_')
    .map((part) => (part[0] ?? '').toUpperCase() + part.slice(1).replace('2d', '2D'))
    .join('');
