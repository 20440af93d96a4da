import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

/** Pictures are kept as they come, and the service worker is not served by itself. */
const left = /^cifar10\/|^service_worker\.js$/;

/** Writes the service worker beside the page, with the list of the page's files in it. */
export function offline(source: string): Plugin {
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .filter((file) => !left.test(file))
        .sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
      const precache = { version: hash.digest('hex').slice(0, 16), files };
      const place = /^const precache = .*$/m;
      const script = readFileSync(source, 'utf8');
      if (!place.test(script)) throw new Error(`${source} has no place for the list of files.`);
      writeFileSync(
        join(folder, 'service_worker.js'),
        script.replace(place, () => `const precache = ${JSON.stringify(precache)};`),
      );
    },
  };
}
