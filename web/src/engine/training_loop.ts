import type { Progress, Session, Split } from '../../../wasm/lab';
import { faultOf, refusal, type Fault, type Reply } from '../base/fault';
import { accuracyOf, examine } from './examination';
import { KeptWeights } from './kept_weights';
import type { AfterEpoch, EngineCalls, EngineEvents, Examination } from './protocol';

type Post = <Name extends keyof EngineEvents>(event: Name, body: EngineEvents[Name]) => void;

/** Longest stretch of work between two looks at the messages, unless one batch takes longer. */
const turnSeconds = 0.02;
/** Least time between two progress events: enough for the eye, and the page stays idle. */
const postSeconds = 0.2;
/** A turn longer than usual by so much: the computer slept, or the page was frozen. */
const sleptSeconds = 10;

/**
 * Trains in small turns and looks at the messages in between. The turns follow each other through
 * a MessageChannel: timers and animation frames are throttled in hidden tabs, messages are not.
 */
export class TrainingLoop {
  private state: 'idle' | 'training' | 'paused' = 'idle';
  private run = 0;
  private afterEpoch: AfterEpoch = { watched: new Uint32Array() };
  private channel = new MessageChannel();
  /** Whether a turn is on its way through the channel: there is never more than one. */
  private turnAhead = false;
  /** Examinations under way. Training waits for them. */
  private examinations = 0;
  private atEpochsEnd: (() => void)[] = [];
  private epochsDone = 0;
  private midEpoch = false;
  /** Single steps taken: they change the weights even while pictures are being examined. */
  private steps = 0;

  private batchesPerTurn = 1;
  private phase: Progress['phase'] = 'training';
  private batchesTrained = 0;
  private losses: number[] = [];
  private accuracies: number[] = [];
  private trainingSeconds = 0;
  private evaluatingSeconds = 0;
  private lastPost = 0;
  private latest: Progress | null = null;
  private lastTurn = clocks();
  private usualTurn = Infinity;

  constructor(
    private session: Session,
    private post: Post,
    private kept = new KeptWeights(),
  ) {
    this.channel.port1.onmessage = () => this.turn();
  }

  start(run: number, model: string, settings: string, after: AfterEpoch): Reply<Progress> {
    this.rest();
    const started = this.session.start(model, settings);
    if (!started.ok) return started;
    this.begin(run, after, started.value);
    this.go();
    return started;
  }

  restore(ask: EngineCalls['restore']['ask']): Reply<Progress> {
    const restored = this.session.restore(ask.snapshot);
    if (!restored.ok) return restored;
    this.begin(ask.run, ask, restored.value);
    this.trainingSeconds = ask.trainingSeconds;
    this.evaluatingSeconds = ask.evaluatingSeconds;
    if (restored.value.phase === 'finished') this.state = 'idle';
    else if (ask.paused) this.state = 'paused';
    else this.go();
    return restored;
  }

  /** Of the run as it stands, whether it goes on or not. */
  snapshot(run: number): Reply<Uint8Array> {
    if (run !== this.run) return wrongState(run);
    if (this.latest) this.report(this.latest, performance.now());
    return this.session.snapshot();
  }

  private begin(run: number, { watched, reexamined }: AfterEpoch, progress: Progress): void {
    this.run = run;
    this.epochsDone = progress.phase === 'finished' ? progress.epoch : progress.epoch - 1;
    this.midEpoch = progress.phase !== 'finished' && progress.pictures_trained > 0;
    this.afterEpoch = { watched, reexamined };
    this.batchesPerTurn = 1;
    this.phase = progress.phase;
    this.latest = progress;
    this.batchesTrained = 0;
    this.losses = [];
    this.accuracies = [];
    this.trainingSeconds = 0;
    this.evaluatingSeconds = 0;
    this.lastPost = 0;
  }

  pause(run: number): Reply<null> {
    return this.change(run, 'training', () => (this.state = 'paused'));
  }

  resume(run: number): Reply<null> {
    return this.change(run, 'paused', () => this.go());
  }

  stop(run: number): Reply<null> {
    if (this.state === 'idle') return wrongState(run);
    return this.change(run, this.state, () => {
      this.rest();
      if (this.latest) this.report(this.latest, performance.now());
    });
  }

