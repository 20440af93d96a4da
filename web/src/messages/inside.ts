/** Loaded with the views that look into a network, so that the first view does not wait for them. */
import { language } from './index';
import { inside as en, type InsideMessages } from './en/inside';

const others: Record<string, () => Promise<InsideMessages>> = {
  es: async () => (await import('./es/inside')).inside,
};

export const inside: InsideMessages = (await others[language]?.()) ?? en;
