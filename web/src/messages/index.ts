import { en, type Messages } from './en';

/**
 * The page's language decides. Another language is a folder like en/ and an entry here; its texts
 * are loaded by its own page only.
 */
const others: Record<string, () => Promise<Messages>> = {
  es: async () => (await import('./es')).es,
};

export const language = typeof document === 'undefined' ? 'en' : document.documentElement.lang;
export const messages: Messages = (await others[language]?.()) ?? en;
