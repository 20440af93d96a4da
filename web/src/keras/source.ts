/** Places in a program's text, and what is found there. Offsets count UTF-16 units from 0. */
import { sayFinding, type CodeProblem, type FactsOf, type Finding } from '../messages/code';

export type { Finding };

export interface Span {
  from: number;
  to: number;
}

/** What the reader found, and where. */
export interface Found extends Span {
  finding: Finding;
}

/** The same for a person: in the page's language. */
export interface Remark extends Span {
  message: string;
}

export const remarkOf = ({ from, to, finding }: Found): Remark => ({
  from,
  to,
  message: sayFinding(finding),
});

/** What is found: a problem of the closed list, and its facts. */
export const finding = <P extends CodeProblem>(problem: P, ...facts: FactsOf<P>): Finding =>
  ({ problem, facts }) as Finding;

export const isSame = (a: Finding, b: Finding | undefined) =>
  JSON.stringify(a) === JSON.stringify(b);

/** A program that cannot be used: where, and what is wrong. */
export class CodeError extends Error {
  constructor(
    readonly span: Span,
    readonly finding: Finding,
  ) {
    super(finding.problem);
  }
}

/** Line and column, both from 1, as compilers count them. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/** `3:14: Did you mean padding='same'?` */
export function remarkText(text: string, { from, finding }: Found): string {
  const { line, column } = placeOf(text, from);
  return `${line}:${column}: ${sayFinding(finding)}`;
}

/** Changes of one letter (put in, left out, replaced, or two swapped) that lead from a to b. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; ++i) {
    const next = [i];
    for (let j = 1; j <= b.length; ++j) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** The name that was meant, if one is near enough; case is ignored. */
export function nearest(given: string, names: Iterable<string>): string | null {
  const plain = (name: string) => name.toLowerCase().replace(/_/g, '');
  let best: string | null = null;
  // One slip in a short name, up to three in a long one.
  let least = Math.max(1, Math.min(3, Math.floor(given.length / 3))) + 1;
  for (const name of names) {
    if (Math.abs(name.length - given.length) > 4) continue;
    const d = distance(plain(given), plain(name));
    if (d < least) [best, least] = [name, d];
  }
  return best;
}
