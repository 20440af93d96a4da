/**
 * Every problem that the page itself can find is provoked, through the code that finds it, and told
 * in each language. What files, texts and servers bring is in hostile/; the rest is here. (The engine's
 * are provoked in tests/train/problems_test.cpp.)
 */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import type { Session } from '../../../wasm/lab';
import { download } from '../../../web/src/base/download';
import { faultOf, Refused, type Fault, type Reply } from '../../../web/src/base/fault';
import type { PageProblem } from '../../../web/src/base/problems';
import { readFile } from '../../../web/src/base/read_file';
import { Client, connect } from '../../../web/src/engine/client';
import { compile, importFactory } from '../../../web/src/engine/engine_files';
import { launch } from '../../../web/src/engine/launch';
import type { EngineCalls, EngineEvents } from '../../../web/src/engine/protocol';
import { loadShard } from '../../../web/src/engine/shards';
import { TrainingLoop } from '../../../web/src/engine/training_loop';
import { opened } from '../../../web/src/files/open_file';
import { readWeights } from '../../../web/src/files/read_weights';
import { matched } from '../../../web/src/formats/matching';
import { readKerasH5 } from '../../../web/src/formats/keras_h5';
import { writeTfjs } from '../../../web/src/formats/tfjs';
import { problems as en } from '../../../web/src/messages/en/problems';
import { problems as es } from '../../../web/src/messages/es/problems';
import { tellIn } from '../../../web/src/messages/faults';
import { catalog } from '../../../web/src/model/catalog';
import { defaultSettings } from '../../../web/src/model/settings';
import { presets } from '../../../web/src/model/presets';
import { noFile, ofPicture } from '../../../web/src/own_picture/faults';
import { openPicture } from '../../../web/src/own_picture/open_picture';
import { Watchdog } from '../../../web/src/state/watchdog';
import { Keeper } from '../../../web/src/storage/keeper.svelte';
import { Slots } from '../../../web/src/storage/slots';
import { pack, unpack } from '../../../web/src/storage/work';
import { dataCases } from './hostile/cases_data';
import { fileCases } from './hostile/cases_files';
import { textCases } from './hostile/cases_texts';
import { work } from './hostile/make';

type Found = Fault | Reply<unknown> | Promise<Fault | Reply<unknown>>;

const stub = (globals: Record<string, unknown>) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
};
const weightFile = (name: string) =>
  new Uint8Array(readFileSync(path.join(import.meta.dirname, 'files/weight_files', name)));

// --- The engine and other workers -----------------------------------------------------------------

/** A Worker of the browser's that does what is asked of it, a moment after it was made. */
const workerThat = (act: (worker: Worker) => unknown) =>
  class {
    onmessage = null;
    onerror = null;
    postMessage = () => {};
    terminate = () => {};
    constructor() {
      queueMicrotask(() => act(this as unknown as Worker));
    }
  };

function fromWorker(act: (worker: Worker) => unknown): Promise<Reply<unknown>> {
  stub({ Worker: workerThat(act), Event, dispatchEvent: () => true });
  return connect(() => new Worker('x')).client.call('anything' as never, null as never);
}

