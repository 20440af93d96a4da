/**
 * Faults in sentences of the page's language: the one place where a problem and its facts become
 * words. Loaded right after the first view, before anything can go wrong (told.svelte.ts).
 */
import type { Fact, Problem } from '../../../wasm/lab';
import type { Fault } from '../base/fault';
import type { PageProblem } from '../base/problems';
import { language } from './index';
import { problems as en, type ProblemWords, type ValueWords } from './en/problems';

const others: Record<string, () => Promise<ProblemWords>> = {
  es: async () => (await import('./es/problems')).problems,
};
const words: ProblemWords = (await others[language]?.()) ?? en;

/** Without its capital and its full stop: it may stand inside of another sentence. */
export const tell = (fault: Fault): string => tellIn(words, fault);

/** Names that come from a file may be of any length and hold any character; a sentence may not. */
const mostCharacters = 450;

export function tellIn({ engine, page, values, ofPart }: ProblemWords, fault: Fault): string {
  const { problem } = fault;
  const said =
    problem in page
      ? page[problem as PageProblem](fault.facts as never)
      : engine[problem as Problem].replace(/\{(\w+)\}/g, (place, name: string) => {
          const fact = (fault.facts as Record<string, Fact>)[name];
          return fact === undefined ? place : written(values, name, fact);
        });
  const clean = said.replace(/\p{Cc}/gu, ' ');
  const short = clean.length > mostCharacters ? `${clean.slice(0, mostCharacters)}…` : clean;
  return fault.code === 'bad_part' && problem !== 'policy' ? ofPart(fault.where, short) : short;
}

function written(values: ValueWords, name: string, fact: Fact): string {
  if (typeof fact === 'number') return values.number(fact);
  if (typeof fact === 'string') return name === 'field' ? values.field(fact) : fact;
  return fact.join(typeof fact[0] === 'number' ? '×' : ', ');
}
