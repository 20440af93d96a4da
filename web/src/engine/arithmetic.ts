import type { Build } from './protocol';

/**
 * How the engine rounds a * b + c: `fused` once, `separate` twice. Of all that differs between
 * browsers and processors only this changes bits: two engines of one version and one arithmetic
 * give the same numbers to the last digit.
 */
export type Arithmetic = 'fused' | 'separate';

// One function (f32, f32, f32) -> f32: a lane of f32x4.relaxed_madd. Its operands are parameters,
// so that no compiler can work it out beforehand by other means than the engine's.
// prettier-ignore
const multiplyAddModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 125, 125, 125, 1, 125, 3, 2, 1, 0,
  7, 5, 1, 1, 102, 0, 0,
  10, 22, 1, 20, 0, 32, 0, 253, 19, 32, 1, 253, 19, 32, 2, 253, 19, 253, 133, 2, 253, 31, 0, 11,
]);

/**
 * Relaxed SIMD leaves the number of roundings to the processor, so it is asked; plain SIMD rounds
 * twice everywhere. (1 + 2^-12)^2 is 1 + 2^-11 + 2^-24, which has one digit too many for a float32:
 * less 1 + 2^-11 it leaves 2^-24 if it was not rounded before, and 0 if it was.
 */
export function arithmeticOf(build: Build): Arithmetic {
  if (build !== 'relaxed-simd-threads') return 'separate';
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(multiplyAddModule));
  const multiplyAdd = exports.f as (a: number, b: number, c: number) => number;
  const factor = 1 + 2 ** -12;
  return multiplyAdd(factor, factor, -(1 + 2 ** -11)) === 0 ? 'separate' : 'fused';
}

/** What decides the bits of a run, and the build that did it. */
export interface EngineIdentity {
  build: Build;
  arithmetic: Arithmetic;
  /** Hash of the engine's sources (web/build/engine_version.ts). */
  version: string;
}

/** A part of a run: the engine that trained on from this position, up to where the next one did. */
export interface EngineStretch extends EngineIdentity {
  epoch: number;
  phase: 'training' | 'evaluating';
  /** Batches of the phase that were done before. */
  batch: number;
}
