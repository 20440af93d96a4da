/** Loaded with what speaks of the place where the page stands: after the first view. */
import { language } from './index';
import { place as en, type PlaceMessages } from './en/place';

const others: Record<string, () => Promise<PlaceMessages>> = {
  es: async () => (await import('./es/place')).place,
};

export const place: PlaceMessages = (await others[language]?.()) ?? en;
