/** What is said about the link that the page was opened with: loaded when there is something to say. */
import { link as en, type LinkMessages } from './en/link';
import { language } from './index';

const others: Record<string, () => Promise<LinkMessages>> = {
  es: async () => (await import('./es/link')).link,
};

export const linkMessages: LinkMessages = (await others[language]?.()) ?? en;
