/** Loaded with the charts: after the first view. */
import { language } from './index';
import { charts as en, type ChartsMessages } from './en/charts';

const others: Record<string, () => Promise<ChartsMessages>> = {
  es: async () => (await import('./es/charts')).charts,
};

export const charts: ChartsMessages = (await others[language]?.()) ?? en;
