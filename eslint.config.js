/** What `npm run lint` and `./lab check` hold the page and the scripts to, beside their types. */
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** What tsconfig.json covers: these rules ask for types. */
const typed = ['web/**/*.ts', 'web/**/*.svelte', 'tests/web/**/*.ts', 'vite.config.ts'];

export default defineConfig(
  globalIgnores(['.build/', '.cache/', 'dist/', 'web/public/', 'wasm/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strict,
  { files: typed, extends: [ts.configs.strictTypeCheckedOnly] },
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    files: typed,
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // `${count} pictures` is what template strings are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `if (known) return show(known);` ends a function early, on one line.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // What comes from outside is cast to what it should be and then checked, and a narrowed type
      // outlives an `await`, during which the state may change: such conditions are needed.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A handler may be asynchronous: what it throws reaches the page's own handler of errors.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
  {
    files: ['web/**/*.svelte', 'web/**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // A Set or a Map beside the page's state is bookkeeping; what is drawn is `$state`.
      'svelte/prefer-svelte-reactivity': 'off',
      // `void lab.run;` in an effect names what it waits for.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    // A component imported from another file has no type here: svelte-check, which knows it, does this.
    files: ['web/**/*.svelte'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [
        `@typescript-eslint/no-unsafe-${what}`,
        'off',
      ]),
    ),
  },
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node, ...globals.worker } },
    rules: {
      // tsconfig's noUncheckedIndexedAccess makes `!` the word for "this index is within bounds".
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A name that begins with _ is there to be left out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['web/src/messages/es/faults.ts'],
    rules: { '@typescript-eslint/no-unnecessary-type-assertion': 'off' },
  },
);
