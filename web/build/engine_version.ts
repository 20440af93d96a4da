import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** All that the engine's WebAssembly is made of; core/commands/ is the native command line only. */
const sources = ['core', 'wasm', 'cmake', 'CMakeLists.txt', 'CMakePresets.json', 'tools/relaxed_simd.mjs']; // prettier-ignore
const left = /^core\/commands\/|\.d\.ts$/;

function filesOf(root: string, source: string): string[] {
  if (/\.\w+$/.test(source)) return [source];
  return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/**
 * The engine's version: SHA-256 of its sources, the first 16 digits. Of the sources and not of the
 * WebAssembly, because a compiler's output depends on where and by which of its versions it was made,
 * while the numbers that it computes do not; and the three builds have one version.
 */
export function engineVersion(root: string): string {
  const hash = createHash('sha256');
  const files = sources.flatMap((source) => filesOf(root, source)).filter((file) => !left.test(file)); // prettier-ignore
  for (const file of files.sort()) {
    // Line ends are the checkout's own.
    const text = readFileSync(join(root, file), 'utf8').replace(/\r\n/g, '\n');
    hash.update(`${file}\0${text}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}
