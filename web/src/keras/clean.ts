import { CodeError, finding, type Span } from './source';

/** A text as Python would read it, and where each place of it stands in the text as it came. */
export interface Cleaned {
  text: string;
  back: (offset: number) => number;
  /** Names of what a course left to be filled in, and where. */
  blanks: (Span & { name: string })[];
}

/** Cells that say how a cell is run, and hold Python. */
const pythonMagics = /^%%(?:time|timeit|capture|prun|python3?|snakeviz|memit|heat|tensorflow_version)\b/; // prettier-ignore

/** A prompt of Python, or of IPython and its continuation, with what stands behind it on the line. */
const prompts = /^(?:>>> ?|\.\.\.(?: |$)|(?:In|Out) ?\[(?:[\d *]*|None)\]: ?| {2,}\.{3,}: ?)/;

/** One letter that stands for several: `ﬁlters` is `filters` for Python, in names only. */
const compatible = /[\uFB00-\uFB06\uFF21-\uFF3A\uFF41-\uFF5A\uFF10-\uFF19]/;

/**
 * Takes out what people's files have and Python has not: prompts, magics, Windows line ends, cells of
 * other languages. Strings that run over several lines are left as they are. Every place keeps its
 * way back.
 */
export function clean(raw: string): Cleaned {
  const marks = /^<{7}(?: .*)?$/m.exec(raw);
  if (marks && /^={7}\r?$/m.test(raw))
    throw new CodeError({ from: marks.index, to: marks.index + 7 }, finding('mergeMarks', raw.slice(0, marks.index).split('\n').length)); // prettier-ignore

  let text = '';
  // Pairs of places: from here on the two texts run side by side.
  const anchors: [number, number][] = [];
  const take = (from: number, to: number) => {
    anchors.push([text.length, from]);
    text += raw.slice(from, to);
  };
  const put = (insert: string, at: number) => {
    anchors.push([text.length, at]);
    text += insert;
  };
  const blanks: Cleaned['blanks'] = [];
  const lines = linesOf(raw);
  const isTyped = /^(?:>>> |>>>$)/.test(lines.find(({ content }) => /\S/.test(content))?.content ?? ''); // prettier-ignore
  let within: string | null = null;
  let depth = 0;
  let foreign = false;
  let fresh = true;
  for (const { from, content, end } of lines) {
    const inString = within !== null;
    if (!inString && content === cellMark) [foreign, fresh] = [false, true];
    if (fresh && /\S/.test(content) && content !== cellMark && !/^\s*#/.test(content)) {
      foreign = /^\s*%%\w/.test(content) && !pythonMagics.test(content.trim());
      fresh = false;
    }
    let at = from;
    let body = content;
    if (!inString && !foreign) {
      const prompt = prompts.exec(body);
      if (prompt && (isTyped || !/^(?:>>>|\.\.\.)/.test(prompt[0]))) {
        at += prompt[0].length;
        body = /^Out/.test(prompt[0]) ? '' : body.slice(prompt[0].length);
      } else if (isTyped && depth === 0) body = '';
    }
    if (foreign) body = '';
    const magic = inString || depth > 0 ? null : withoutMagic(body);
    if (magic) {
      if (magic.keep > 0) take(at, at + magic.keep);
      put(magic.insert, at + magic.keep);
    } else if (
      !inString &&
      depth === 0 &&
      /^\s*print\s+(?![=(,.)\]+\-*/%<>!&|^:]|$|if\b|in\b|is\b|and\b|or\b|not\b|for\b|else\b|as\b)/.test(
        body,
      )
    ) {
      // Python 2's print is a statement; nothing that it says matters here.
      const indent = /^\s*/.exec(body)![0].length;
      take(at, at + indent);
      put('0,', at + indent);
      const rest = body.slice(indent + 5);
      ({ within, depth } = follow(rest, within, depth));
      write(rest, at + indent + 5);
    } else {
      const blank = !inString && depth === 0 ? /^(\s*)([A-Za-z_][\w.]*)\s*=\s*(?:#.*)?$/.exec(body) : null; // prettier-ignore
      if (blank) {
        const start = at + blank[1]!.length;
        blanks.push({ from: text.length + blank[1]!.length, to: text.length + blank[1]!.length + blank[2]!.length, name: blank[2]! }); // prettier-ignore
        take(at, start);
        put('0', start);
      } else {
        ({ within, depth } = follow(body, within, depth));
        write(body, at);
      }
    }
    if (end < raw.length) put('\n', end);
  }

  /** Puts a piece of a line into the text: one letter for several, spaces that are none, `1.` as `1.0`. */
  function write(body: string, at: number): void {
    let start = 0;
    const odd = /[\uFB00-\uFB06\uFF21-\uFF3A\uFF41-\uFF5A\uFF10-\uFF19\u00a0\u3000\f\t]/g;
    if (!odd.test(body)) return take(at, at + body.length);
    odd.lastIndex = 0;
    for (let found = odd.exec(body); found; found = odd.exec(body)) {
      take(at + start, at + found.index);
      const isName = compatible.test(found[0]);
      if (isName && quoted(body, found.index)) take(at + found.index, at + found.index + 1);
      else if (isName) put(found[0].normalize('NFKC'), at + found.index);
      else if (found[0] === '\t') put('\t', at + found.index);
      else put(' ', at + found.index);
      start = found.index + 1;
    }
    take(at + start, at + body.length);
  }

  return { text, back: (offset) => placeBack(anchors, offset), blanks };
}

