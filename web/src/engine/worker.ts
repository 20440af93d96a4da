/** Owns the engine. Everything the page wants of it comes through the calls below. */
import type { EngineModule, Session } from '../../../wasm/lab';
import { faultOf, refusal, type Reply } from '../base/fault';
import { cifar10 } from '../model/data_description';
import { arithmeticOf } from './arithmetic';
import { addressOf, compile, importFactory } from './engine_files';
import { measurePace } from './pace';
import {
  serve,
  type Awaitable,
  type Endpoint,
  type EngineCalls,
  type EngineEvents,
  type Handlers,
  type PerPicture,
} from './protocol';
import { openNetwork, type Examined } from './open_network';
import { KeptWeights } from './kept_weights';
import { Past } from './past';
import { answersAll } from './session_calls';
import { strongest } from './strongest';
import { TrainingLoop } from './training_loop';
import { look, lookUntrained } from './look';
import { useData, type PictureCounts } from './use_data';

/** The test pictures that the page shows: of CIFAR-10 one of each class. */
const shown = 10;
const watched = (session: Session): Uint32Array => {
  const counts = session.pictureCounts();
  const here = counts.ok ? Math.min(shown, counts.value.test) : 0;
  return Uint32Array.from({ length: here }, (_, i) => i);
};

type ReceiveInstance = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

let session: Session | null = null;
let loop: TrainingLoop | null = null;
let kept = new KeptWeights();
let past: Past | null = null;
let data = cifar10;

function withSession<T>(
  use: (session: Session, loop: TrainingLoop) => Awaitable<Reply<T>>,
): Awaitable<Reply<T>> {
  if (session && loop) return use(session, loop);
  return notHere;
}

const notHere = refusal(faultOf('wrong_state', 'engine_not_here', {}));
const busy = refusal(faultOf('wrong_state', 'run_goes_on', {}));

const handlers: Handlers<EngineCalls> = {
  async init({ base, build, threads }) {
    const [script, compiled] = await Promise.all([
      importFactory(base, build, 'cnnlab.js'),
      compile(base, build, 'cnnlab.wasm'),
    ]);
    if (!script.ok) return script;
    if (!compiled.ok) return compiled;
    const module = compiled.value;
    const engine = await new Promise<EngineModule>((done, fail) => {
      script
        .value({
          locateFile: (file: string) => addressOf(base, build, file),
          instantiateWasm(imports: WebAssembly.Imports, receive: ReceiveInstance) {
            WebAssembly.instantiate(module, imports).then((made) => receive(made, module), fail);
            return {}; // It comes later.
          },
          // Threads load the same script by themselves.
          mainScriptUrlOrBlob: addressOf(base, build, 'cnnlab.js'),
          // This thread computes too.
          poolSize: threads - 1,
        })
        .then(done, fail);
    });
    const made = new engine.Session(threads);
    if (!answersAll(made)) return refusal(faultOf('bad_part', 'other_version', {}, 'cnnlab.wasm'));
    session = made;
    kept = new KeptWeights();
    data = cifar10;
    past = new Past(
      made,
      () => new engine.Session(1),
      kept,
      () => data,
    );
    loop = new TrainingLoop(made, (event, body) => post(event, body), kept);
    const info = engine.engineInfo();
    const arithmetic = arithmeticOf(info.build);
    return { ok: true, value: { ...info, threads: made.threads(), arithmetic } };
  },
  summary: ({ model, settings }) =>
    withSession((s) => s.summary(JSON.stringify({ ...model, settings }))),
  useData: (ask) =>
    withSession<PictureCounts>((s, l) => {
      if (!l.isIdle()) return busy;
      data = ask.data === 'cifar10' ? cifar10 : ask.data.description;
      l.forget();
      kept.clear();
      post('kept', { runs: [] });
      return useData(s, ask.data);
    }),
  addShard: ({ split, first, count, payload }) =>
    withSession((s) => s.addShard(split, first, count, payload)),
  pictures: ({ split, indices }) => withSession((s) => s.pictures(split, indices)),
  augmented: ({ model, split, index, count, seed }) =>
    withSession((s) => s.previewAugmentation(JSON.stringify(model), split, index, count, seed)),
  start: ({ run, model, settings, ...after }) =>
    withSession((_, l) => l.start(run, JSON.stringify(model), JSON.stringify(settings), after)),
  snapshot: ({ run }) => withSession((_, l) => l.snapshot(run)),
  restore: (ask) => withSession((_, l) => l.restore(ask)),
  pause: ({ run }) => withSession((_, l) => l.pause(run)),
  resume: ({ run }) => withSession((_, l) => l.resume(run)),
  stop: ({ run }) => withSession((_, l) => l.stop(run)),
  step: ({ run }) => withSession((_, l) => l.step(run)),
  learningRate: ({ run, rate }) => withSession((_, l) => l.setLearningRate(run, rate)),
  pace: ({ model, batchSize }) =>
    withSession<PerPicture>((s, l) => (l.isIdle() ? measurePace(s, model, batchSize) : busy)),
  weights: () => withSession((s) => s.weights()),
  savedRun: () => withSession((s) => s.snapshot()),
  openNetwork: ({ network, pictures }) =>
    withSession<Examined>((s, l) => {
      if (!l.isIdle()) return busy;
      const opened = openNetwork(s, network, pictures, watched(s));
      if (opened.ok) l.forget();
      return opened;
    }),
  firstKernel: () =>
    withSession((s) => {
      const weights = s.weights();
      if (!weights.ok) return weights;
      const at = weights.value.findIndex((tensor) => tensor.shape.length === 4);
      const kernel = weights.value[at];
      const bias = weights.value[at + 1];
      const value =
        kernel && bias ? { shape: kernel.shape, kernel: kernel.data, bias: bias.data } : null;
      return { ok: true, value };
    }),
  look: ({ at, ...what }) =>
    withSession((s) => (at ? (past?.look(at, what, watched(s)) ?? notHere) : look(s, what))),
  history: ({ layer, channel, ...of }) => past?.history(of, layer, channel) ?? notHere,
  keptWeights({ run, epoch }) {
    const value = kept.at(run, epoch);
    // A copy: what is answered is given away.
    if (value) return { ok: true, value: value.map((one) => ({ ...one, data: one.data.slice() })) };
    return refusal(faultOf('wrong_state', 'epoch_not_kept', { epoch }));
  },
  strongest: ({ layer, channel, pictures }) =>
    withSession((s) => strongest(s, layer, channel, pictures)),
  untrained: ({ model, seed, ...at }) =>
    withSession((s, l) => (l.isIdle() ? lookUntrained(s, model, seed, watched(s), at) : busy)),
  predictPixels: ({ pixels, at }) =>
    at ? (past?.predictPixels(at, pixels) ?? notHere) : withSession((s) => s.predictPixels(pixels)),
  examine: ({ pictures, when, at }) =>
    at
      ? (past?.examine(at, pictures) ?? notHere)
      : withSession((_, l) => l.examine(pictures, when)),
};

const post = serve<EngineCalls, EngineEvents>(
  self as unknown as Endpoint,
  handlers,
  // The engine answers with faults and never throws: if it did, it has aborted and is beyond use.
  // Thrown once more from here, the error ends this worker.
  (error) => {
    if (session) setTimeout(() => { throw error; }); // prettier-ignore
  },
);
