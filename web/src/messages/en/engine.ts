/** What is said of the engine that runs, when one asks, and of the one that cannot. */
export const engine = {
  builds: {
    'relaxed-simd-threads': 'The fastest engine: relaxed vector arithmetic, on several threads.',
    'simd-threads':
      'Vector arithmetic on several threads. This browser lacks the relaxed SIMD of the fastest engine.',
    simd: 'Vector arithmetic on one thread.',
  },
  arithmetic: {
    fused:
      'Arithmetic: fused (a × b + c is rounded once). The same seed gives the same numbers, to the last digit, in every browser that says the same here.',
    separate:
      'Arithmetic: separate (a × b is rounded, then the sum). The same seed gives the same numbers, to the last digit, in every browser that says the same here.',
  },
  version: (version: string) => `Engine version: ${version}.`,
  limits: {
    not_isolated:
      'One thread only: threads need shared memory, and the browser grants it only to pages sent with two special headers (COOP and COEP). This server did not send them. Results are just as good, only slower.',
    framed:
      'One thread only: threads need shared memory, and inside another page the browser grants it only where that page is isolated too. Results are just as good, only slower.',
    not_secure:
      'One thread only: threads need shared memory, and the browser grants it only to addresses with https:// and to this computer’s own (localhost). Results are just as good, only slower.',
    no_shared_memory:
      'One thread only: this browser has no shared memory for threads. Results are just as good, only slower.',
    one_core: 'One thread: this computer offers one processor core to the page.',
    threads_timed_out:
      'One thread only: the threads did not start within ten seconds. Results are just as good, only slower.',
    no_memory:
      'One thread only: the browser did not have the memory that threads share. Results are just as good, only slower.',
    threads_failed:
      'One thread only: the threads did not start. Results are just as good, only slower.',
  },
  unsupported: {
    webassembly:
      'This browser has no WebAssembly, so it cannot train networks. The lesson can be read as it is.',
    simd: 'This browser is too old to train networks here: it lacks SIMD in WebAssembly (Chrome and Edge from 91, Firefox from 89, Safari from 16.4 have it). The lesson can be read as it is.',
  },
};

export type EngineMessages = typeof engine;
