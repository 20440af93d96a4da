import { smoke } from './smoke.mjs';

const alone = { isolated: false, build: 'simd', threads: 1 };
const isolated = { ...alone, isolated: true };

// WebKitGTK isolates a page, and leaves shared memory off: one thread, as in Epiphany.
smoke('webkit', { host: 'isolated', expected: isolated, offline: true });
smoke('webkit', { host: 'bare', expected: alone });
smoke('webkit', { host: 'isolatedByWorker', expected: isolated, whole: false });
