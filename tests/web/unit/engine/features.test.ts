import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import {
  chooseBuild,
  relaxedSimdModule,
  simdModule,
  type Platform,
} from '../../../../web/src/engine/features';

const best: Platform = {
  webassembly: true,
  simd: true,
  relaxedSimd: true,
  sharedMemory: true,
  isolated: true,
  framed: false,
  trustworthy: true,
  cores: 4,
};

test.each<[string, Partial<Platform>, object]>([
  ['everything', {}, { build: 'relaxed-simd-threads', threads: 4, limit: null }],
  ['no relaxed SIMD', { relaxedSimd: false }, { build: 'simd-threads', threads: 4, limit: null }],
  ['many cores', { cores: 64 }, { build: 'relaxed-simd-threads', threads: 8, limit: null }],
  ['no isolation', { isolated: false }, { build: 'simd', threads: 1, limit: 'not_isolated' }],
  ['a frame', { isolated: false, framed: true }, { build: 'simd', limit: 'framed' }],
  ['an isolated frame', { framed: true }, { build: 'relaxed-simd-threads', limit: null }],
  ['plain HTTP', { isolated: false, trustworthy: false }, { build: 'simd', limit: 'not_secure' }],
  ['one core in a frame', { isolated: false, framed: true, cores: 1 }, { limit: 'one_core' }],
  ['no SharedArrayBuffer', { sharedMemory: false }, { build: 'simd', limit: 'no_shared_memory' }],
  ['one core', { cores: 1 }, { build: 'simd', threads: 1, limit: 'one_core' }],
  ['no SIMD', { simd: false }, { kind: 'unsupported', missing: 'simd' }],
  ['no WebAssembly', { webassembly: false, simd: false }, { missing: 'webassembly' }],
])('%s', (_, platform, choice) => {
  expect(chooseBuild({ ...best, ...platform })).toMatchObject(choice);
});

test('the probe for SIMD is a module that validates where SIMD exists', () => {
  expect(WebAssembly.validate(simdModule)).toBe(true);
  // 0xfd begins a SIMD instruction; 0x0f of them (i8x16.splat) is what is probed for.
  const at = simdModule.indexOf(0xfd);
  expect(at).toBeGreaterThan(0);
  expect(WebAssembly.validate(simdModule.with(at, 0xff))).toBe(false);
});

test('the probe for relaxed SIMD validates where that exists', () => {
  // Node 20 has it behind a flag, later ones have it without.
  const flags = process.version.startsWith('v20.') ? ['--experimental-wasm-relaxed-simd'] : [];
  const validates = (bytes: Uint8Array) => {
    const check = `WebAssembly.validate(new Uint8Array([${bytes.join()}]))`;
    return execFileSync(process.execPath, [...flags, '--print', check])
      .toString()
      .trim();
  };
  expect(validates(relaxedSimdModule)).toBe('true');
  const opcode = relaxedSimdModule.lastIndexOf(0x85);
  expect(validates(relaxedSimdModule.with(opcode, 0xff))).toBe('false');
});
