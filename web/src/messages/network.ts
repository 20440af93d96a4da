/** Loaded with the picture of the network, so that the first view does not wait for it. */
import { language } from './index';
import { network as en, type NetworkMessages } from './en/network';

const others: Record<string, () => Promise<NetworkMessages>> = {
  es: async () => (await import('./es/network')).network,
};

export const network: NetworkMessages = (await others[language]?.()) ?? en;
