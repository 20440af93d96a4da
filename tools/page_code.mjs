/**
 * The page's own TypeScript in Node, so that programs, files and links are read here as they are
 * there. Vite compiles it on the fly: Node 20 cannot import TypeScript, and a build step of our own
 * would be one more thing to keep in order.
 */
import path from 'node:path';
import { runnerImport } from 'vite';

const root = path.resolve(import.meta.dirname, '..');

/** A module of the page: `pageCode('keras/program')` is web/src/keras/program.ts. */
export async function pageCode(name) {
  const file = path.join(root, 'web/src', `${name}.ts`);
  const { module } = await runnerImport(file, { configFile: false, root, logLevel: 'error' });
  return module;
}
