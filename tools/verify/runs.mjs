/** Does the runs of completion records again, each on the arithmetic that it says, and each once. */
import { allowRelaxedSimd } from '../engine.mjs';
import { doJobs } from './trainers.mjs';
import { keyOfRun, waysOf } from './ways.mjs';

/** Whether Node rounds relaxed SIMD's multiply-add once on this machine: only then it can do `fused`. */
function canFuse({ arithmeticOf }) {
  allowRelaxedSimd();
  try {
    return arithmeticOf('relaxed-simd-threads') === 'fused';
  } catch {
    return false; // no relaxed SIMD at all
  }
}

const numbers = ['epoch', 'loss', 'accuracy', 'test_loss', 'test_accuracy', 'validation_loss', 'validation_accuracy']; // prettier-ignore

/** Faults of the engine that say of a run that no page can have done it. */
const impossible = ['bad_model', 'bad_settings', 'not_finite'];

/** Holds a claim against an epoch of the run that has just been done; it may be decided by that. */
function compare(claim, done) {
  const { epochs, weights_sha256: weights } = claim.run;
  const epoch = epochs[claim.seen];
  claim.seen += 1;
  for (const name of numbers)
    if (!Object.is(epoch[name], done[name])) {
      const [says, gives] = [epoch[name], done[name]].map((value) => value ?? 'none');
      claim.wrong = `epoch ${claim.seen}: ${name} is ${says} in the record, but the run gives ${gives}`;
      return;
    }
  if (claim.seen < epochs.length) return;
  if (weights && weights !== done.weights_sha256)
    claim.wrong = `the weights have SHA-256 ${weights} in the record, but ${done.weights_sha256} at the end of the run`;
  else claim.isRight = true;
}

const isDecided = ({ wrong, isRight, stuck }) => wrong !== null || isRight || stuck !== null;

/** What a job's end says of a claim that no epoch has decided. */
function conclude(claim, { ended, fault }) {
  if (isDecided(claim)) return;
  if (ended)
    claim.wrong = `the record has ${claim.run.epochs.length} epochs, the run ends after ${claim.seen}`;
  else if (impossible.includes(fault?.code))
    claim.wrong = `it cannot be done again: ${fault.message}`; // prettier-ignore
  else claim.stuck = `it could not be done again here: ${fault.message}`;
}

/** Claims of which the same is to be trained, together: a job for each. */
function jobsOf(claims, context) {
  const jobs = new Map();
  for (const claim of claims) {
    const way = claim.ways[claim.tried];
    const { key, epochs } = keyOfRun(way, claim.run, context);
    const job = jobs.get(key) ?? { key, way, claims: [], epochs: [], most: 0, own: epochs };
    job.claims.push(claim);
    job.most = Math.max(job.most, claim.run.epochs.length);
    jobs.set(key, job);
    Object.assign(claim, { seen: 0, wrong: null, isRight: false, stuck: null });
  }
  for (const job of jobs.values()) {
    const [{ run }] = job.claims;
    const settings = { ...run.settings, epochs: job.own ?? job.most };
    Object.assign(job, { data: context.data, run: { model: run.model, settings, rates: run.rates } }); // prettier-ignore
    job.cost = settings.epochs * (settings.training_pictures + settings.test_pictures / 3);
  }
  // The longest first, so that none of them is waited for at the end.
  return [...jobs.values()].sort((one, other) => other.cost - one.cost);
}

/** Takes one more epoch to the claims of a job; whether any of them wants the next. */
function takeEpoch(job, epoch) {
  for (const claim of job.claims) if (!isDecided(claim)) compare(claim, epoch);
  return job.claims.some((claim) => !isDecided(claim));
}