/** Stands between the cells of a notebook that are read as one program. */
export const cellMark = '# %% ';

function placeBack(anchors: [number, number][], offset: number): number {
  let low = 0;
  let high = anchors.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (anchors[middle]![0] <= offset) low = middle;
    else high = middle - 1;
  }
  const [there, here] = anchors[low] ?? [0, 0];
  const next = anchors[low + 1];
  const place = here + (offset - there);
  return next ? Math.min(place, Math.max(next[1], here)) : place;
}

function linesOf(raw: string): { from: number; content: string; end: number }[] {
  const lines = [];
  // A byte order mark in front of the text is no part of its first line.
  for (let from = raw.startsWith('\ufeff') ? 1 : 0; from <= raw.length;) {
    let to = from;
    while (to < raw.length && raw[to] !== '\n' && raw[to] !== '\r') ++to;
    const end = raw[to] === '\r' && raw[to + 1] === '\n' ? to + 1 : to;
    lines.push({ from, content: raw.slice(from, to), end });
    from = end + 1;
  }
  return lines;
}

/** What is left of a line that only a notebook understands: a statement that does nothing. */
function withoutMagic(line: string): { keep: number; insert: string } | null {
  const whole = /^(\s*)(?:[%!?]|[\w.]+\?{1,2}\s*$)/.exec(line);
  if (whole) return { keep: whole[1]!.length, insert: '0' };
  // `files = !ls` and `name = %env NAME`: what comes back is not known.
  const given = /^(\s*[\w, ]+=\s*)[%!]\s*\w/.exec(line);
  return given ? { keep: given[1]!.length, insert: '_' } : null;
}

/** Where the strings and brackets of a line leave what comes behind it. */
function follow(line: string, within: string | null, depth: number) {
  let at = 0;
  while (at < line.length) {
    if (within) {
      if (line[at] === '\\') at += 2;
      else if (line.startsWith(within, at)) {
        at += within.length;
        within = null;
      } else at += 1;
      continue;
    }
    const char = line[at]!;
    if (char === '#') break;
    if (char === "'" || char === '"') {
      within = line.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
      at += within.length;
      continue;
    }
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char)) depth = Math.max(0, depth - 1);
    at += 1;
  }
  // A string of one line ends with its line, whether it is closed or not.
  if (within && within.length === 1 && !line.endsWith('\\')) within = null;
  return { within, depth };
}

/** Whether a place of a line stands in a string or a comment. */
function quoted(line: string, at: number): boolean {
  const before = line.slice(0, at).replace(/\\./g, '');
  if (/#/.test(before.replace(/'[^']*'|"[^"]*"/g, ''))) return true;
  const count = (sign: string) => before.split(sign).length - 1;
  return count('"') % 2 === 1 || count("'") % 2 === 1;
}
