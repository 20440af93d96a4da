/** Loaded with what speaks of runs: at first there is none. */
import { language } from './index';
import { runs as en, type RunsMessages } from './en/runs';

const others: Record<string, () => Promise<RunsMessages>> = {
  es: async () => (await import('./es/runs')).runs,
};

export const runs: RunsMessages = (await others[language]?.()) ?? en;
