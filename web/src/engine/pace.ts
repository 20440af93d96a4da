import type { ModelSpec, Outcome, Session } from '../../../wasm/lab';
import { withNetworkAside } from './network_aside';
import type { PerPicture } from './protocol';
import type { PictureCounts } from './use_data';

/** Batches that are timed, after one that is not: the first plans memory and wakes the threads. */
const timedBatches = 3;
/** Test pictures that are timed. */
const examined = 128;

const endless: PictureCounts = { training: Infinity, test: Infinity };

/** Of data that have fewer, all. */
export const picturesTimed = (batchSize: number, there = endless): PictureCounts => ({
  training: Math.min(there.training, batchSize * (1 + timedBatches)),
  test: Math.min(there.test, examined),
});

/**
 * How long a picture takes on this device: trains a fresh network of this model for a few batches
 * and examines it on as many. The network of the last run is put aside meanwhile and put back, to
 * the bit.
 */
export function measurePace(
  session: Session,
  model: ModelSpec,
  batchSize: number,
): Outcome<PerPicture> {
  return withNetworkAside(session, () => timeBatches(session, model, batchSize));
}

function timeBatches(session: Session, model: ModelSpec, batchSize: number): Outcome<PerPicture> {
  const here = session.pictureCounts();
  if (!here.ok) return here;
  const timed = picturesTimed(batchSize, here.value);
  const batches = Math.ceil(timed.training / batchSize);
  const untimed = Math.min(1, batches - 1);
  const settings = {
    epochs: 1,
    batch_size: batchSize,
    training_pictures: timed.training,
    test_pictures: timed.test,
    seed: 0,
    learning_rate: 0.001,
  };
  const started = session.start(JSON.stringify(model), JSON.stringify(settings));
  if (!started.ok) return started;
  const first = session.advance(untimed);
  if (!first.ok) return first;
  const training = secondsOf(() => session.advance(batches - untimed));
  if (!training.ok) return training;
  const evaluating = secondsOf(() => session.advance(timed.test));
  if (!evaluating.ok) return evaluating;
  return {
    ok: true,
    value: {
      training: training.value / (timed.training - untimed * batchSize),
      evaluating: evaluating.value / timed.test,
    },
  };
}

function secondsOf(work: () => Outcome<unknown>): Outcome<number> {
  const before = performance.now();
  const outcome = work();
  return outcome.ok ? { ok: true, value: (performance.now() - before) / 1000 } : outcome;
}