/** A folder in which a server's files stand, served as they are by fetch and by import. */
async function withFiles(
  files: Record<string, string | Uint8Array>,
  act: (base: string) => Promise<Reply<unknown>>,
  types: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' },
): Promise<Reply<unknown>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'engine-'));
  mkdirSync(path.join(folder, 'engine/simd'), { recursive: true });
  for (const [name, body] of Object.entries(files))
    writeFileSync(path.join(folder, 'engine/simd', name), body);
  stub({
    self: globalThis,
    __ENGINE_FILES__: {},
    fetch: (address: string) => {
      const name = path.basename(address.split('?')[0]!);
      const body = files[name];
      if (body === undefined) return Promise.resolve(new Response(null, { status: 404 }));
      const type = types[path.extname(name)] ?? 'text/plain';
      return Promise.resolve(new Response(body as BodyInit, { headers: { 'content-type': type } }));
    },
  });
  try {
    return await act(`${pathToFileURL(folder).href}/`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const script = (files: Record<string, string>, type?: string) =>
  withFiles(files, (base) => importFactory(base, 'simd', 'cnnlab.js'), type ? { '.js': type } : undefined); // prettier-ignore
const emptyModule = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** A session with so much of an engine as a run in the loop asks for. */
const session = {
  start: () => ({ ok: true, value: { phase: 'training', batch_losses: [], batch_accuracies: [], epoch_record: null } }), // prettier-ignore
  advance: () => session.start('', ''),
  predict: () => ({ ok: true, value: new Float32Array() }),
  pictures: () => ({ ok: true, value: { labels: new Uint8Array(), pixels: new Uint8Array() } }),
  threads: () => 1,
} as unknown as Session;

const loop = () => new TrainingLoop(session, () => {});

async function examinedWhileReplaced() {
  const running = loop();
  running.start(1, '', '', new Uint32Array());
  const examined = running.examine(1000, 'now');
  running.forget();
  return examined;
}

/** The engine's worker, whose script is this process's own. */
async function engineWorker() {
  const { port1, port2 } = new MessageChannel();
  stub({ self: Object.assign(port2, { define: undefined }) });
  vi.resetModules();
  await import('../../../web/src/engine/worker');
  return { client: new Client<EngineCalls, EngineEvents>(port1), close: () => port1.close() };
}

async function twoRuns() {
  const factory = `globalThis.self.define([], () => async () => globalThis.madeUp);`;
  const engine = { Session: function () { return session; }, engineInfo: () => ({ build: 'simd' }) }; // prettier-ignore
  let answer!: Reply<unknown>;
  await withFiles({ 'cnnlab.js': factory, 'cnnlab.wasm': emptyModule }, async (base) => {
    stub({ madeUp: engine });
    const { client, close } = await engineWorker();
    const started = await client.call('init', { base, build: 'simd', threads: 1 });
    if (!started.ok) throw new Refused(started.fault);
    await client.call('start', { run: 1, model: presets['model-0'], settings: defaultSettings, watched: new Uint32Array() }); // prettier-ignore
    answer = await client.call('pace', { model: presets['model-0'], batchSize: 1 });
    await client.call('stop', { run: 1 });
    close();
    return answer;
  });
  return answer;
}

// --- Storage ------------------------------------------------------------------------------------------

/** The storage worker, in a browser whose IndexedDB throws this. */
async function storageThat(throws: unknown): Promise<Reply<unknown>> {
  const { port1, port2 } = new MessageChannel();
  stub({
    self: port2,
    indexedDB: {
      open() {
        throw throws;
      },
    },
  });
  vi.resetModules();
  await import('../../../web/src/storage/storage_worker');
  const client = new Client<{ open: { ask: null; answer: null } }, object>(port1);
  const reply = await client.call('open', null);
  port1.close();
  return reply;
}
const named = (name: string) => new DOMException('planted', name);

/** What the page's keeper of work makes of a storage worker. */
async function keeperWith(answer: Reply<unknown> | null): Promise<Fault> {
  stub({
    Worker: class {
      onmessage: ((event: MessageEvent) => void) | null = null;
      terminate = () => {};
      postMessage = ({ id }: { id: number }) => {
        if (answer) queueMicrotask(() => this.onmessage!({ data: { reply: id, outcome: answer } } as MessageEvent)); // prettier-ignore
      };
    },
    self: {},
    top: {},
  });
  vi.useFakeTimers();
  const keeper = new Keeper({ control: { runState: () => Promise.resolve(null) } } as never);
  void keeper.file();
  await vi.advanceTimersByTimeAsync(2_000);
  const { keeping } = keeper;
  if (keeping.kind !== 'trouble') throw new Error('it is kept');
  return keeping.fault;
}

async function fullSlots(): Promise<Fault> {
  const request = (result: unknown) => {
    const made: Record<string, unknown> = { result, addEventListener: (what: string, act: () => void) => what === 'success' && queueMicrotask(act), removeEventListener: () => {} }; // prettier-ignore
    return made;
  };
  const foreign = { format: 99, sequence: 1, bytes: new Uint8Array() };
  const slots = new Slots();
  (slots as unknown as { open: () => unknown }).open = () =>
    Promise.resolve({ get: () => Promise.resolve(foreign), request });
  return thrownBy(() => slots.write(new Uint8Array()));
}

// --- Files -----------------------------------------------------------------------------------------------

async function thrownBy(act: () => unknown): Promise<Fault> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Refused) return error.fault;
    throw error;
  }
  throw new Error('nothing was wrong');
}

