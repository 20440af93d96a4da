import { smoke } from './smoke.mjs';

const threads = { isolated: true, build: 'relaxed-simd-threads', threads: 2 };
const alone = { isolated: false, build: 'simd', threads: 1 };

smoke('firefox', { host: 'isolated', expected: threads, offline: true });
smoke('firefox', { host: 'bare', expected: alone });
smoke('firefox', { host: 'isolatedByWorker', expected: threads, whole: false });
