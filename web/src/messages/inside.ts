import { inside as en, type InsideMessages } from './en/inside';

/** Apart from the other messages, because it is loaded only when one of its views is opened. */
const languages: Record<string, InsideMessages> = { en };
const language = typeof document === 'undefined' ? 'en' : document.documentElement.lang;
export const inside: InsideMessages = languages[language] ?? en;
