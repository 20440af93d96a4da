import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { engineVersion } from '../../../../web/build/engine_version';

const folder = mkdtempSync(join(tmpdir(), 'cnnlab-version-'));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ['core', 'wasm', 'cmake', 'CMakeLists.txt', 'CMakePresets.json'])
  cpSync(name, join(folder, name), { recursive: true });
cpSync('tools/relaxed_simd.mjs', join(folder, 'tools/relaxed_simd.mjs'));

/** The version once a file has been changed; the file is as before afterwards. */
function versionWith(file: string, change: (text: string) => string): string {
  const text = readFileSync(join(folder, file), 'utf8');
  writeFileSync(join(folder, file), change(text));
  const version = engineVersion(folder);
  writeFileSync(join(folder, file), text);
  return version;
}
const now = engineVersion('.');

test('the version is that of the sources, wherever they are', () => {
  expect(now).toMatch(/^[0-9a-f]{16}$/);
  expect(engineVersion(folder)).toBe(now);
});

test.each([
  'core/kernels/gemm.cpp',
  'wasm/bindings.cpp',
  'cmake/engine.cmake',
  'CMakeLists.txt',
  'tools/relaxed_simd.mjs',
])('changes with %s', (file) => {
  expect(versionWith(file, (text) => `${text}\n`)).not.toBe(now);
});

test.each<[string, string, (text: string) => string]>([
  ['line ends of a checkout', 'core/kernels/gemm.cpp', (text) => text.replaceAll('\n', '\r\n')],
  ['the native command line', 'core/commands/main.cpp', (text) => `${text}\n`],
  ['types for the page', 'wasm/lab.d.ts', (text) => `${text}\n`],
])('is the same with other %s', (_, file, change) => {
  expect(versionWith(file, change)).toBe(now);
});
