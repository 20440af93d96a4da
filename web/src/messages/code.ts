/** What is said about Keras programs and files: apart from the rest, so that it loads with them. */
import { code as en, type CodeMessages } from './en/code';
import { language } from './index';

const others: Record<string, () => Promise<CodeMessages>> = {
  es: async () => (await import('./es/code')).code,
};

export const codeMessages: CodeMessages = (await others[language]?.()) ?? en;

type Sentence = string | ((...facts: never[]) => string);

/** Everything that can be found in a program, as a closed list: what has a sentence. */
export type CodeProblem = {
  [P in keyof CodeMessages]: CodeMessages[P] extends Sentence ? P : never;
}[keyof CodeMessages];

/** What a sentence tells, in no language: names and values of the program, numbers. */
export type FactsOf<P extends CodeProblem> = CodeMessages[P] extends (...facts: infer F) => string
  ? F
  : [];

export type Finding = {
  [P in CodeProblem]: { problem: P; facts: FactsOf<P> };
}[CodeProblem];

export function findingIn(words: CodeMessages, { problem, facts }: Finding): string {
  const sentence: Sentence = words[problem];
  return typeof sentence === 'string' ? sentence : sentence(...(facts as never[]));
}

export const sayFinding = (finding: Finding): string => findingIn(codeMessages, finding);
