/**
 * The page's own TypeScript in Node, so that programs, files and links are read here as they are
 * there. Vite compiles it on the fly, as it does for the page in development: Node 20 cannot import
 * TypeScript, and a build step of our own would be one more thing to keep in order.
 */
import path from 'node:path';
import { createServer } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
let server = null;

/** A module of the page: `pageCode('keras/program')` is web/src/keras/program.ts. */
export async function pageCode(name) {
  server ??= createServer({
    configFile: false,
    root,
    logLevel: 'error',
    appType: 'custom',
    // Neither listens nor watches, so that it does not keep Node alive.
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  return (await server).ssrLoadModule(path.join(root, 'web/src', `${name}.ts`));
}