const lab = (locks: string[] = []) =>
  ({
    editor: { locks, model: presets['model-1'], settings: defaultSettings },
    run: { keeper: { read: unpack } },
    pictures: { bring: () => Promise.resolve({ training: 0, test: 0 }) },
    engine: { request: () => Promise.resolve({ ok: true, value: { problems: [] } }) },
  }) as unknown as Parameters<typeof opened>[0];
const header = { savedAt: 1, build: null, model: presets['model-0'], run: null, records: [] };
const log = { model: presets['model-0'], settings: defaultSettings, epochs: [], rates: [], engines: [], probabilities: [], accuracy: { sums: [], counts: [], perPoint: 1 }, loss: { sums: [], counts: [], perPoint: 1 }, progress: null, ended: null }; // prettier-ignore
const workFile = (bytes: Uint8Array) => new File([bytes as BlobPart], 'my.cnnlab');

async function projectFile() {
  const { writeProject } = await import('../../../web/src/formats/project');
  const project = writeProject({ model: presets['model-0'], settings: defaultSettings, code: '', epochs: [], snapshot: Uint8Array.of(1), edited: null }); // prettier-ignore
  return new File([project as BlobPart], 'x.zip');
}

/** In a frame that says of itself what is given. */
function downloadIn(frame: () => unknown) {
  const page = {
    parent: globalThis,
    get frameElement() {
      return frame();
    },
  };
  const link = { click: () => {} };
  stub({
    self: page,
    top: globalThis,
    URL: class extends URL {
      static override createObjectURL = () => 'blob:x';
      static override revokeObjectURL = () => {};
    },
    document: {
      createElement: () => link,
      get domain() {
        return '';
      },
      set domain(_: string) {
        throw new DOMException('sandboxed', 'SecurityError');
      },
    },
  });
  const fault = download('x.npz', new Blob());
  if (!fault) throw new Error('it was handed out');
  return fault;
}

const wanted = (...layers: string[]) =>
  layers.flatMap((layer) => [
    { name: `${layer}/kernel`, shape: [3, 10] },
    { name: `${layer}/bias`, shape: [10] },
  ]);
const tensor = (name: string, shape: number[]) => ({
  name,
  shape,
  type: 'float32',
  numbers: () => new Float32Array(shape.reduce((a, b) => a * b)),
});

const picture = (bitmap: unknown) => {
  stub({ createImageBitmap: () => Promise.resolve(bitmap), VideoFrame: undefined });
  return openPicture(new Blob(['x'], { type: 'image/png' }));
};

