import type { EpochRecord, ModelSpec, RunSettings } from '../../../wasm/lab';
import type { EngineIdentity, EngineStretch } from '../engine/arithmetic';
import type { Fault, Reply } from '../base/fault';
import type { Build, EngineEvents } from '../engine/protocol';
import { messages } from '../messages';
import { Series, smooth, type Point, type SeriesState } from './series';
import { partDone, secondsLeft, type Pace } from './time_left';

/** What the lab is doing. There is one run at a time, and each state says what it needs. */
export type Run =
  | { kind: 'idle' }
  /** Waiting for the engine or for pictures that have not arrived. */
  | { kind: 'loading'; training: number; test: number; from: RunState | null; paused: boolean }
  | { kind: 'training'; id: number }
  | { kind: 'paused'; id: number }
  | { kind: 'finished'; id: number; how: 'completed' | 'stopped' }
  | { kind: 'fault'; fault: Fault };

export interface EpochRow extends EpochRecord {
  /** Seconds of work, training and evaluation, up to the end of this epoch. */
  seconds: number;
}

/** What a run has been: kept after its end, compared with others. */
export interface RunRecord {
  id: number;
  model: ModelSpec;
  settings: RunSettings;
  epochs: EpochRow[];
  /** Probabilities {watched,10} after each epoch and each single step; the last two are kept. */
  probabilities: Float32Array[];
  /** Learning rates that were set during the run, and after how many pictures. */
  rates?: { pictures: number; rate: number }[];
  /** The engines that trained it, one after the other; what came before the first is not known. */
  engines?: EngineStretch[];
  /** Of the weights at the end of a whole run, as `./lab train` prints it. */
  weights_sha256?: string;
}

/** Recorded runs come with the page; their numbers are below those of the learner's. */
export const isRecorded = ({ id }: RunRecord) => id < 0;

/** A run as it stood at one moment: all that is needed to go on with it. */
export interface RunState {
  log: LogState;
  /** The engine's part: weights, optimizer, counters, position in the epoch. */
  snapshot: Uint8Array;
}

/** The page's part of it, as plain data: what the charts show. */
export interface LogState {
  model: ModelSpec;
  settings: RunSettings;
  epochs: EpochRow[];
  rates: { pictures: number; rate: number }[];
  engines: EngineStretch[];
  probabilities: number[][];
  accuracy: SeriesState;
  loss: SeriesState;
  /** The last progress; null before the first. */
  progress: Omit<EngineEvents['progress'], 'run' | 'losses' | 'accuracies'> | null;
  /** Null while it runs. */
  ended: 'completed' | 'stopped' | null;
}

/** What is kept of a learner's work beside the network: storage/work.ts checks and packs it. */
export interface WorkHeader {
  /** Milliseconds since 1970. */
  savedAt: number;
  /** The engine that trained it: the bits of another one may differ. */
  build: Build | null;
  model: ModelSpec;
  run: LogState | null;
  /** Runs before this one, without their networks. */
  records: Omit<RunRecord, 'id' | 'probabilities'>[];
}

export interface Work {
  header: WorkHeader;
  snapshot: Uint8Array;
}

/** What looks after the run; storage/keeper.svelte.ts. Without one, nothing is kept. */
export interface RunKeeper {
  /** Whether what is done here outlives the page. */
  readonly keeps: boolean;
  /** Keeps the run as it is at this moment, where that can be. */
  keepNow(): Promise<void>;
  /** Something about the run is new. */
  moved(what: 'progress' | 'epoch' | 'state'): void;
  /** The engine is lost: the run as it was last kept, or null. `now` is what the page saw of it. */
  lastState(now: LogState): Promise<RunState | null>;
  /** A file that "Download my work" made, checked. */
  read(bytes: Uint8Array): Promise<Reply<Work>>;
  /** Goes on with the run of such a file. */
  use(work: Work): void;
  /** Resolves once the run as it is now has been handed on, or storage has been silent for long. */
  settled(): Promise<void>;
}

/** The network in the engine, with what is its own: nothing is shown or saved beside another's. */
export interface Network {
  /** Of its run, or of its own if it was opened from a file. */
  id: number;
  /** The file that it was opened from. */
  file: string | null;
  model: ModelSpec;
  settings: RunSettings;
  /** What is known of its training. */
  epochs: EpochRecord[];
  /** Share of the test pictures that it names correctly. */
  accuracy: number | null;
}

/** Whether a run is an earlier part of another, or all of it. */
export function isPartOf(part: RunRecord, whole: RunRecord): boolean {
  const said = ({ model, settings }: RunRecord) => JSON.stringify([model, settings]);
  const same = (one: EpochRecord, other: EpochRecord | undefined) =>
    (['epoch', 'loss', 'accuracy', 'test_loss', 'test_accuracy'] as const).every(
      (name) => one[name] === other?.[name],
    );
  return said(part) === said(whole) && part.epochs.every((row, i) => same(row, whole.epochs[i]));
}

/** A picture of a run at one moment, for the charts. */
export interface RunView {
  record: RunRecord;
  epochs: EpochRow[];
  progress: EngineEvents['progress'] | null;
  accuracy: Point[];
  loss: Point[];
  picturesPerSecond: number | null;
  secondsLeft: number | null;
  part: number;
}

/** What the network says of the watched pictures after the last epoch and after the one before. */
export interface Answers {
  now: Float32Array | null;
  before: Float32Array | null;
}

/** Part of an epoch over which single batches are averaged into the curve that is drawn. */
const smoothing = 0.2;
/** Seconds of training over which the speed is taken. */
const speedSeconds = 3;

