import { CodeError, finding } from './source';

/** Longer than the programs and notebooks of courses; the time to parse grows with the length. */
export const mostCharacters = 80_000;
/** Longer than any line that people write, but for comments. */
const mostInLine = 1500;
/** Deeper than any model; the parser's time grows with the depth. */
export const mostBrackets = 40;

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** Throws a CodeError for a text that is too long to be read in time. */
export function holdToLength(text: string): void {
  if (text.length > mostCharacters) {
    const from = text.lastIndexOf('\n', mostCharacters) + 1;
    throw new CodeError(
      { from, to: mostCharacters },
      finding('tooLong', text.length, mostCharacters),
    );
  }
  for (let from = 0, to; from < text.length; from = to + 1) {
    to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    if (to - from > mostInLine && !/^\s*#/.test(text.slice(from, from + 200)))
      throw new CodeError({ from, to }, finding('longLine', to - from, mostInLine));
  }
}

/**
 * Looks at the brackets and strings of a program before it is parsed: in a text with an open bracket
 * a parser finds its mistakes far from where they were made. Returns the text with the few numbers
 * that Lezer's grammar lacks written as it has them; every offset stays. Throws a CodeError for a
 * text too deep, or left open.
 */
export function scan(text: string): string {
  const open: { bracket: string; at: number }[] = [];
  let plain = text;
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === "'" || char === '"') {
      at = stringEnd(text, at);
    } else if (char in closing) {
      open.push({ bracket: char, at });
      if (open.length > mostBrackets)
        throw new CodeError({ from: at, to: at + 1 }, finding('tooDeep', mostBrackets));
      at += 1;
    } else if (char === ')' || char === ']' || char === '}') {
      const last = open.pop();
      if (!last) throw new CodeError({ from: at, to: at + 1 }, finding('unopened', char));
      if (closing[last.bracket] !== char)
        throw new CodeError(
          { from: at, to: at + 1 },
          finding('mismatched', char, closing[last.bracket]!),
        );
      at += 1;
    } else if (/[‘’“”´`]/.test(char)) {
      throw new CodeError({ from: at, to: at + 1 }, finding('quote', char));
    } else if (/[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/.test(char)) {
      throw new CodeError(
        { from: at, to: at + 1 },
        finding('invisible', char.codePointAt(0)!.toString(16)),
      );
    } else if (
      char === '.' &&
      /(?<![\w.])\d+$/.test(text.slice(Math.max(0, at - 20), at)) &&
      !/^[\w.]/.test(text.slice(at + 1, at + 2))
    ) {
      // `1.` is a number in Python but not in Lezer's grammar of it.
      plain = `${plain.slice(0, at)} ${plain.slice(at + 1)}`;
      at += 1;
    } else at += 1;
  }
  const last = open.at(-1);
  if (last)
    throw new CodeError({ from: last.at, to: last.at + 1 }, finding('unclosed', last.bracket));
  return plain;
}

/** Where the string that begins at `from` ends. */
function stringEnd(text: string, from: number): number {
  const quote = text[from]!;
  const long = text.startsWith(quote.repeat(3), from);
  const end = long ? quote.repeat(3) : quote;
  let at = from + end.length;
  while (at < text.length) {
    if (text.startsWith(end, at)) return at + end.length;
    if (text[at] === '\n' && !long) break;
    at += text[at] === '\\' ? 2 : 1;
  }
  throw new CodeError({ from, to: Math.min(at, text.length) }, finding('openString', end));
}

/** How many brackets are open at a place of a text that `scan` has passed. */
export function openAt(text: string, place: number): number {
  let depth = 0;
  for (let at = 0; at < place;) {
    const char = text[at]!;
    if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === "'" || char === '"') at = stringEnd(text, at);
    else {
      if ('([{'.includes(char)) depth += 1;
      if (')]}'.includes(char)) depth -= 1;
      at += 1;
    }
  }
  return depth;
}
