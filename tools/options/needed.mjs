/** What commands need to be there, by the names that ./lab builds or gets it by. */
import path from 'node:path';

/** The pack that `data` makes. */
export const pack = path.resolve(import.meta.dirname, '../../web/public/cifar10');

/** The engine's builds, the one that a command takes by itself first. */
export const builds = ['simd-threads', 'simd', 'relaxed-simd-threads'];

export const engines = builds.map((build) => `wasm-${build}`);

/** All of the built page. */
export const page = ['data', ...engines, 'page'];
