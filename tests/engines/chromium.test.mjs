import { smoke } from './smoke.mjs';

const threads = { isolated: true, build: 'relaxed-simd-threads', threads: 2 };
const alone = { isolated: false, build: 'simd', threads: 1 };

smoke('chromium', { host: 'isolated', expected: threads, offline: true });
smoke('chromium', { host: 'bare', expected: alone });
smoke('chromium', { host: 'isolatedByWorker', expected: threads, whole: false });
