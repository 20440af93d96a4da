/** Loaded with the questions of the lesson: after the first view. */
import { language } from './index';
import { quiz as en, type QuizMessages } from './en/quiz';

const others: Record<string, () => Promise<QuizMessages>> = {
  es: async () => (await import('./es/quiz')).quiz,
};

export const quiz: QuizMessages = (await others[language]?.()) ?? en;
