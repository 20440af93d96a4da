import { parser } from '@lezer/python';
import type { Tree } from '@lezer/common';
import { codeMessages } from '../messages/code';
import { scan } from './scan';
import { CodeError } from './source';

// Strict: the first mistake ends it. Recovering from mistakes takes time that grows fast.
const strict = parser.configure({ strict: true });

/** The syntax tree of a program that is Python; throws a CodeError at the first place that is not. */
export function parse(text: string): { tree: Tree; plain: string } {
  const plain = scan(text);
  try {
    return { tree: strict.parse(plain), plain };
  } catch (error) {
    const at = /No parse at (\d+)/.exec(String(error));
    if (!at) throw error;
    throw mistake(plain, Number(at[1]));
  }
}

const word = /^(?:[\w.]+|'[^'\n]*'|"[^"\n]*"|\S)/;

/** What is likely wrong where the parser stopped. */
function mistake(text: string, at: number): CodeError {
  const m = codeMessages.syntax;
  const from = at + /^[ \t]*/.exec(text.slice(at))![0].length;
  const next = word.exec(text.slice(from))?.[0] ?? '';
  const span = { from, to: Math.max(from + next.length, from) };
  const before = text.slice(0, from).replace(/\s+$/, '');
  const last = before.at(-1) ?? '';
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', from) < 0 ? text.length : text.indexOf('\n', from);
  const line = text.slice(lineStart, lineEnd);

  if (
    /^\s*(for|if|while|with|def|class|else|elif|try)\b/.test(line) &&
    (next === '' || from >= lineEnd - 1 || /^\s*$/.test(text.slice(from, lineEnd))) &&
    !line.trimEnd().endsWith(':')
  )
    return new CodeError({ from: lineEnd, to: lineEnd }, m.colon);
  if (/^\s*$/.test(text.slice(lineStart, from)) && /:\s*$/.test(before))
    return new CodeError(span, m.notIndented);
  if (/^[ \t]+$/.test(text.slice(lineStart, from)) && !/[([{,]$/.test(before))
    return new CodeError(span, m.indented);
  if (next === ',' && /[(,[]/.test(last)) return new CodeError(span, m.nothingBetween);
  if (/[\w)\]'"]/.test(last) && /^[\w('"[]/.test(next)) return new CodeError(span, m.comma(next));
  if (next === '=' || next === '==') return new CodeError(span, m.equals);
  if (next === '' || /[-+*/%=.]/.test(last)) return new CodeError(span, m.unfinished);
  return new CodeError(span, m.unexpected(next));
}
