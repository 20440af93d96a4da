import type { ModelSpec } from '../../../wasm/lab';
import type { Reply } from '../base/fault';
import type { Build } from '../engine/protocol';
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