const provocations: Partial<Record<PageProblem, () => Found>> = {
  engine_not_here: async () => {
    const { client, close } = await engineWorker();
    const reply = await client.call('weights', null);
    close();
    return reply;
  },
  engine_late: async () => {
    vi.useFakeTimers();
    stub({ Worker: workerThat(() => {}) });
    const launched = launch('x/', { kind: 'build', build: 'simd', threads: 1, limit: null }, () => {}); // prettier-ignore
    await vi.advanceTimersByTimeAsync(10_000);
    return launched;
  },
  engine_silent: () => {
    vi.useFakeTimers();
    let found: Fault | null = null;
    new Watchdog(() => {}, (fault) => (found = fault)).watch({ long: null, tooLong: 30_000 }); // prettier-ignore
    vi.advanceTimersByTime(30_000);
    return found!;
  },
  script_missing: () => fromWorker((worker) => void worker.onerror!({ preventDefault() {} } as ErrorEvent)), // prettier-ignore
  message_unreadable: () => fromWorker((worker) => void worker.onmessageerror!({} as MessageEvent)),
  worker_ended: () => {
    stub({ Worker: workerThat(() => {}) });
    const { client, end } = connect(() => new Worker('x'));
    end(faultOf('engine_lost', 'worker_ended', {}));
    return client.call('anything' as never, null as never);
  },
  run_not_so: () => loop().pause(3),
  run_goes_on: twoRuns,
  network_replaced: examinedWhileReplaced,

  server_silent: async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    stub({ fetch: (_: string, { signal }: RequestInit) => new Promise((_done, fail) => signal!.addEventListener('abort', () => fail(new Error('aborted')))) }); // prettier-ignore
    const entry = { file: 'a.bin', split: 'training', first: 0, count: 1, bytes: 1, sha256: '' } as const; // prettier-ignore
    const reply = loadShard('http://x/', entry, false);
    await vi.advanceTimersByTimeAsync(30_000);
    return reply;
  },
  cut_off: () => {
    const body = new ReadableStream({ pull: (stream) => stream.error(new Error('cut')) });
    stub({ fetch: () => Promise.resolve(new Response(body)) });
    const entry = { file: 'a.bin', split: 'training', first: 0, count: 1, bytes: 9, sha256: '' } as const; // prettier-ignore
    return loadShard('http://x/', entry, false);
  },
  broken_off: () =>
    withFiles({ 'cnnlab.wasm': emptyModule }, async (base) => {
      const body = new ReadableStream({ pull: (stream) => stream.error(new Error('cut')) });
      stub({ fetch: () => Promise.resolve(new Response(body)) });
      return compile(base, 'simd', 'cnnlab.wasm');
    }),
  wrong_type: () => script({ 'cnnlab.js': 'throw new Error("as of another type")' }, 'text/plain'),
  content_damaged: () => script({ 'cnnlab.js': '1' }),
  other_version: () =>
    withFiles({ 'cnnlab.wasm': emptyModule }, (base) => {
      const { fetch } = globalThis;
      stub({
        __ENGINE_FILES__: { 'simd/cnnlab.wasm': 'sha256-of-another' },
        fetch: (address: string, init: RequestInit) =>
          init.integrity ? Promise.reject(new TypeError('integrity')) : fetch(address),
      });
      return compile(base, 'simd', 'cnnlab.wasm');
    }),
  policy: () =>
    withFiles({ 'cnnlab.wasm': emptyModule }, (base) => {
      const refuse = () => Promise.reject(new WebAssembly.CompileError('refused by the policy'));
      vi.spyOn(WebAssembly, 'compile').mockImplementation(refuse);
      vi.spyOn(WebAssembly, 'compileStreaming').mockImplementation(refuse);
      return compile(base, 'simd', 'cnnlab.wasm');
    }),

  picture_not_a_file: () => noFile,
  picture_too_small: () => picture({ width: 31, height: 90, close() {} }),
  picture_falsified: () => picture({ width: 40, height: 40, close() {} }),
  picture_broke: async () => {
    const reply = await fromWorker((worker) => worker.onerror!({ message: 'out', preventDefault() {} } as ErrorEvent)); // prettier-ignore
    return ofPicture((reply as { fault: Fault }).fault);
  },

  storage_denied: () => storageThat(named('SecurityError')),
  storage_full: () => storageThat(named('QuotaExceededError')),
  storage_newer: () => storageThat(named('VersionError')),
  storage_broken: () => storageThat(named('UnknownError')),
  storage_framed: () =>
    keeperWith({ ok: false, fault: { code: 'storage', problem: 'storage_denied', where: '', facts: {} } }), // prettier-ignore
  storage_silent: () => keeperWith(null),
  storage_crowded: fullSlots,

  download_forbidden: () =>
    downloadIn(() => ({ hasAttribute: () => true, sandbox: { contains: () => false } })),
  download_unsure: () =>
    downloadIn(() => {
      throw new DOMException('of another origin', 'SecurityError');
    }),

  tfjs_lacks: () =>
    thrownBy(() => {
      const layers = [{ kind: 'activation', activation: 'exponential' }];
      const summary = { layers: [{ name: 'activation', output_shape: [10] }] };
      writeTfjs({ name: 'x', layers }, summary as never, catalog, []);
    }),

  file_too_large: () => thrownBy(() => readFile({ size: 501e6 } as Blob, 500e6)),
  file_not_read: () =>
    thrownBy(() => readFile({ size: 1, arrayBuffer: () => Promise.reject(named('NotReadableError')) } as unknown as Blob, 9)), // prettier-ignore
  file_locked: () =>
    thrownBy(() => opened(lab(['model']), workFile(work({ ...header, run: log })))),
  pictures_missing: () => thrownBy(async () => opened(lab(), await projectFile())),
  work_too_large: () => unpack({ length: 513 * 2 ** 20 } as Uint8Array<ArrayBuffer>),
  work_other_version: async () => {
    const bytes = await pack({ header, snapshot: new Uint8Array() });
    bytes[7]! += 1;
    return unpack(bytes);
  },
  work_without_run: () => thrownBy(() => opened(lab(), workFile(work(header)))),

  tensor_count: () =>
    thrownBy(() => readWeights('x.npz', weightFile('deep12-positional.npz'), wanted('dense'))),
  hdf5_without_weights: () =>
    thrownBy(() => readWeights('x.h5', weightFile('hostile-links.weights.h5'), wanted('dense'))),
  hdf5_not_unpacked: () =>
    thrownBy(() => readWeights('x.h5', weightFile('hostile-damaged.weights.h5'), wanted('dense'))),
  hdf5_reader_missing: () => {
    vi.stubEnv('SSR', false);
    stub({ Worker: workerThat((worker) => void worker.onerror!({ preventDefault() {} } as ErrorEvent)), Event, dispatchEvent: () => true }); // prettier-ignore
    return thrownBy(() => readKerasH5(weightFile('tiny.weights.h5'), wanted('dense')));
  },
  names_unclear: () =>
    thrownBy(() => readWeights('x', weightFile('own-names.safetensors'), wanted('dense', 'dense_1', 'dense_2'))), // prettier-ignore
  names_two_ways: () =>
    thrownBy(() =>
      matched(
        {
          tensors: ['dense', 'dense_1'].flatMap((layer) => [
            tensor(`${layer}/kernel`, [3, 10]),
            tensor(`${layer}/bias`, [10]),
          ]),
          inOrder: false,
        },
        wanted('dense', 'dense_1'),
        { dense: 'dense_1', dense_1: 'dense' },
      ),
    ),
};

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const inHostile = Object.values({ ...fileCases, ...textCases, ...dataCases })
  .flat()
  .flatMap(([, , found]) => (Array.isArray(found) ? [found[0]] : [found]));

test('each problem of the page can be provoked', () => {
  const provoked = new Set<unknown>([...inHostile, ...Object.keys(provocations)]);
  expect(Object.keys(en.page).filter((problem) => !provoked.has(problem))).toEqual([]);
});

test.each(Object.entries(provocations))('%s comes about, and is told', async (problem, provoke) => {
  const found = await provoke();
  const fault = 'ok' in found ? (found as { fault: Fault }).fault : found;
  expect(fault.problem).toBe(problem);
  for (const words of [en, es]) {
    const said = tellIn(words, fault);
    expect(said.length).toBeGreaterThan(10);
    expect(said).not.toMatch(/undefined|NaN|\[object|[{}]/);
  }
});
