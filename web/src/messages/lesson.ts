/** Loaded with the interactive parts of the lesson, so that the first view does not wait for them. */
import { language } from './index';
import { lesson as en, type LessonMessages } from './en/lesson';

const others: Record<string, () => Promise<LessonMessages>> = {
  es: async () => (await import('./es/lesson')).lesson,
};

export const lesson: LessonMessages = (await others[language]?.()) ?? en;
