/** Loaded with what reads the learner's own pictures. */
import { language } from './index';
import { ownData as en, type OwnDataMessages } from './en/own_data';

const others: Record<string, () => Promise<OwnDataMessages>> = {
  es: async () => (await import('./es/own_data')).ownData,
};

export const ownData: OwnDataMessages = (await others[language]?.()) ?? en;
