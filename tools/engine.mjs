/** Loads the engine that the page uses (the same .wasm file) in Node. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';

const root = path.resolve(import.meta.dirname, '..');

/**
 * A build of the engine ('simd', 'simd-threads' or 'relaxed-simd-threads') for sessions of up to `threads` threads, made
 * by `./lab build`. Returns { module, close }; close ends its threads, which otherwise keep Node
 * alive.
 */
export async function loadEngine(build, threads) {
  if (build.startsWith('relaxed')) allowRelaxedSimd();
  const directory = path.join(root, '.build', `wasm-${build}`, 'engine');
  const createCnnLab = createRequire(import.meta.url)(path.join(directory, 'cnnlab.js'));
  const module = await createCnnLab({
    wasmBinary: await readFile(path.join(directory, 'cnnlab.wasm')),
    // The calling thread computes too.
    poolSize: threads - 1,
  });
  return { module, close: () => module.PThread?.terminateAllThreads() };
}

/** Node 20 has relaxed SIMD behind a flag, which newer ones no longer know. */
export function allowRelaxedSimd() {
  if (process.version.startsWith('v20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
}

/** What a call of the engine answered, or its fault as an error. */
export function valueOf(outcome) {
  if (outcome.ok) return outcome.value;
  const { where, message } = outcome.fault;
  throw new Error(where ? `${where}: ${message}` : message, { cause: outcome.fault });
}
