/** What every language of the page writes by the same rule: numbers, durations, layers' names. */

/** Digits behind the decimal sign. */
type Digits = 0 | 1 | 2 | 3;

/** How a language writes numbers. */
interface Signs {
  decimal: string;
  thousands: string;
  /** Thousands are set apart from here on: 1,290 in English, but 1290 and 12.345 in Spanish. */
  grouped: number;
  percent: string;
}

const signs: Record<'en' | 'es', Signs> = {
  en: { decimal: '.', thousands: ',', grouped: 1_000, percent: '%' },
  es: { decimal: ',', thousands: '.', grouped: 10_000, percent: '\u00a0%' },
};

/**
 * Numbers as a language writes them; the minus is the sign, not a hyphen. Not by Intl.NumberFormat:
 * a browser's first one reads its tables, which holds the page as it starts.
 */
export function numbersOf(language: keyof typeof signs) {
  const { decimal: sign, thousands, grouped, percent } = signs[language];
  /** Rounded as people round, half away from zero: 0.125 to two digits is 0.13. */
  const decimal = (value: number, behind: Digits) => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : minus(value, '∞');
    const scale = 10 ** behind;
    // What the binary number has beyond 15 digits is not the value's: 0.5565 * 1000 is 556.5.
    const last = Math.round(Number((Math.abs(value) * scale).toPrecision(15)));
    const [whole, part] = (last / scale).toFixed(behind).split('.') as [string, string?];
    const apart = last / scale < grouped ? whole : whole.replace(/\B(?=(\d{3})+$)/g, thousands);
    return minus(last && value, part ? apart + sign + part : apart);
  };
  return {
    whole: (value: number) => decimal(value, 0),
    /** A number with so many digits behind the decimal sign. */
    decimal,
    /** A number that somebody chose, with the digits it was given: 0.001, 1290. */
    given: (value: number) =>
      minus(value, String(Number(Math.abs(value).toPrecision(15))).replace('.', sign)),
    /** A part of 1 as a percentage. */
    percent: (share: number, behind: Digits = 1) => decimal(100 * share, behind) + percent,
    /** With tenths below ten seconds: ten epochs of 0.3 s are 3 s. */
    closeDuration: (seconds: number) =>
      seconds < 10 ? `${decimal(seconds, 1)} s` : duration(seconds),
  };
}

const minus = (value: number, text: string) => (value < 0 ? `−${text}` : text);

/** The signs of hours, minutes and seconds are the same in every language. */
export function exactDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = whole / 60;
  if (minutes < 10) return `${Math.floor(minutes)} min ${whole % 60} s`;
  if (minutes < 60) return `${Math.round(minutes)} min`;
  return `${Math.floor(minutes / 60)} h ${Math.round(minutes % 60)} min`;
}

/** Of what is only about so long, or counts down: from ten seconds on in steps of five. */
export const duration = (seconds: number) =>
  exactDuration(seconds < 10 || seconds >= 60 ? seconds : 5 * Math.round(seconds / 5));

/** What is said of a fault, as a sentence that stands in another one's end, or alone. */
export const ended = (said: string) => said.replace(/([^.?!])$/, '$1.');
export const sentence = (said: string) => ended(said.charAt(0).toUpperCase() + said.slice(1));

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
