import type { EpochRecord, ModelSpec, RunSettings } from '../../../wasm/lab';
import type { EngineStretch } from '../engine/arithmetic';
import type { Fault } from '../base/fault';
import type { EngineEvents } from '../engine/protocol';
import type { DataDescription } from '../model/data_description';
import type { Point, SeriesState } from './series';

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
  /**
   * Of the first training pictures, examined after the epoch as test pictures are, in a run where
   * that is another thing than training: model/settings.ts says of how many.
   */
  reexamined_accuracy?: number;
}

/** What a run has been: kept after its end, compared with others. */
export interface RunRecord {
  /** Of this visit, as the engine knows it. */
  id: number;
  /** Its place among all runs that were begun here, from 1; the next visit keeps it. */
  number: number;
  model: ModelSpec;
  settings: RunSettings;
  /** What it was trained on, where that is not CIFAR-10. */
  data?: DataDescription;
  epochs: EpochRow[];
  /** Probabilities {watched,classes} after each epoch and each single step; the last two are kept. */
  probabilities: Float32Array[];
  /** Learning rates that were set during the run, and after how many pictures. */
  rates?: { pictures: number; rate: number }[];
  /** The engines that trained it, one after the other; what came before the first is not known. */
  engines?: EngineStretch[];
  /** Of the weights at the end of a whole run, as `./lab train` prints it. */
  weights_sha256?: string;
}

export const isOfSameData = (a: Pick<RunRecord, 'data'>, b: Pick<RunRecord, 'data'>) =>
  a.data?.sha256 === b.data?.sha256;

/** What the lesson and its exercises speak of. */
export const isOfCifar10 = ({ data }: Pick<RunRecord, 'data'>) => data === undefined;

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
  /** Runs that were kept by earlier versions have none. */
  number?: number;
  model: ModelSpec;
  settings: RunSettings;
  data?: DataDescription;
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

/** What an epoch is known by. */
export const epochNumbers = ['epoch', 'loss', 'accuracy', 'test_loss', 'test_accuracy', 'validation_loss', 'validation_accuracy'] as const; // prettier-ignore

/** Whether a run is an earlier part of another, or all of it. */
export function isPartOf(part: RunRecord, whole: RunRecord): boolean {
  const said = ({ model, settings, data }: RunRecord) =>
    JSON.stringify([model, settings, data?.sha256]);
  const same = (one: EpochRecord, other: EpochRecord | undefined) =>
    epochNumbers.every((name) => one[name] === other?.[name]);
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
