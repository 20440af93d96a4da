/** Loaded with the exercises, so that the page's first view does not wait for their texts. */
import { language } from './index';
import { exercises as en, type ExerciseMessages } from './en/exercises';

const others: Record<string, () => Promise<ExerciseMessages>> = {
  es: async () => (await import('./es/exercises')).exercises,
};

export const exerciseMessages: ExerciseMessages = (await others[language]?.()) ?? en;
