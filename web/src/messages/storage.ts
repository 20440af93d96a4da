/** Loaded with what keeps the learner's work: after the first view. */
import { language } from './index';
import { storage as en, type StorageMessages } from './en/storage';

const others: Record<string, () => Promise<StorageMessages>> = {
  es: async () => (await import('./es/storage')).storage,
};

export const storage: StorageMessages = (await others[language]?.()) ?? en;
