import type { ModelSpec, Outcome, Session } from '../../../wasm/lab';
import { withNetworkAside } from './network_aside';
import type { PerPicture } from './protocol';

/** Batches that are timed, after one that is not: the first plans memory and wakes the threads. */
const timedBatches = 3;
/** Test pictures that are timed. */
const examined = 128;

export const picturesTimed = (batchSize: number) => ({
  training: batchSize * (1 + timedBatches),
  test: examined,
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
  const timed = picturesTimed(batchSize);
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
  const first = session.advance(1);
  if (!first.ok) return first;
  const training = secondsOf(() => session.advance(timedBatches));
  if (!training.ok) return training;
  const evaluating = secondsOf(() => session.advance(examined));
  if (!evaluating.ok) return evaluating;
  return {
    ok: true,
    value: {
      training: training.value / (timedBatches * batchSize),
      evaluating: evaluating.value / examined,
    },
  };
}

function secondsOf(work: () => Outcome<unknown>): Outcome<number> {
  const before = performance.now();
  const outcome = work();
  return outcome.ok ? { ok: true, value: (performance.now() - before) / 1000 } : outcome;
}
