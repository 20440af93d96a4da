/** Loaded with what is printed. */
import { language } from './index';
import { paper as en, type PaperMessages } from './en/paper';

const others: Record<string, () => Promise<PaperMessages>> = {
  es: async () => (await import('./es/paper')).paper,
};

export const paper: PaperMessages = (await others[language]?.()) ?? en;
