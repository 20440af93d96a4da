import type { Plugin } from 'vite';
import loads from './content_policy.json' with { type: 'json' };

/**
 * What the page may load: its own files and nothing else. Written into the built page, so that it
 * holds on static hosts that send no headers. ('wasm-unsafe-eval' lets WebAssembly compile; it does
 * not allow eval.)
 */
const directives = {
  ...loads,
  // Text becomes a script's address or markup only by the page's one rule for addresses
  // (src/trusted.ts) and by Svelte's for the templates that it compiled.
  'require-trusted-types-for': "'script'",
  'trusted-types': 'default svelte-trusted-html',
};

export function contentPolicy(): Plugin {
  const lines = Object.entries(directives).map((directive) => directive.join(' '));
  return {
    name: 'content-policy',
    // Only when building: Vite's development server needs inline styles for hot replacement.
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: lines.join('; ') },
        injectTo: 'head-prepend',
      },
    ],
  };
}
