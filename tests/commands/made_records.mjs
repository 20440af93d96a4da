/** Completion records as the page makes them, of runs that are trained here by the real engine. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { loadEngine } from '../../tools/engine.mjs';
import { pageCode } from '../../tools/page_code.mjs';
import { addPictures } from '../../tools/pictures.mjs';
import { replay, weightsHash } from '../../tools/replay.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const pack = path.join(root, 'web/public/cifar10');

const sorted = (value) => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])); // prettier-ignore
};

/** The seal by its definition: SHA-256 of the rest, keys sorted, no spaces. */
export function sealed({ sha256: _, ...rest }) {
  const sha256 = createHash('sha256')
    .update(JSON.stringify(sorted(rest)))
    .digest('hex');
  return { ...rest, sha256 };
}

/** Trains runs on one thread of a build: `train(model, settings)` is a run as a record has it. */
export async function openTraining(build = 'simd') {
  const { module, close } = await loadEngine(build, 1);
  const { engineVersion } = await pageCode('../build/engine_version');
  const { arithmeticOf } = await pageCode('engine/arithmetic');
  const engine = { build, arithmetic: arithmeticOf(build), version: engineVersion(root), epoch: 1, phase: 'training', batch: 0 }; // prettier-ignore
  return {
    close,
    async train(model, settings) {
      const session = new module.Session(1);
      await addPictures(session, pack, settings);
      const { epochs } = replay(session, { model, settings });
      const run = { model, settings, rates: [], engines: [engine], epochs, weights_sha256: weightsHash(session) }; // prettier-ignore
      session.delete();
      return run;
    },
  };
}

/** A learner's record of these runs. */
export const recordOf = (learner, runs, more = {}) =>
  sealed({
    format: 'cnnlab-record/3',
    learner,
    made: '2026-11-30T10:00:00Z',
    answered: [],
    passed: [],
    answers: [],
    reflections: [],
    runs,
    ...more,
  });
