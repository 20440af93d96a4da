/**
 * What the page and its workers say to each other: one map of calls and one of events types both
 * sides. Every call carries an id and gets exactly one reply; events carry the id of their run.
 * Arrays travel by transfer, so a message costs the same however large it is.
 */
import type {
  EngineInfo,
  EpochRecord,
  ModelSpec,
  ModelSummary,
  Progress,
  RunSettings,
  Split,
  WeightTensor,
} from '../../../wasm/lab';
import { thrown, type Fault, type Reply } from '../base/fault';
import type { DataSet } from '../model/data_description';
import type { Arithmetic } from './arithmetic';
import type { KeptEpochs } from './kept_weights';
import type { Examined, NetworkFile } from './open_network';
import type { PastNetwork } from './past';
import type { PictureCounts } from './use_data';

export interface Call<Ask, Answer> {
  ask: Ask;
  answer: Answer;
}
export type CallMap = Record<string, Call<unknown, unknown>>;

export type Build = EngineInfo['build'];

export interface EngineCalls {
  /** `base` is the address of the page's folder, with a slash at its end. */
  init: Call<
    { base: string; build: Build; threads: number },
    EngineInfo & { threads: number; arithmetic: Arithmetic }
  >;
  /** With settings, also of the memory that training takes. */
  summary: Call<{ model: ModelSpec; settings?: RunSettings }, ModelSummary>;
  /**
   * Other data take the place of those that are there, and with them go the network of the last run
   * and those of its epochs: not while a run is going on. Of CIFAR-10 no shard is there yet.
   */
  useData: Call<{ data: DataSet | 'cifar10' }, PictureCounts>;
  addShard: Call<{ split: Split; first: number; count: number; payload: Uint8Array }, number>;
  pictures: Call<
    { split: Split; indices: Uint32Array },
    { pixels: Uint8Array; labels: Uint8Array }
  >;
  /** `count` pictures {count,H,W,C}: one, as the model's augmentation layers might show it. */
  augmented: Call<
    { model: ModelSpec; split: Split; index: number; count: number; seed: number },
    Uint8Array
  >;
  start: Call<{ run: number; model: ModelSpec; settings: RunSettings } & AfterEpoch, Progress>;
  pause: Call<{ run: number }, null>;
  resume: Call<{ run: number }, null>;
  stop: Call<{ run: number }, null>;
  /** Trains a paused run by one batch; probabilities {watched,classes} as they stand after it. */
  step: Call<{ run: number }, { progress: Progress; probabilities: Float32Array }>;
  learningRate: Call<{ run: number; rate: number }, number>;
  /** Trains a copy of the model for a few batches and forgets it; not while a run is going on. */
  pace: Call<{ model: ModelSpec; batchSize: number }, PerPicture>;
  /** The weights of the network as it is now, in Keras's order. */
  weights: Call<null, WeightTensor[]>;
  /** The whole state of the last run or the opened network, as the engine writes it. */
  savedRun: Call<null, Uint8Array>;
  /** Takes the place of the last run's network; examined on the first `pictures` test pictures. */
  openNetwork: Call<{ network: NetworkFile; pictures: number }, Examined>;
  /** The run's whole state, as the engine writes it. A progress event that tells just this state
   * comes before the answer. */
  snapshot: Call<{ run: number }, Uint8Array>;
  /** Goes on with a snapshot as `run`, to the same bits; the seconds are those of work before it. */
  restore: Call<
    {
      run: number;
      snapshot: Uint8Array;
      paused: boolean;
      trainingSeconds: number;
      evaluatingSeconds: number;
    } & AfterEpoch,
    Progress
  >;
  /** Kernel {kH,kW,C,O} and bias {O} of the first convolution as it is now; null without one. */
  firstKernel: Call<null, { shape: number[]; kernel: Float32Array; bias: Float32Array } | null>;
  /** What every layer makes of one picture, dropout off. */
  look: Call<LookAt & Moment, Look>;
  /** One channel of a layer's output for a picture, at the end of each epoch that is kept of a run. */
  history: Call<
    Omit<PastNetwork, 'epoch'> & { pixels: Uint8Array; layer: number; channel: number },
    EpochOfMap[]
  >;
  /** The weights of a run at the end of an epoch that is kept. */
  keptWeights: Call<{ run: number; epoch: number }, WeightTensor[]>;
  /** The test pictures, of the first `pictures`, to which a channel or unit of a layer answers most. */
  strongest: Call<{ layer: number; channel: number; pictures: number }, Answering[]>;
  /** The same of a network that has learned nothing; not while a run is going on. */
  untrained: Call<LookAt & { model: ModelSpec; seed: number }, Look>;
  /** Class probabilities {n,classes} of {n,H,W,C} bytes that are in no data set. */
  predictPixels: Call<{ pixels: Uint8Array } & Moment, Float32Array>;
  /**
   * The network put to the first `pictures` test pictures: at once, or when the epoch under way is
   * over. Training waits meanwhile, so that all of them meet the same weights; for a network that was
   * it does not.
   */
  examine: Call<{ pictures: number; when: 'now' | 'epoch' } & Moment, Examination>;
}

/** What the network is asked after every epoch, beside its test. */
export interface AfterEpoch {
  /** Test pictures whose probabilities are told. */
  watched: Uint32Array;
  /** How many training pictures, the first ones, it is examined on; none where that is not said. */
  reexamined?: number;
}

/** One layer's output {H,W,C} or {units} for one picture. */
export interface Activation {
  shape: number[];
  data: Float32Array;
}

/** A network as it was at the end of an epoch that is kept; the run's of now without one. */
export interface Moment {
  at?: PastNetwork | null;
}