/** Collects the events of one run; `view` makes a snapshot of them. */
export class RunLog {
  readonly record: RunRecord;
  /** It goes on with a log that was there before. */
  isResumed = false;
  private accuracy = new Series();
  private loss = new Series();
  private latest: EngineEvents['progress'] | null = null;
  private speeds: { seconds: number; pictures: number }[] = [];

  constructor(id: number, model: ModelSpec, settings: RunSettings) {
    this.record = { id, model, settings, epochs: [], probabilities: [] };
  }

  /** A log that goes on where another one was. */
  static from(id: number, state: LogState): RunLog {
    const log = new RunLog(id, state.model, state.settings);
    log.isResumed = true;
    log.record.epochs = [...state.epochs];
    if (state.rates.length > 0) log.record.rates = [...state.rates];
    log.record.engines = [...state.engines];
    log.record.probabilities = state.probabilities.map((p) => Float32Array.from(p));
    log.accuracy = Series.from(state.accuracy);
    log.loss = Series.from(state.loss);
    const none = new Float32Array();
    if (state.progress)
      log.progress({ ...state.progress, run: id, losses: none, accuracies: none });
    return log;
  }

  state(ended: LogState['ended']): LogState {
    let progress: LogState['progress'] = null;
    if (this.latest) {
      const { run: _, losses: __, accuracies: ___, ...rest } = this.latest;
      progress = rest;
    }
    return {
      model: this.record.model,
      settings: this.record.settings,
      epochs: [...this.record.epochs],
      rates: [...(this.record.rates ?? [])],
      engines: [...(this.record.engines ?? [])],
      probabilities: this.record.probabilities.map((p) => [...p]),
      accuracy: this.accuracy.state(),
      loss: this.loss.state(),
      progress,
      ended,
    };
  }

  progress(event: EngineEvents['progress']): void {
    for (const accuracy of event.accuracies) this.accuracy.push(accuracy);
    for (const loss of event.losses) this.loss.push(loss);
    this.latest = event;
    const now = { seconds: event.trainingSeconds, pictures: event.picturesTrained };
    this.speeds.push(now);
    while (this.speeds.length > 2 && this.speeds[1]!.seconds < now.seconds - speedSeconds)
      this.speeds.shift();
  }

  epoch(event: EngineEvents['epoch']): void {
    const seconds = this.latest ? this.latest.trainingSeconds + this.latest.evaluatingSeconds : 0;
    this.record.epochs.push({ ...event.record, seconds });
    this.stepped(event.probabilities);
  }

  stepped(probabilities: Float32Array): void {
    this.record.probabilities = [...this.record.probabilities.slice(-1), probabilities];
  }

  /** From this position on this engine trains. */
  trainedBy(
    { build, arithmetic, version }: EngineIdentity,
    { epoch, phase, batch }: Pick<EngineStretch, 'epoch' | 'phase' | 'batch'>,
  ): void {
    const engines = this.record.engines ?? [];
    const last = engines.at(-1);
    const isSame =
      last?.build === build && last.arithmetic === arithmetic && last.version === version;
    if (!isSame)
      this.record.engines = [...engines, { build, arithmetic, version, epoch, phase, batch }];
  }

  learningRate(rate: number): void {
    const pictures = this.latest?.picturesTrained ?? 0;
    this.record.rates = [...(this.record.rates ?? []), { pictures, rate }];
  }

  pace(): Pace | null {
    const at = this.latest;
    if (!at) return null;
    const { settings } = this.record;
    return {
      epochs: at.epochs,
      epoch: at.epoch,
      phase: at.phase,
      batch: at.batch,
      trainingBatches: Math.ceil(settings.training_pictures / settings.batch_size),
      evaluatingBatches:
        at.phase === 'evaluating'
          ? at.batches
          : Math.ceil(settings.test_pictures / settings.batch_size),
      trainingSeconds: at.trainingSeconds,
      evaluatingSeconds: at.evaluatingSeconds,
    };
  }

  /** For the tab: drawn without the charts, so that it is right in a hidden tab too. */
  title(): string {
    const { epochs, settings } = this.record;
    const pace = this.pace();
    const left = pace && secondsLeft(pace);
    return messages.run.tab(
      pace?.epoch ?? 1,
      settings.epochs,
      epochs.at(-1)?.test_accuracy ?? null,
      left === null ? null : messages.duration(left),
    );
  }

  view(): RunView {
    const { settings, epochs } = this.record;
    const batches = Math.ceil(settings.training_pictures / settings.batch_size);
    const pace = this.pace();
    const first = this.speeds[0];
    const last = this.speeds.at(-1);
    const seconds = first && last ? last.seconds - first.seconds : 0;
    return {
      record: this.record,
      epochs: [...epochs],
      progress: this.latest,
      accuracy: smooth(this.accuracy.points(batches), smoothing),
      loss: smooth(this.loss.points(batches), smoothing),
      picturesPerSecond: seconds > 0 ? (last!.pictures - first!.pictures) / seconds : null,
      secondsLeft: pace && secondsLeft(pace),
      part: pace ? partDone(pace) : 0,
    };
  }

  answers(): Answers {
    const { probabilities } = this.record;
    return { now: probabilities.at(-1) ?? null, before: probabilities.at(-2) ?? null };
  }
}

/** The state of a run of which nothing has been kept: it starts over, to the same bits. */
export function beginningOf(model: ModelSpec, settings: RunSettings): RunState {
  return { log: new RunLog(0, model, settings).state(null), snapshot: new Uint8Array() };
}
