import { code as en, type CodeMessages } from './en/code';
import { language } from './index';

/** What is said about Keras programs: apart from the rest, so that it loads with the code view. */
const languages: Record<string, CodeMessages> = { en };

export const codeMessages: CodeMessages = languages[language] ?? en;
