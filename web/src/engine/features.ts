import { isFramed, isTrustworthy } from '../base/place';
import type { Build } from './protocol';

/** Why the fastest build is not the one that runs; null when it is. */
export type Limit =
  | 'not_isolated'
  | 'framed'
  | 'not_secure'
  | 'no_shared_memory'
  | 'one_core'
  | 'threads_timed_out'
  | 'no_memory'
  | 'threads_failed'
  | null;

export type Choice =
  | { kind: 'build'; build: Build; threads: number; limit: Limit }
  | { kind: 'unsupported'; missing: 'webassembly' | 'simd' };

export interface Platform {
  webassembly: boolean;
  simd: boolean;
  /** Relaxed SIMD: a fused multiply-add, which trains faster, to bits of its own. */
  relaxedSimd: boolean;
  sharedMemory: boolean;
  isolated: boolean;
  /** Inside another page, which has to be isolated too. */
  framed: boolean;
  /** At an address to which browsers grant isolation. */
  trustworthy: boolean;
  cores: number;
}

/** More threads than this gain nothing on networks of this size. */
const mostThreads = 8;

// A module with one function that makes a vector of zeros: it validates only where SIMD exists.
// prettier-ignore
export const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0,
  10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

// The same for relaxed SIMD: three vectors and f32x4.relaxed_madd of them.
// prettier-ignore
export const relaxedSimdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0,
  10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11,
]);

export function detectPlatform(): Platform {
  const webassembly = typeof WebAssembly === 'object';
  return {
    webassembly,
    simd: webassembly && WebAssembly.validate(simdModule),
    relaxedSimd: webassembly && WebAssembly.validate(relaxedSimdModule),
    sharedMemory: typeof SharedArrayBuffer === 'function',
    // Older browsers have none.
    isolated: globalThis.crossOriginIsolated ?? false,
    framed: isFramed(),
    trustworthy: isTrustworthy(),
    cores: navigator.hardwareConcurrency || 1,
  };
}

export function chooseBuild(platform: Platform): Choice {
  if (!platform.webassembly) return { kind: 'unsupported', missing: 'webassembly' };
  if (!platform.simd) return { kind: 'unsupported', missing: 'simd' };
  const alone = (limit: Limit): Choice => ({ kind: 'build', build: 'simd', threads: 1, limit });
  if (platform.cores < 2) return alone('one_core');
  if (!platform.isolated && !platform.trustworthy) return alone('not_secure');
  if (!platform.isolated) return alone(platform.framed ? 'framed' : 'not_isolated');
  if (!platform.sharedMemory) return alone('no_shared_memory');
  return {
    kind: 'build',
    build: platform.relaxedSimd ? 'relaxed-simd-threads' : 'simd-threads',
    threads: Math.min(platform.cores, mostThreads),
    limit: null,
  };
}
