import type { EngineEvents } from '../engine/protocol';
import type { Patience } from './watchdog';

/** A forward pass and two gradients. */
const passes = 3;
/** The engine examines so many pictures at once, whatever the batches of the training. */
const evaluationBatch = 32;
/** Multiply-adds a second where nothing has been measured: a slow laptop on one thread. */
const usualRate = 5e9;
/** A computer that is busy with something else, or hot, may be so many times slower than it was. */
const slack = 10;
/** No batch of a preset takes a tenth of this. */
const leastSilence = 60_000;
/** A silence that the learner should be told the reason of. */
const remarkable = 15_000;
/** Of a measurement, the least that tells the device's speed and not its calls' cost. */
const leastWork = 1e9;

/** Multiply-adds of the longest thing that the engine does at once. */
export const workOfStep = (perPicture: number, batchSize: number) =>
  perPicture * Math.max(passes * batchSize, evaluationBatch);

/**
 * How long the engine may be silent: it says nothing in the middle of a batch, and a batch of a
 * large network takes minutes. What is known are the batch's multiply-adds, this device's speed, and
 * the batches that were trained before.
 */
export class StepTime {
  /** The slowest that was measured. */
  private rate: number | null = null;
  private work = 0;
  private longest = 0;
  private latest: { seconds: number; batch: number } | null = null;

  /** A picture of so many multiply-adds took so many seconds to train on. */
  measured(perPicture: number, batchSize: number, seconds: number): void {
    if (seconds <= 0 || workOfStep(perPicture, batchSize) < leastWork) return;
    this.rate = Math.min(this.rate ?? Infinity, (passes * perPicture) / seconds);
  }

  /** A run begins or goes on. */
  begin(): void {
    this.work = this.longest = 0;
    this.latest = null;
  }

  /** What its batches take. */
  isOf(perPicture: number, batchSize: number): void {
    this.work = workOfStep(perPicture, batchSize);
  }

  progress(event: Pick<EngineEvents['progress'], 'trainingSeconds' | 'firstBatch' | 'losses'>) {
    const now = { seconds: event.trainingSeconds, batch: event.firstBatch + event.losses.length };
    const batches = now.batch - (this.latest?.batch ?? now.batch);
    if (batches > 0)
      this.longest = Math.max(this.longest, (now.seconds - this.latest!.seconds) / batches);
    this.latest = now;
  }

  /** Seconds that work of so many multiply-adds should take. */
  expected(work = this.work): number {
    return work / (this.rate ?? usualRate);
  }

  patience(): Patience {
    const most = 1000 * slack * Math.max(this.longest, this.expected());
    // Where no batch can be the reason, nothing is said of batches.
    return {
      long: most > remarkable ? remarkable : null,
      tooLong: Math.max(leastSilence, most),
    };
  }
}
