/** What is said about Keras programs and files: apart from the rest, so that it loads with them. */
import { code as en, type CodeMessages } from './en/code';
import { language } from './index';

const others: Record<string, () => Promise<CodeMessages>> = {
  es: async () => (await import('./es/code')).code,
};

export const codeMessages: CodeMessages = (await others[language]?.()) ?? en;
