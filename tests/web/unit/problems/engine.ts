/** The engine, other workers, and what a server sends. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import type { Session } from '../../../../wasm/lab';
import { faultOf, Refused, type Fault, type Reply } from '../../../../web/src/base/fault';
import { Client, connect } from '../../../../web/src/engine/client';
import { compile, importFactory } from '../../../../web/src/engine/engine_files';
import { KeptWeights } from '../../../../web/src/engine/kept_weights';
import { launch } from '../../../../web/src/engine/launch';
import { Past } from '../../../../web/src/engine/past';
import type { EngineCalls, EngineEvents } from '../../../../web/src/engine/protocol';
import { loadShard } from '../../../../web/src/engine/shards';
import { TrainingLoop } from '../../../../web/src/engine/training_loop';
import { defaultSettings } from '../../../../web/src/model/settings';
import { cifar10 } from '../../../../web/src/model/data_description';
import { presets } from '../../../../web/src/model/presets';
import { Watchdog } from '../../../../web/src/state/watchdog';
import { stub, workerThat, fromWorker, type Provocations } from './made_up';

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
  running.start(1, '', '', { watched: new Uint32Array() });
  const examined = running.examine(1000, 'now');
  running.forget();
  return examined;
}

const pastOfNothing = () =>
  new Past(
    session,
    () => session,
    new KeptWeights(),
    () => cifar10,
  ).predictPixels(
    { run: 1, epoch: 2, model: presets['model-0'], settings: defaultSettings },
    new Uint8Array(),
  );

/** The engine's worker, whose script is this process's own. */
async function engineWorker() {
  const { port1, port2 } = new MessageChannel();
  stub({ self: Object.assign(port2, { define: undefined }) });
  vi.resetModules();
  await import('../../../../web/src/engine/worker');
  return { client: new Client<EngineCalls, EngineEvents>(port1), close: () => port1.close() };
}

async function twoRuns() {
  const factory = `globalThis.self.define([], () => async () => globalThis.madeUp);`;
  // It answers whatever is called, as an engine of this version does.
  const whole = new Proxy(session, { has: () => true });
  const engine = { Session: function () { return whole; }, engineInfo: () => ({ build: 'simd' }) }; // prettier-ignore
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

export const ofEngine: Provocations = {
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
  epoch_not_kept: () => pastOfNothing(),

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
};
