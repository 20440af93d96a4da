/** What is said of an assignment: loaded where a link has one. */
import { assignment as en, type AssignmentMessages } from './en/assignment';
import { language } from './index';

const others: Record<string, () => Promise<AssignmentMessages>> = {
  es: async () => (await import('./es/assignment')).assignment,
};

export const assignmentMessages: AssignmentMessages = (await others[language]?.()) ?? en;
