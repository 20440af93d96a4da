import type { ModelSpec, RunSettings } from '../../../wasm/lab';
import type { EngineIdentity, EngineStretch } from '../engine/arithmetic';
import type { EngineEvents } from '../engine/protocol';
import { messages } from '../messages';
import { isCifar10, type DataDescription } from '../model/data_description';
import { examinedPictures, trainedPictures } from '../model/settings';
import type { Answers, LogState, RunRecord, RunState, RunView } from './run';
import { Series, smooth } from './series';
import { partDone, secondsLeft, type Pace } from './time_left';

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

  constructor(
    id: number,
    number: number,
    model: ModelSpec,
    settings: RunSettings,
    data?: DataDescription,
  ) {
    this.record = { id, number, model, settings, epochs: [], probabilities: [] };
    if (data && !isCifar10(data)) this.record.data = data;
  }

  /** A log that goes on where another one was. */
  static from(id: number, number: number, state: LogState): RunLog {
    const log = new RunLog(id, number, state.model, state.settings, state.data);
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
      number: this.record.number,
      model: this.record.model,
      settings: this.record.settings,
      ...(this.record.data && { data: this.record.data }),
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

  reexamined({ epoch, accuracy }: EngineEvents['reexamined']): void {
    this.record.epochs = this.record.epochs.map((row) =>
      row.epoch === epoch ? { ...row, reexamined_accuracy: accuracy } : row,
    );
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
      trainingBatches: Math.ceil(trainedPictures(settings) / settings.batch_size),
      evaluatingBatches:
        at.phase === 'evaluating'
          ? at.batches
          : Math.ceil(examinedPictures(settings) / settings.batch_size),
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
    const batches = Math.ceil(trainedPictures(settings) / settings.batch_size);
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
export function beginningOf({ number, model, settings, data }: RunRecord): RunState {
  return {
    log: new RunLog(0, number, model, settings, data).state(null),
    snapshot: new Uint8Array(),
  };
}