  /**
   * Puts the network to the first `pictures` test pictures, now or, while it trains, at the end of
   * the epoch under way. A run that ends before has no such epoch: then it is done with what is left.
   */
  async examine(pictures: number, when: 'now' | 'epoch'): Promise<Reply<Examination>> {
    const { run } = this;
    if (when === 'epoch' && this.state !== 'idle')
      await new Promise<void>((done) => this.atEpochsEnd.push(done));
    const { epochsDone: epoch, midEpoch } = this;
    const outcome = await this.putTo(run, 'test', pictures);
    this.next();
    return outcome.ok ? { ok: true, value: { ...outcome.value, epoch, midEpoch } } : outcome;
  }

  /** Training waits meanwhile; whoever asks lets it go on. */
  private async putTo(run: number, split: Split, pictures: number) {
    const { session, steps } = this;
    ++this.examinations;
    const outcome = await examine(
      {
        predict: (indices) => session.predict(split, indices),
        pictures: (indices) => session.pictures(split, indices),
      },
      pictures,
      () => {
        if (this.state === 'training') this.sayAlive();
        return run === this.run && steps === this.steps;
      },
    );
    --this.examinations;
    this.lastTurn = clocks(); // Nobody slept: it takes as long as it takes.
    return outcome;
  }

  private lastAlive = 0;
  private sayAlive(): void {
    const now = performance.now();
    if (now - this.lastAlive < 1000) return;
    this.lastAlive = now;
    this.post('alive', { run: this.run });
  }

  step(run: number): Reply<{ progress: Progress; probabilities: Float32Array }> {
    if (run !== this.run || this.state !== 'paused') return wrongState(run);
    let advanced: Reply<Progress>;
    // An examination that is under way is finished first: it teaches nothing.
    do {
      ++this.steps;
      advanced = this.advance(1);
      if (!advanced.ok) return advanced;
      this.report(advanced.value, performance.now());
      this.concludeEpoch(advanced.value);
    } while (
      advanced.value.batch_losses.length === 0 &&
      advanced.value.phase !== 'finished' &&
      this.state === 'paused'
    );
    const probabilities = this.session.predict('test', this.afterEpoch.watched);
    if (!probabilities.ok) return probabilities;
    return { ok: true, value: { progress: advanced.value, probabilities: probabilities.value } };
  }

  setLearningRate(run: number, rate: number): Reply<number> {
    if (run !== this.run || this.state === 'idle') return wrongState(run);
    // The page notes after how many pictures it was: it hears of all of them first.
    if (this.latest) this.report(this.latest, performance.now());
    return this.session.setLearningRate(rate);
  }

  /** Another network has taken the place of the run's: nobody gets it under the run's name. */
  forget(): void {
    this.rest();
    this.run = 0; // runs count from 1
    ++this.steps;
    this.latest = null;
    this.epochsDone = 0;
    this.midEpoch = false;
  }

  isIdle(): boolean {
    return this.state === 'idle';
  }

  private change(run: number, from: string, act: () => void): Reply<null> {
    if (run !== this.run || this.state !== from) return wrongState(run);
    act();
    return { ok: true, value: null };
  }

  private rest(): void {
    this.state = 'idle';
    this.endEpoch();
  }

  /** Whoever waits for the epoch's end waits no longer. */
  private endEpoch(): void {
    for (const done of this.atEpochsEnd.splice(0)) done();
  }

  private go(): void {
    this.state = 'training';
    this.lastTurn = clocks();
    this.usualTurn = Infinity;
    this.next();
  }

  private next(): void {
    if (this.state !== 'training' || this.turnAhead || this.examinations > 0) return;
    this.turnAhead = true;
    this.channel.port2.postMessage(null);
  }

  private turn(): void {
    this.turnAhead = false;
    if (this.state !== 'training' || this.examinations > 0) return;
    const advanced = this.advance(this.batchesPerTurn);
    if (!advanced.ok) return this.fail(advanced.fault);
    this.noticeSleep();
    const progress = advanced.value;
    const now = performance.now();
    if (progress.epoch_record || now - this.lastPost >= 1000 * postSeconds)
      this.report(progress, now);
    this.concludeEpoch(progress);
    this.next();
  }

