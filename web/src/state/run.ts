import type { EpochRecord, ModelSpec, RunSettings } from '../../../wasm/lab';
import type { EngineEvents, LabFault } from '../engine/protocol';
import { messages } from '../messages';
import { Series, smooth, type Point } from './series';
import { partDone, secondsLeft, type Pace } from './time_left';

/** What the lab is doing. There is one run at a time, and each state says what it needs. */
export type Run =
  | { kind: 'idle' }
  /** Waiting for the engine or for pictures that have not arrived. */
  | { kind: 'loading'; training: number; test: number }
  | { kind: 'training'; id: number }
  | { kind: 'paused'; id: number }
  | { kind: 'finished'; id: number; how: 'completed' | 'stopped' }
  | { kind: 'fault'; fault: LabFault };

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
}

/** Recorded runs come with the page; their numbers are below those of the learner's. */
export const isRecorded = ({ id }: RunRecord) => id < 0;

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
  private accuracy = new Series();
  private loss = new Series();
  private latest: EngineEvents['progress'] | null = null;
  private speeds: { seconds: number; pictures: number }[] = [];

  constructor(id: number, model: ModelSpec, settings: RunSettings) {
    this.record = { id, model, settings, epochs: [], probabilities: [] };
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
