/** Does the runs of completion records again, each on the arithmetic that it says. */
import { availableParallelism } from 'node:os';
import { allowRelaxedSimd, loadEngine } from './engine.mjs';
import { pageCode } from './page_code.mjs';
import { addPictures } from './pictures.mjs';
import { replay, weightsHash } from './replay.mjs';

/** The build that has an arithmetic's bits. */
const buildOf = { fused: 'relaxed-simd-threads', separate: 'simd-threads' };

/** Whether Node rounds relaxed SIMD's multiply-add once on this machine: only then it can do `fused`. */
async function canFuse() {
  const { arithmeticOf } = await pageCode('engine/arithmetic');
  allowRelaxedSimd();
  try {
    return arithmeticOf(buildOf.fused) === 'fused';
  } catch {
    return false; // no relaxed SIMD at all
  }
}

/** The engines by arithmetic, each loaded when it is first wanted. */
export async function openEngines() {
  const fuses = await canFuse();
  const threads = availableParallelism();
  const loaded = new Map();
  return {
    can: (arithmetic) => arithmetic === 'separate' || fuses,
    async session(arithmetic, data, settings) {
      if (!loaded.has(arithmetic))
        loaded.set(arithmetic, await loadEngine(buildOf[arithmetic], threads));
      const session = new (loaded.get(arithmetic).module.Session)(threads);
      await addPictures(session, data, settings);
      return session;
    },
    close: () => loaded.forEach(({ close }) => close()),
  };
}

const beginning = { epoch: 1, phase: 'training', batch: 0 };
const isBeginning = ({ epoch, phase, batch }) => epoch === 1 && phase === 'training' && batch === 0;

/**
 * The ways in which a run may have been done: lists of {arithmetic, epoch, phase, batch}, each part
 * from its position on. One where the run says all; where its beginning is not known, or where an old
 * record has only `build`, which says too much, one for each arithmetic, the likelier first.
 */
export function waysOf({ engines }, build) {
  const known = engines.length > 0 && isBeginning(engines[0]);
  const guesses = build?.startsWith('simd') ? ['separate', 'fused'] : ['fused', 'separate'];
  const starts = known ? [[]] : guesses.map((arithmetic) => [{ ...beginning, arithmetic }]);
  // Other builds and versions of one arithmetic are the same bits, or cannot be told apart here.
  return starts.map((start) =>
    [...start, ...engines].filter(
      ({ arithmetic }, i, parts) => i === 0 || arithmetic !== parts[i - 1].arithmetic,
    ),
  );
}

/** The first number that is not what the record says; null if there is none. */
function difference(claimed, done) {
  if (claimed.length !== done.length)
    return `the record has ${claimed.length} epochs, the run ends after ${done.length}`;
  for (const [i, epoch] of claimed.entries())
    for (const name of [
      'loss',
      'accuracy',
      'test_loss',
      'test_accuracy',
      'validation_loss',
      'validation_accuracy',
    ])
      if (!Object.is(epoch[name], done[i][name]))
        return `epoch ${i + 1}: ${name} is ${epoch[name]} in the record, but the run gives ${done[i][name]}`;
  return null;
}

/** What is wrong with the hash of the weights that the record says; null if nothing is. */
function otherWeights(claimed, session) {
  if (!claimed) return null;
  const done = weightsHash(session);
  return done === claimed
    ? null
    : `the weights have SHA-256 ${claimed} in the record, but ${done} at the end of the run`;
}

/** Does a run in one of its ways; what comes out otherwise than the record says, or null. */
async function wrongIn(way, run, engines, data) {
  const sessions = [];
  try {
    for (const { arithmetic } of way)
      sessions.push(await engines.session(arithmetic, data, run.settings));
    const changes = way.slice(1).map((part, i) => ({ ...part, session: sessions[i + 1] }));
    const { epochs, session } = replay(sessions[0], run, run.epochs.length, changes);
    return difference(run.epochs, epochs) ?? otherWeights(run.weights_sha256, session);
  } catch (error) {
    return `it cannot be done again: ${error.message}`;
  } finally {
    for (const session of sessions) session.delete();
  }
}

/**
 * What becomes of a run: { state, text }, `confirmed` with the arithmetic it was done in, `refuted`
 * with what is wrong, or `unverified` where neither can be said here. `version` is this engine's.
 */
export async function verifyRun(run, build, { engines, version, data }) {
  const ways = waysOf(run, build);
  const others = [...new Set(run.engines.map((part) => part.version))].filter((v) => v !== version);
  const possible = ways.filter((way) => way.every(({ arithmetic }) => engines.can(arithmetic)));
  let wrong = null;
  for (const way of possible) {
    const found = await wrongIn(way, run, engines, data);
    if (!found) {
      const text = `${way.map(({ arithmetic }) => arithmetic).join(', then ')} arithmetic`;
      return {
        state: 'confirmed',
        text: others.length > 0 ? `${text}, ${made(others, version)}` : text,
      };
    }
    wrong ??= found;
  }
  if (possible.length < ways.length)
    return {
      state: 'unverified',
      text: `it needs fused arithmetic, which Node does not have on this machine; verify it on one whose processor has a fused multiply-add (x86-64 from about 2013 on, or ARM64)${wrong ? `. With separate arithmetic, ${wrong}` : ''}`,
    };
  if (others.length > 0)
    return {
      state: 'unverified',
      text: `${wrong}. But it was ${made(others, version)}, whose numbers may be others: verify it with that version`,
    };
  const unknown = run.engines.length === 0 ? ' (the record does not say by which version of the engine)' : ''; // prettier-ignore
  return { state: 'refuted', text: `${wrong}${unknown}` };
}

const made = (others, version) =>
  `made by another version of the engine (${others.join(', ')}; this is ${version})`;