  /** Does some batches, and keeps the time and the numbers of them. */
  private advance(batches: number): Reply<Progress> {
    const before = performance.now();
    const outcome = this.session.advance(batches);
    if (!outcome.ok) return outcome;
    const seconds = (performance.now() - before) / 1000;
    const progress = (this.latest = outcome.value);
    if (this.phase === 'evaluating') this.evaluatingSeconds += seconds;
    else this.trainingSeconds += seconds;
    // Short batches are taken several at a time, so that turning costs little.
    const perBatch = seconds / batches;
    this.batchesPerTurn =
      progress.phase === this.phase
        ? Math.max(1, Math.min(2 * batches, Math.floor(turnSeconds / perBatch)))
        : 1;
    this.phase = progress.phase;
    this.losses.push(...progress.batch_losses);
    this.accuracies.push(...progress.batch_accuracies);
    return outcome;
  }

  /** Says what an epoch has come to, if one is over, and ends the run after the last one. */
  private concludeEpoch(progress: Progress): void {
    const record = progress.epoch_record;
    this.midEpoch = !record;
    if (record) {
      const probabilities = this.session.predict('test', this.afterEpoch.watched);
      if (!probabilities.ok) return this.fail(probabilities.fault);
      this.post('epoch', { run: this.run, record, probabilities: probabilities.value });
      this.keepWeights(record.epoch);
      this.epochsDone = record.epoch;
      this.endEpoch();
      if (this.afterEpoch.reexamined)
        return void this.reexamine(progress, this.afterEpoch.reexamined);
    }
    if (progress.phase === 'finished') this.finish();
  }

  private finish(): void {
    this.rest();
    this.post('finished', { run: this.run });
  }

  /**
   * Puts the network to pictures that it learns from, as to test pictures: what their accuracy in
   * training was with a part of the network switched off is told apart from what was learned. It
   * changes nothing of the run; for 500 pictures it takes as long as training on 150.
   */
  private async reexamine({ phase, epoch_record }: Progress, pictures: number): Promise<void> {
    const { run } = this;
    const before = performance.now();
    const outcome = await this.putTo(run, 'training', pictures);
    if (run !== this.run) return;
    this.evaluatingSeconds += (performance.now() - before) / 1000;
    if (outcome.ok) {
      const accuracy = accuracyOf(outcome.value);
      this.post('reexamined', { run, epoch: epoch_record!.epoch, accuracy });
    }
    if (phase === 'finished' && this.state !== 'idle') this.finish();
    else this.next();
  }

  private keepWeights(epoch: number): void {
    const weights = this.session.weights();
    if (!weights.ok) return;
    this.kept.keep(this.run, epoch, weights.value);
    this.post('kept', { runs: this.kept.epochs() });
  }

  private noticeSleep(): void {
    const now = clocks();
    const turn = now.steady - this.lastTurn.steady;
    const unseen = now.wall - this.lastTurn.wall - turn;
    this.lastTurn = now;
    if (turn > sleptSeconds + 10 * this.usualTurn)
      return this.post('slept', { run: this.run, seconds: turn - this.usualTurn });
    this.usualTurn = turn;
    // How long it was, only the wall's clock could say: and that may have been set.
    if (unseen > sleptSeconds) this.post('slept', { run: this.run, seconds: null });
  }

  private report(progress: Progress, now: number): void {
    this.lastPost = now;
    const losses = Float32Array.from(this.losses);
    this.post('progress', {
      run: this.run,
      phase: progress.phase,
      epoch: progress.epoch,
      epochs: progress.epochs,
      batch: progress.batch,
      batches: progress.batches,
      loss: progress.loss,
      accuracy: progress.accuracy,
      picturesTrained: progress.pictures_trained,
      firstBatch: this.batchesTrained,
      losses,
      accuracies: Float32Array.from(this.accuracies),
      trainingSeconds: this.trainingSeconds,
      evaluatingSeconds: this.evaluatingSeconds,
    });
    this.batchesTrained += losses.length;
    this.losses = [];
    this.accuracies = [];
  }

  private fail(fault: Fault): void {
    this.rest();
    this.post('fault', { run: this.run, fault });
  }
}

/**
 * Seconds by the clock on the wall, which anyone may set, and by the steady one, which in some
 * systems stands while the computer sleeps.
 */
const clocks = () => ({ wall: Date.now() / 1000, steady: performance.now() / 1000 });

const wrongState = (run: number) => refusal(faultOf('wrong_state', 'run_not_so', { run }));
