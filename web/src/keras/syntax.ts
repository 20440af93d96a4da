import { parser } from '@lezer/python';
import type { Tree } from '@lezer/common';
import { openAt, scan } from './scan';
import { CodeError, finding } from './source';

// Strict: the first mistake ends it. Recovering from mistakes takes time that grows fast.
const strict = parser.configure({ strict: true });

/** Where a cell or a statement cannot be read, the next ones are tried, so many times. */
const mostTries = 12;

/** A part of the text that could not be read: what it would have named is not called unknown. */
export interface Unread {
  error: CodeError;
  names: string[];
}

/**
 * The syntax tree of a program. What is no Python is left out of it and told: a cell whose brackets
 * do not close, a statement with a mistake in it. The rest is read as if it were not there.
 */
export function parse(text: string): { tree: Tree; unread: Unread[] } {
  const unread: Unread[] = [];
  let plain = '';
  for (const cell of cellsOf(text)) {
    try {
      plain += scan(cell);
    } catch (error) {
      if (!(error instanceof CodeError)) throw error;
      const { from, to } = error.span;
      const moved = new CodeError({ from: from + plain.length, to: to + plain.length }, error.finding); // prettier-ignore
      unread.push({ error: moved, names: namesIn(cell) });
      plain += emptied(cell);
    }
  }
  for (;;) {
    try {
      return { tree: strict.parse(plain), unread };
    } catch (error) {
      const at = /No parse at (\d+)/.exec(String(error));
      if (!at) throw error;
      const found = mistake(plain, Number(at[1]));
      const { from, to } = statementAround(plain, found.span.from);
      unread.push({ error: found, names: namesIn(plain.slice(from, to)) });
      if (unread.length >= mostTries || from === to) return { tree: strict.parse(''), unread };
      plain = plain.slice(0, from) + emptied(plain.slice(from, to)) + plain.slice(to);
    }
  }
}

/** Cells of a notebook that are one text, or of a program that marks them; else a program is one cell. */
function cellsOf(text: string): string[] {
  const marks = [...text.matchAll(/\n(?=# ?%%|# In ?\[[\d ]*\]:)/g)].map(({ index }) => index + 1);
  return [0, ...marks].map((from, i) => text.slice(from, marks[i] ?? text.length));
}

const emptied = (text: string) => text.replace(/[^\n]/g, ' ');

const namesIn = (text: string) =>
  [...text.matchAll(/^[ \t]*(?:(?:def|class)\s+(\w+)|([\w, ]+?)\s*=(?!=))/gm)].flatMap(
    ([, made, given]) => (made ? [made] : given!.split(',').map((name) => name.trim())),
  );

/** From the line at the left edge that a place belongs to, to the next such line. */
function statementAround(text: string, place: number): { from: number; to: number } {
  const depth = (at: number) => {
    try {
      return openAt(text, at);
    } catch {
      return 0;
    }
  };
  const begins = (at: number) => /^[^\s#)\]}]/.test(text.slice(at, at + 1)) && !/^(else|elif|except|finally)\b/.test(text.slice(at, at + 8)) && depth(at) === 0; // prettier-ignore
  let from = text.lastIndexOf('\n', place - 1) + 1;
  while (from > 0 && !begins(from)) from = text.lastIndexOf('\n', from - 2) + 1;
  let to = text.indexOf('\n', place);
  to = to < 0 ? text.length : to + 1;
  while (to < text.length && !begins(to)) {
    const next = text.indexOf('\n', to);
    to = next < 0 ? text.length : next + 1;
  }
  return { from, to };
}

const word = /^(?:[\w.]+|'[^'\n]*'|"[^"\n]*"|\S)/;

/** What is likely wrong where the parser stopped. */
function mistake(text: string, at: number): CodeError {
  const from = at + /^[ \t]*/.exec(text.slice(at))![0].length;
  const next = word.exec(text.slice(from))?.[0] ?? '';
  const span = { from, to: Math.max(from + next.length, from) };
  const before = text.slice(0, from).replace(/(?:\s|#[^\n]*(?=\n))+$/, '');
  const last = before.at(-1) ?? '';
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', from) < 0 ? text.length : text.indexOf('\n', from);
  const line = text.slice(lineStart, lineEnd);
  const isOpen = openAt(text, from) > 0;

  if (
    /^\s*(for|if|while|with|def|class|else|elif|try)\b/.test(line) &&
    (next === '' || from >= lineEnd - 1 || /^\s*$/.test(text.slice(from, lineEnd))) &&
    !line.trimEnd().endsWith(':')
  )
    return new CodeError({ from: lineEnd, to: lineEnd }, finding('colon'));
  if (
    isOpen &&
    /^\s*$/.test(text.slice(lineStart, from)) &&
    /[\w)\]'"]$/.test(before) &&
    /^[\w('"[*]/.test(next)
  ) {
    // The comma belongs at the end of what stands above.
    const end = before.length;
    return new CodeError({ from: end - 1, to: end }, finding('commaAtEnd', next));
  }
  if (/^\s*$/.test(text.slice(lineStart, from)) && /:\s*$/.test(before))
    return new CodeError(span, finding('notIndented'));
  if (!isOpen && /^[ \t]+$/.test(text.slice(lineStart, from)) && !/[([{,]$/.test(before))
    return new CodeError(span, finding('indented'));
  if (next === ',' && /[(,[]/.test(last)) return new CodeError(span, finding('nothingBetween'));
  if (/[\w)\]'"]/.test(last) && /^[\w('"[]/.test(next))
    return new CodeError(span, finding('comma', next));
  if (next === '=' || next === '==') return new CodeError(span, finding('equals'));
  if (next === '' || /[-+*/%=.]/.test(last)) return new CodeError(span, finding('unfinished'));
  return new CodeError(span, finding('unexpected', next));
}
