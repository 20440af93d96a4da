/** A host such as GitHub Pages: it serves the files, and no header that isolates the page. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { serviceWorkerFor } from '../../tools/fewer_pictures.mjs';
import { dist, shortManifest } from '../web/browser/page.mjs';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json', '.svg': 'image/svg+xml' }; // prettier-ignore

/** An `override` for the test server, and how often the page itself was asked for. */
export function bareHost(missing = () => false) {
  const loads = { page: 0 };
  const manifest = JSON.stringify(shortManifest());
  const override = (pathname) => {
    const file = path.join(dist, pathname === '/' ? 'index.html' : pathname);
    if (pathname === '/') loads.page += 1;
    if (missing(pathname) || !existsSync(file) || !statSync(file).isFile())
      return { status: 404, body: '' };
    const body =
      pathname === '/cifar10/manifest.json'
        ? manifest
        : pathname === '/service_worker.js'
          ? serviceWorkerFor(manifest, dist)
          : readFileSync(file);
    const headers = { 'Cross-Origin-Embedder-Policy': null, 'Cross-Origin-Resource-Policy': null };
    return { type: types[path.extname(file)], body, headers };
  };
  return { override, loads };
}
