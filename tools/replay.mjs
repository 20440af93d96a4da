/** Runs without a browser, from their beginning, on the engine that the page uses. */
import { createHash } from 'node:crypto';
import { valueOf } from './engine.mjs';

const phases = ['training', 'evaluating', 'finished'];

/** Whether a run's progress has come to a position: {epoch, phase, batch}. */
function hasReached(progress, position) {
  if (progress.epoch !== position.epoch) return progress.epoch > position.epoch;
  const ahead = phases.indexOf(progress.phase) - phases.indexOf(position.phase);
  return ahead > 0 || (ahead === 0 && progress.batch >= position.batch);
}

/**
 * Each epoch of a run of a model with these settings, when it has been done: { record, session },
 * the session being the one that holds the network then. Nothing is trained before it is asked for.
 * `rates` are learning rates that were set on the way: {pictures, rate}, after how many pictures.
 * `changes` are positions at which another session took the run over: {epoch, phase, batch, session}.
 */
export function* epochsOf(session, { model, settings, rates = [] }, changes = []) {
  const due = [...rates];
  const ahead = [...changes];
  let progress = valueOf(session.start(JSON.stringify(model), JSON.stringify(settings)));
  while (progress.phase !== 'finished') {
    while (ahead.length > 0 && hasReached(progress, ahead[0])) {
      const next = ahead.shift().session;
      progress = valueOf(next.restore(valueOf(session.snapshot())));
      session = next;
    }
    while (due.length > 0 && due[0].pictures <= progress.pictures_trained)
      valueOf(session.setLearningRate(due.shift().rate));
    // One batch at a time while a rate is still to be set, or a session to follow.
    progress = valueOf(session.advance(due.length + ahead.length > 0 ? 1 : 16));
    if (progress.epoch_record) yield { record: progress.epoch_record, session };
  }
}

/** { epochs, session }: a run's epochs, up to `most` of them, and the session at their end. */
export function replay(session, run, most = run.settings.epochs, changes = []) {
  const epochs = [];
  for (const done of epochsOf(session, run, changes)) {
    epochs.push(done.record);
    session = done.session;
    if (epochs.length >= most) break;
  }
  return { epochs, session };
}

/** SHA-256 of the little-endian float32 bytes of all weights, layer by layer, kernel then bias. */
export function weightsHash(session) {
  const hash = createHash('sha256');
  for (const { data } of valueOf(session.weights())) {
    hash.update(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}
