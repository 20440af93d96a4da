import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { minifySync, type Plugin } from 'vite';

/** What the page's HTML and the service worker call the build, until all of its files are known. */
const versionMark = '{{version}}';

/** A hash as the browser's own integrity checks write it. */
export const integrity = (content: string | Uint8Array) =>
  `sha256-${createHash('sha256').update(content).digest('base64')}`;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Tells the page the hashes of the engine's files: an open page takes no other version's. */
export function engineHashes(publicFolder: string): Plugin {
  return {
    name: 'engine-hashes',
    config: ({ publicDir }) => ({
      define: {
        __ENGINE_FILES__: JSON.stringify(engineFiles(join(publicDir || publicFolder, 'engine'))),
      },
    }),
  };
}

function engineFiles(folder: string): Record<string, string> {
  try {
    const files = filesIn(folder).map(
      (file) => [file, integrity(readFileSync(join(folder, file)))] as const,
    );
    return Object.fromEntries(files);
  } catch {
    return {}; // Not built yet, as where only the page's own code is tested.
  }
}

/** Writes the service worker beside the page, with the list of the page's files in it. */
export function offline(source: string): Plugin {
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'version', content: versionMark }, injectTo: 'head' },
    ],
    closeBundle() {
      // Vite copies what is in public/ as it is, and this is waited for by the first view.
      const boot = join(folder, 'boot.js');
      writeFileSync(boot, minifySync('boot.js', readFileSync(boot, 'utf8')).code);
      // The service worker is not kept by itself.
      const names = filesIn(folder).filter((file) => file !== 'service_worker.js');
      const hash = createHash('sha256');
      for (const file of names) hash.update(file).update(readFileSync(join(folder, file)));
      const version = hash.digest('hex').slice(0, 16);
      const files: Record<string, string> = {};
      for (const file of names) {
        const content = readFileSync(join(folder, file));
        if (file.endsWith('.html'))
          writeFileSync(join(folder, file), content.toString().replace(versionMark, version));
        files[file] = integrity(readFileSync(join(folder, file)));
      }
      const place = /^const build = .*$/m;
      const script = readFileSync(source, 'utf8');
      if (!place.test(script)) throw new Error(`${source} has no place for the list of files.`);
      writeFileSync(
        join(folder, 'service_worker.js'),
        script.replace(place, () => `const build = ${JSON.stringify({ version, files })};`),
      );
    },
  };
}
