import { codeMessages } from '../messages/code';
import { CodeError } from './source';

/** Longer than any cell of a notebook; the time to parse grows with the length. */
export const mostCharacters = 20_000;
/** Longer than any line that people write. */
const mostInLine = 1000;
/** Deeper than any model; the parser's time grows with the depth. */
export const mostBrackets = 40;

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/**
 * Looks at the brackets and strings of a program before it is parsed: in a text with an open bracket
 * a parser finds its mistakes far from where they were made. Returns the text with what only a
 * notebook understands (`%matplotlib inline`, `!pip install`, `In [3]:`, `In [None]:`) replaced by spaces, so that
 * every offset stays. Throws a CodeError for a text too long, too deep, or left open.
 */
export function scan(text: string): string {
  const m = codeMessages.syntax;
  if (text.length > mostCharacters) {
    const from = text.lastIndexOf('\n', mostCharacters) + 1;
    throw new CodeError({ from, to: mostCharacters }, m.tooLong(text.length, mostCharacters));
  }
  for (let from = 0, to; from < text.length; from = to + 1) {
    to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    if (to - from > mostInLine)
      throw new CodeError({ from, to }, m.longLine(to - from, mostInLine));
  }
  const open: { bracket: string; at: number }[] = [];
  let plain = text;
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (open.length === 0 && (at === 0 || text[at - 1] === '\n')) {
      const notebook = /^(?:[ \t]*[%!?][^\n]*|(?:In|Out) ?\[(?:[\d *]*|None)\]:)/.exec(
        text.slice(at, at + 500),
      );
      if (notebook) {
        const { length } = notebook[0];
        plain = plain.slice(0, at) + ' '.repeat(length) + plain.slice(at + length);
        at += length;
        continue;
      }
    }
    if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === "'" || char === '"') {
      at = stringEnd(text, at);
    } else if (char in closing) {
      open.push({ bracket: char, at });
      if (open.length > mostBrackets)
        throw new CodeError({ from: at, to: at + 1 }, m.tooDeep(mostBrackets));
      at += 1;
    } else if (char === ')' || char === ']' || char === '}') {
      const last = open.pop();
      if (!last) throw new CodeError({ from: at, to: at + 1 }, m.unopened(char));
      if (closing[last.bracket] !== char)
        throw new CodeError({ from: at, to: at + 1 }, m.mismatched(char, closing[last.bracket]!));
      at += 1;
    } else if (/[‘’“”´`]/.test(char)) {
      throw new CodeError({ from: at, to: at + 1 }, m.quote(char));
    } else if (char === '\u00a0') {
      // Web pages have spaces that do not break.
      plain = `${plain.slice(0, at)} ${plain.slice(at + 1)}`;
      at += 1;
    } else if (/[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/.test(char)) {
      throw new CodeError({ from: at, to: at + 1 }, m.invisible(char.codePointAt(0)!.toString(16)));
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
  if (last) throw new CodeError({ from: last.at, to: last.at + 1 }, m.unclosed(last.bracket));
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
  throw new CodeError({ from, to: Math.min(at, text.length) }, codeMessages.syntax.openString(end));
}