export interface LookAt {
  /** {H,W,C} bytes. */
  pixels: Uint8Array;
  /** The name (`conv2d_1`) of a layer whose weights are wanted too: those of the same moment. */
  weightsOf: string | null;
}

export interface Look {
  /** Of every layer. */
  outputs: Activation[];
  weights: WeightTensor[];
  /** {watched,classes}: what it says of the watched test pictures; those of the run's own come by event. */
  watched?: Float32Array;
}

/** {H,W} or {1} at the end of an epoch. */
export interface EpochOfMap {
  epoch: number;
  map: Float32Array;
}

/** A test picture, and the greatest activation that it brings about in one channel. */
export interface Answering {
  picture: number;
  activation: number;
}

export interface Examination {
  /** Epochs that were complete. */
  epoch: number;
  /** Whether it had learned on since the last of them. */
  midEpoch: boolean;
  /** {n,classes} */
  probabilities: Float32Array;
  /** {n} */
  labels: Uint8Array;
}

/** Seconds that one picture takes. */
export interface PerPicture {
  training: number;
  evaluating: number;
}

export interface EngineEvents {
  /** At most about 20 a second. `losses` and `accuracies` are those of batches `firstBatch`, … */
  progress: {
    run: number;
    phase: Progress['phase'];
    epoch: number;
    epochs: number;
    batch: number;
    batches: number;
    loss: number;
    accuracy: number;
    picturesTrained: number;
    firstBatch: number;
    losses: Float32Array;
    accuracies: Float32Array;
    /** Seconds of work since the run began, pauses left out. */
    trainingSeconds: number;
    evaluatingSeconds: number;
  };
  /** Probabilities {watched,classes} as they stand after the epoch. */
  epoch: { run: number; record: EpochRecord; probabilities: Float32Array };
  /** The part of the training pictures examined after an epoch that it names correctly. */
  reexamined: { run: number; epoch: number; accuracy: number };
  /** Of which epochs there are weights now. */
  kept: { runs: KeptEpochs[] };
  finished: { run: number };
  /** Training waits for an examination that is under way. */
  alive: { run: number };
  /**
   * The browser held the page still for so many seconds; null: the computer slept, or its clock was
   * set.
   */
  slept: { run: number; seconds: number | null };
  /** The run has ended here. */
  fault: { run: number; fault: Fault };
}

export interface ShardEntry {
  file: string;
  split: Split;
  first: number;
  count: number;
  bytes: number;
  sha256: string;
}

export interface Manifest {
  format: string;
  name: string;
  classes: string[];
  picture: number[];
  training: number;
  test: number;
  shards: ShardEntry[];
}

export interface ShardCalls {
  manifest: Call<{ base: string }, Manifest>;
  /** Fetched, checked and inflated. `fresh` goes past the browser's cache. */
  shard: Call<{ base: string; entry: ShardEntry; fresh: boolean }, Uint8Array>;
}

export interface ShardEvents {
  received: { file: string; bytes: number };
}

export type ToWorker<Calls> = {
  [Name in keyof Calls]: {
    id: number;
    call: Name;
    ask: Calls[Name] extends Call<infer Ask, unknown> ? Ask : never;
  };
}[keyof Calls];

export type FromWorker<Events> =
  | { reply: number; outcome: Reply<unknown> }
  /** Something was thrown outside of a call: the worker is beyond use. */
  | { broken: Fault }
  | { [Name in keyof Events]: { event: Name; body: Events[Name] } }[keyof Events];

/** A worker, a worker's own scope, or a MessagePort. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
  /** Of a worker's scope: what nothing has caught. */
  addEventListener?(type: 'error', listener: (event: ErrorEvent) => void): void;
}

export type Awaitable<T> = T | Promise<T>;
export type Handlers<Calls extends { [N in keyof Calls]: Call<unknown, unknown> }> = {
  [Name in keyof Calls]: (ask: Calls[Name]['ask']) => Awaitable<Reply<Calls[Name]['answer']>>;
};

/** Buffers of the typed arrays in a message and one level below: all that our messages hold. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (item: unknown) => {
    if (ArrayBuffer.isView(item) && item.buffer instanceof ArrayBuffer) found.add(item.buffer);
  };
  look(value);
  if (value && typeof value === 'object' && !ArrayBuffer.isView(value))
    Object.values(value).forEach(look);
  return [...found];
}

/**
 * The worker's side: answers calls with `handlers`, and returns the function that sends events.
 * A handler that throws is answered for; `crashed` is told, should that mean more than one call.
 */
export function serve<Calls extends { [N in keyof Calls]: Call<unknown, unknown> }, Events>(
  endpoint: Endpoint,
  handlers: Handlers<Calls>,
  crashed: (error: unknown) => void = () => {},
): <Name extends keyof Events>(event: Name, body: Events[Name]) => void {
  endpoint.addEventListener?.('error', (event) => {
    // Outside of this worker there is only a text of it left, and no class.
    event.preventDefault();
    endpoint.postMessage({ broken: thrown(event.error ?? event.message, 'engine_lost') }, []);
  });
  endpoint.onmessage = async ({ data }: MessageEvent<ToWorker<Calls>>) => {
    let outcome: Reply<unknown>;
    try {
      outcome = await handlers[data.call](data.ask);
    } catch (error) {
      outcome = { ok: false, fault: thrown(error) };
      crashed(error);
    }
    endpoint.postMessage({ reply: data.id, outcome }, outcome.ok ? buffersOf(outcome.value) : []);
  };
  return (event, body) => endpoint.postMessage({ event, body }, buffersOf(body));
}
