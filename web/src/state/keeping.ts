import type { ModelSpec } from '../../../wasm/lab';
import type { Reply } from '../base/fault';
import type { Build } from '../engine/protocol';
import type { DataDescription, DataSet } from '../model/data_description';
import type { KeptRecord } from './records.svelte';
import type { LogState, RunState } from './run';

/** What is kept of a learner's work beside the network: storage/work.ts checks and packs it. */
export interface WorkHeader {
  /** Milliseconds since 1970. */
  savedAt: number;
  /** The engine that trained it: the bits of another one may differ. */
  build: Build | null;
  model: ModelSpec;
  run: LogState | null;
  /** Runs before this one, without their networks. */
  records: KeptRecord[];
}

export interface Work {
  header: WorkHeader;
  snapshot: Uint8Array;
}

/** A data set of the learner's, as it is told of without its pictures. */
export interface KeptData {
  description: DataDescription;
  training: number;
  test: number;
  /** Milliseconds since 1970. */
  savedAt: number;
}

export interface KeptDataSets {
  sets: KeptData[];
  /** How many are there that this version of the page cannot read. */
  foreign: number;
}

/** What looks after the learner's data sets, as the keeper of the run does after that. */
export interface DataKeeper {
  all(): Promise<Reply<KeptDataSets>>;
  keep(set: DataSet): Promise<Reply<null>>;
  /** Null where it is not kept. */
  load(description: DataDescription): Promise<Reply<DataSet | null>>;
  discard(description: DataDescription): Promise<Reply<KeptDataSets>>;
  /** Those of a run that is to go on, or of a file, take the place of what is here; or a sentence's fault. */
  bring(description: DataDescription): Promise<Reply<null>>;
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
  /** The learner's data sets. */
  readonly data: DataKeeper;
  /** Sets the run as it was kept last aside: other data come, over which it cannot go on. */
  setAside(): Promise<void>;
  /** Resolves once the run as it is now has been handed on, or storage has been silent for long. */
  settled(): Promise<void>;
}
