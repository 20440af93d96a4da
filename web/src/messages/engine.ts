/** Loaded when the engine has started, or cannot: after the first view. */
import { language } from './index';
import { engine as en, type EngineMessages } from './en/engine';

const others: Record<string, () => Promise<EngineMessages>> = {
  es: async () => (await import('./es/engine')).engine,
};

export const engine: EngineMessages = (await others[language]?.()) ?? en;
