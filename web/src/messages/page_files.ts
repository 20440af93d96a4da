/** Loaded right after the first view, before anything of the page can have gone from the server. */
import { language } from './index';
import { pageFiles as en, type PageFilesMessages } from './en/page_files';

const others: Record<string, () => Promise<PageFilesMessages>> = {
  es: async () => (await import('./es/page_files')).pageFiles,
};

export const pageFiles: PageFilesMessages = (await others[language]?.()) ?? en;
