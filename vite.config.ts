import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { engineVersion } from './web/build/engine_version.ts';
import { lesson } from './web/build/lesson.ts';
import { page as en } from './web/src/messages/en/page.ts';
import { page as es } from './web/src/messages/es/page.ts';
import { engineHashes, offline } from './web/build/offline.ts';
import { plainStyles } from './web/build/plain_styles.ts';
import { contentPolicy } from './web/build/policy.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Threads need shared memory, and shared memory needs these two headers. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: here('./web'),
  // Relative, so that the page works from any folder of any host.
  base: './',
  define: {
    __ENGINE_VERSION__: JSON.stringify(engineVersion(here('.'))),
  },
  plugins: [
    svelte({ configFile: here('./svelte.config.js') }),
    lesson(here('./web/index.html'), {
      en: { folder: here('./assets/lesson/en'), words: en },
      es: { folder: here('./assets/lesson/es'), words: es },
    }),
    contentPolicy(),
    plainStyles(),
    engineHashes(here('./web/public')),
    offline(here('./web/src/offline/service_worker.js')),
  ],
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    rolldownOptions: {
      input: [here('./web/index.html'), here('./web/es.html')],
      // What every visit needs comes as one file: gzip finds more to share, and there is less to ask for.
      output: {
        codeSplitting: {
          groups: [
            // Apart: a language's words, which the first file waits for, are made of these.
            { name: 'words', test: /web\/src\/messages\/format\.ts$/, priority: 1 },
            { name: 'first', tags: ['$initial'] },
          ],
        },
      },
    },
    target: 'es2022',
    // An inlined asset would be a data: URL, which the content policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: { headers: isolation, fs: { allow: [here('.')] } },
  preview: { headers: isolation },
  test: {
    root: here('.'),
    include: ['tests/web/unit/**/*.test.ts'],
    environment: 'node',
  },
});
