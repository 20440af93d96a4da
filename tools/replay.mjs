/** Runs without a browser, from their beginning, on the engine that the page uses. */
import { createHash } from 'node:crypto';
import { valueOf } from './engine.mjs';

/**
 * The epochs of a run of a model with these settings, up to `most` of them. `rates` are learning
 * rates that were set on the way: {pictures, rate}, after how many pictures.
 */
export function replay(session, { model, settings, rates = [] }, most = settings.epochs) {
  const epochs = [];
  const due = [...rates];
  let progress = valueOf(session.start(JSON.stringify(model), JSON.stringify(settings)));
  while (progress.phase !== 'finished' && epochs.length < most) {
    while (due.length > 0 && due[0].pictures <= progress.pictures_trained)
      valueOf(session.setLearningRate(due.shift().rate));
    // One batch at a time while a rate is still to be set.
    progress = valueOf(session.advance(due.length > 0 ? 1 : 16));
    if (progress.epoch_record) epochs.push(progress.epoch_record);
  }
  return epochs;
}

/** SHA-256 of the little-endian float32 bytes of all weights, layer by layer, kernel then bias. */
export function weightsHash(session) {
  const hash = createHash('sha256');
  for (const { data } of valueOf(session.weights())) {
    hash.update(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}
