import { join } from 'node:path';
import { page as en } from '../src/messages/en/page.ts';
import { page as es } from '../src/messages/es/page.ts';
import { readStops } from './lesson.ts';

const words = { en, es };

/** Browsers draw a letter that stands alone as mathematicians do: from a row of italics of their own. */
function italic(letter: string): string {
  if (letter === 'h') return 'ℎ';
  const [first, row] = letter >= 'a' ? ['a', 0x1d44e] : ['A', 0x1d434];
  return String.fromCodePoint(row + letter.codePointAt(0)! - first.codePointAt(0)!);
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: '\u00a0' };

/** Every character that the lesson's formulas are drawn with, in all languages, in order. */
export function formulaCharacters(folder: string): string[] {
  const found = new Set<string>();
  for (const [language, its] of Object.entries(words))
    for (const { html } of readStops(join(folder, language), its))
      for (const [formula] of html.matchAll(/<math[\s\S]*?<\/math>/g))
        for (const character of formula
          .replace(/<[^>]*>/g, '')
          .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
          .replace(/&#x([\da-f]+);/gi, (_, code: string) =>
            String.fromCodePoint(parseInt(code, 16)),
          )
          .replace(/\s/g, ' '))
          found.add(character);
  for (const letter of [...found].filter((one) => /^[a-z]$/i.test(one))) found.add(italic(letter));
  return [...found].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
}
