/**
 * Numbers as people write them, on any keyboard and in any language: `0.001` and `0,001`, `1e-3`,
 * `10⁻³`, `5·10^-4`, `50 000`, `50'000`, `1.000,5`, `−2`, full-width and Arabic digits. A single
 * comma or point before exactly three digits says nothing of itself: `1,000` is one in half of the
 * world and a thousand in the other. It is read where only one of the two can be meant, and else
 * left to whoever wrote it.
 */
export type ReadNumber =
  | { kind: 'number'; value: number }
  | { kind: 'empty' }
  /** Two numbers, the smaller first. */
  | { kind: 'ambiguous'; values: [number, number] }
  | { kind: 'unreadable' };

const unreadable: ReadNumber = { kind: 'unreadable' };
/** Longer texts are not numbers. */
const mostCharacters = 60;

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** The zeros of scripts whose digits are in use beside 0 to 9: Arabic, Persian, Devanagari, Bengali. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6];

function plainDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = zeros.find((zero) => code >= zero && code < zero + 10);
  return zero === undefined ? digit : String(code - zero);
}

/** The same in ASCII: digits, `.`, `,`, `-`, `^` before a power, and a space between groups. */
const plain = (text: string) =>
  text
    .replace(/([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, sign: string, digits: string) => {
      const power = Array.from(digits, (digit) => superscripts.indexOf(digit)).join('');
      return `^${sign === '⁻' ? '-' : ''}${power}`;
    })
    .normalize('NFKC')
    .replace(/[\u0660-\u09ef]/g, plainDigit)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '') // They cannot be seen.
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u066b/g, ',')
    .replace(/[\s\u066c_'\u2018\u2019\u02bc]/g, ' ')
    .trim()
    .toLowerCase();

/** A whole number in groups of three, as they should be. */
const groups = (sign: string) => new RegExp(`^[1-9]\\d{0,2}(?:\\${sign}\\d{3})+$`);
const joined = (text: string, sign: string) => text.replaceAll(sign, '');

/** What digits with signs between them can mean, as decimals that Number reads: none, one or two. */
function mantissas(text: string): string[] {
  if (!/^[\d ,.]*\d[\d ,.]*$/.test(text)) return [];
  const [whole, behind, ...more] = text.split(/[.,]/);
  if (text.includes(' ')) {
    // With spaces between the groups the only other sign is the decimal one.
    if (more.length > 0 || behind?.includes(' ') || !groups(' ').test(whole!)) return [];
    return [`${joined(whole!, ' ')}.${behind ?? ''}`];
  }
  if (behind === undefined) return [text];
  if (more.length > 0) {
    // The sign that comes last, and only once, is the decimal one; the other sets groups apart.
    const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
    const other = text[last] === ',' ? '.' : ',';
    if (groups(text[last]!).test(text)) return [joined(text, text[last]!)];
    const front = text.slice(0, last);
    return groups(other).test(front) ? [`${joined(front, other)}.${text.slice(last + 1)}`] : [];
  }
  const decimal = `${whole}.${behind}`;
  return groups(text.at(whole!.length)!).test(text) ? [decimal, whole! + behind] : [decimal];
}

/** `fits` says which numbers can be meant here: of two readings only one may be. */
export function readNumber(text: string, fits = (_value: number) => true): ReadNumber {
  if (text.length > mostCharacters) return unreadable;
  const written = plain(text);
  if (written === '') return { kind: 'empty' };
  const [, sign, body] = /^([+-]?) ?(.*)$/s.exec(written)!;
  const [, power] = /^10 ?(?:\^|\*\*) ?([+-]?\d+)$/.exec(body!) ?? [];
  const scaled = /^(.*?)(?: ?[x×·⋅*] ?10 ?(?:\^|\*\*) ?| ?e ?)([+-]?\d+)$/.exec(body!);
  const [front, exponent] = power ? ['1', power] : scaled ? [scaled[1]!, scaled[2]!] : [body!, '0'];
  const values = mantissas(front)
    .map((mantissa) => Number(`${sign}${mantissa}e${exponent}`))
    .filter(Number.isFinite);
  const possible = values.length > 1 ? values.filter(fits) : values;
  // Where neither can be meant, one of them is enough to be told so.
  const [value, other] = possible.length > 0 ? possible : values.slice(0, 1);
  if (value === undefined) return unreadable;
  if (other === undefined) return { kind: 'number', value };
  return { kind: 'ambiguous', values: value < other ? [value, other] : [other, value] };
}
