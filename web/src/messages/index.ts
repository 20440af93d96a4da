import { en, type Messages } from './en';

/** The page's language decides; a second language adds one file and one entry here. */
export const languages: Record<string, Messages> = { en };

export const language = typeof document === 'undefined' ? 'en' : document.documentElement.lang;
export const messages: Messages = languages[language] ?? en;
