/**
 * One of the processes that do runs again. A message is a run: the parts of its way, model, settings,
 * rates, where the pictures are and how many threads it has. It answers with an epoch at a time and goes
 * on when it is told to, so that nothing is trained after what decides; then with the run's end.
 */
import { loadEngine } from '../engine.mjs';
import { addPictures } from '../pictures.mjs';
import { epochsOf, weightsHash } from '../replay.mjs';

const loaded = new Map();

/** The build that has an arithmetic's bits. */
function engineFor(arithmetic, threads) {
  const separate = threads > 1 ? 'simd-threads' : 'simd';
  const build = arithmetic === 'fused' ? 'relaxed-simd-threads' : separate;
  const key = `${build} ${threads}`;
  if (!loaded.has(key)) loaded.set(key, loadEngine(build, threads));
  return loaded.get(key);
}

const answered = () => new Promise((done) => process.once('message', done));

/** Does a run epoch by epoch; resolves to whether it came to its own end. */
async function train({ way, run, data, threads }) {
  const sessions = [];
  try {
    for (const { arithmetic } of way) {
      const session = new (await engineFor(arithmetic, threads)).module.Session(threads);
      sessions.push(session);
      await addPictures(session, data, run.settings);
    }
    const changes = way.slice(1).map((part, i) => ({ ...part, session: sessions[i + 1] }));
    for (const { record, session } of epochsOf(sessions[0], run, changes)) {
      process.send({ epoch: { ...record, weights_sha256: weightsHash(session) } });
      if ((await answered()) !== 'on') return false;
    }
    return true;
  } finally {
    for (const session of sessions) session.delete();
  }
}

process.on('disconnect', () => process.exit());
for (;;) {
  const job = await answered();
  try {
    process.send({ ended: await train(job) });
  } catch (error) {
    process.send({ fault: { code: error.cause?.code ?? 'other', message: error.message } });
  }
}