/** Decides the claims by what each says first, from what is kept or by training. */
async function tryOnce(claims, context) {
  const { kept, progress } = context;
  const jobs = [];
  for (const job of jobsOf(claims, context)) {
    const { epochs, ended } = await kept.read(job.key);
    const isOpen = epochs.reduce((open, epoch) => open && takeEpoch(job, epoch), true);
    if (isOpen && ended) job.claims.forEach((claim) => conclude(claim, { ended }));
    else if (isOpen) jobs.push(job);
    job.known = epochs.length;
  }
  progress.expect(
    jobs.reduce((sum, job) => sum + job.cost, 0),
    jobs.length,
  );
  await doJobs(jobs, {
    onEpoch(job, epoch) {
      job.epochs.push(epoch);
      progress.advance(job.cost / job.run.settings.epochs);
      return job.epochs.length <= job.known || takeEpoch(job, epoch);
    },
    async onEnd(job, result) {
      for (const claim of job.claims) conclude(claim, result);
      // The end of a run that was only asked for so many epochs is not its own.
      const ended = result.ended === true && (job.own !== null || job.epochs.length < job.most);
      if (job.epochs.length > 0) await kept.write(job.key, { epochs: job.epochs, ended });
      progress.finish(job.cost * (1 - job.epochs.length / job.run.settings.epochs));
    },
  });
}

const made = (others, version) =>
  `made by another version of the engine (${others.join(', ')}; this is ${version})`;

/** { state, text } of a claim when all of its ways have been tried that can be here. */
function verdictOn({ run, isRight, ways, tried, isAble, firstWrong, stuck }, version) {
  const others = [...new Set(run.engines.map((part) => part.version))].filter((v) => v !== version);
  if (isRight) {
    const text = `${ways[tried].map(({ arithmetic }) => arithmetic).join(', then ')} arithmetic`;
    return { state: 'confirmed', text: others.length > 0 ? `${text}, ${made(others, version)}` : text }; // prettier-ignore
  }
  const unverified = (text) => ({ state: 'unverified', text });
  if (run.epochs.length === 0) return unverified('it has no epochs, so there is nothing to do again'); // prettier-ignore
  if (stuck) return unverified(stuck);
  if (!isAble)
    return unverified(
      `it needs fused arithmetic, which Node does not have on this machine; verify it on one whose processor has a fused multiply-add (x86-64 from about 2013 on, or ARM64)${firstWrong ? `. With separate arithmetic, ${firstWrong}` : ''}`,
    );
  if (others.length > 0)
    return unverified(
      `${firstWrong}. But it was ${made(others, version)}, whose numbers may be others: verify it with that version`,
    );
  const unknown = run.engines.length === 0 ? ' (the record does not say by which version of the engine)' : ''; // prettier-ignore
  return { state: 'refuted', text: `${firstWrong}${unknown}` };
}

/**
 * What becomes of each of these `{ run, build }`: { state, text }, `confirmed` with the arithmetic it
 * was done in, `refuted` with what is wrong, or `unverified` where neither can be said here.
 */
export async function verifyRuns(asked, context) {
  const fuses = canFuse(context.page);
  const claims = asked.map(({ run, build }) => {
    const all = waysOf(run, build);
    const ways = all.filter((way) => way.every(({ arithmetic }) => arithmetic === 'separate' || fuses)); // prettier-ignore
    const { epochs, settings } = run;
    // The same words as for a run that stops early by itself.
    const firstWrong = epochs.length > settings.epochs ? `the record has ${epochs.length} epochs, the run ends after ${settings.epochs}` : null; // prettier-ignore
    return { run, ways, isAble: ways.length === all.length, tried: 0, wrong: null, firstWrong, stuck: null, isRight: false }; // prettier-ignore
  });
  const trained = ({ run: { epochs }, firstWrong }) => epochs.length > 0 && firstWrong === null;
  for (
    let open = claims.filter((claim) => trained(claim) && claim.ways.length > 0);
    open.length > 0;
    open = open.filter((claim) => claim.wrong !== null && ++claim.tried < claim.ways.length)
  ) {
    await tryOnce(open, context);
    for (const claim of open) claim.firstWrong ??= claim.wrong;
  }
  return claims.map((claim) => verdictOn(claim, context.version));
}
