import type { Plugin } from 'vite';

/**
 * Vite asks for the page's style sheet with CORS. Where the page has no origin (opened as a file,
 * or in a sandboxed frame) that is refused, and the lesson would be read without any style.
 */
export const plainStyles = (): Plugin => ({
  name: 'plain-styles',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace(/(<link rel="stylesheet") crossorigin/g, '$1'),
  },
});
