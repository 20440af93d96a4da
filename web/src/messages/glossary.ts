/** What technical words mean: loaded when one is asked about. */
import { glossary as en, type GlossaryMessages } from './en/glossary';
import { language } from './index';

const others: Record<string, () => Promise<GlossaryMessages>> = {
  es: async () => (await import('./es/glossary')).glossary,
};

export const glossary: GlossaryMessages = (await others[language]?.()) ?? en;
